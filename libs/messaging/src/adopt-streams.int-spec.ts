import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { BUCKETS, STREAMS } from '@eagle/contracts/bus';
import { SERVICES } from '@eagle/contracts/domain';
import { startNats } from '@eagle/local-services';
import { z } from 'zod';
import { adoptStreams } from './adopt-streams.js';
import { bytes, newOrganization, text } from './bus.fixture.js';
import { connectBus } from './bus.js';
import { natsServerConfig } from './nats-server-config.js';
import { hashPasswords } from './password-hashes.js';

const PASSWORD = 'for-one-test';

test('a server that gets accounts keeps its streams and their messages', async () => {
  const dir = await mkdtemp(path.join(tmpdir(), 'eagle-adopt-'));
  const storeDir = path.join(dir, 'jetstream');
  const subject = STREAMS.alerts.subject(newOrganization(), 'raised');
  const values = z.object({ n: z.number() });
  try {
    const before = await startNats({ dir });
    const first = await connectBus({ url: before.url, name: 'before' });
    await first.ensureStreams(STREAMS.alerts, STREAMS.features);
    await first.ensureBuckets();
    const { sequence } = await first.publish(subject, 'a', bytes('an alert'));
    await first.bucket(BUCKETS.trainingStatus, values).put('a', { n: 7 });
    await first.close();
    await before.stop();

    assert.ok(adoptStreams(storeDir).includes('ALERTS'));
    assert.deepEqual(adoptStreams(storeDir), []);

    const passwordHashes = await hashPasswords(SERVICES, () => PASSWORD);
    const configText = (port: number): string => natsServerConfig({ port, storeDir, passwordHashes });
    const after = await startNats({ dir, configText });
    const second = await connectBus({ url: after.url, name: 'after', user: 'cli', password: PASSWORD });
    await second.keepStreams();
    const found = await second.lastMessage(STREAMS.alerts, subject);
    assert.equal(found === null ? '' : text(found.payload), 'an alert');
    assert.equal(found?.sequence, sequence);
    assert.equal((await second.bucket(BUCKETS.trainingStatus, values).get('a'))?.value.n, 7);
    await second.close();
    await after.stop();
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
});
