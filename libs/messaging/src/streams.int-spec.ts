import assert from 'node:assert/strict';
import { STREAMS } from '@eagle/contracts/bus';
import { jetstreamManager, type JetStreamManager } from '@nats-io/jetstream';
import { headers, type NatsConnection } from '@nats-io/nats-core';
import { connect } from '@nats-io/transport-node';
import { bytes, newOrganization, testNats, type TestNats } from './bus.fixture.js';
import type { Bus } from './bus.types.js';
import { declaredStreams } from './stream-config.js';

describe('ensuring streams', () => {
  let nats: TestNats;
  let bus: Bus;
  let raw: NatsConnection;
  let jsm: JetStreamManager;
  beforeAll(async () => {
    nats = await testNats();
    bus = await nats.connect();
    raw = await connect({ servers: nats.server.url });
    jsm = await jetstreamManager(raw);
  });
  afterAll(async () => {
    await raw.close();
    await nats.close();
  });

  test('makes every stream as declared, and changes nothing the second time', async () => {
    await bus.ensureStreams(...Object.values(STREAMS));
    await bus.ensureBuckets();
    await bus.ensureStreams(...Object.values(STREAMS));
    const { config } = await jsm.streams.info(STREAMS.features.name);
    assert.equal(config.retention, 'workqueue');
    assert.equal(config.discard, 'new');
    assert.equal(config.discard_new_per_subject, true);
    assert.equal(config.max_msgs_per_subject, STREAMS.features.maxMessagesPerSubject);
    assert.equal((await jsm.streams.info(STREAMS.scans.name)).config.discard, 'old');
  });

  test('keeps only the newest dead letters of one organization, and those of another', async () => {
    const bound = STREAMS.deadLetters.newestPerSubject;
    const [noisy, quiet] = [newOrganization(), newOrganization()];
    const publish = (organizationId: typeof noisy, name: string) =>
      bus.publish(
        STREAMS.deadLetters.subject(organizationId, 'rows'),
        `${organizationId}-${name}`,
        bytes(name),
      );
    await publish(quiet, 'only');
    await Promise.all(Array.from({ length: bound + 50 }, (_, i) => publish(noisy, `${i}`)));
    const count = (organizationId: string) => bus.deadLetters.count({ organizationId, noun: 'rows' });
    assert.equal(await count(noisy), bound);
    assert.equal(await count(quiet), 1);
    assert.equal(await count(newOrganization()), 0);
  });

  test('brings a stream with other limits to its declaration', async () => {
    await jsm.streams.update(STREAMS.models.name, { max_bytes: 1_000_000 });
    await bus.ensureStreams(STREAMS.models);
    assert.equal((await jsm.streams.info(STREAMS.models.name)).config.max_bytes, STREAMS.models.maxBytes);
  });

  for (const [setting, value] of Object.entries({
    republish: { src: '>', dest: 'elsewhere.>' },
    sources: [{ name: STREAMS.scans.name }],
    subject_transform: { src: 'models.*.registered', dest: 'models.{{wildcard(1)}}.registered' },
    allow_atomic: true,
    allow_batched: true,
    allow_rollup_hdrs: true,
  })) {
    test(`removes ${setting} from a stream`, async () => {
      const isSet = async () => {
        const { config } = await jsm.streams.info(STREAMS.models.name);
        return Boolean(new Map<string, unknown>(Object.entries(config)).get(setting));
      };
      await jsm.streams.update(STREAMS.models.name, { [setting]: value });
      assert.ok(await isSet());
      await bus.ensureStreams(STREAMS.models);
      assert.ok(!(await isSet()));
    });
  }

  test('accepts batches in no stream and no bucket', async () => {
    await bus.ensureStreams(...Object.values(STREAMS));
    await bus.ensureBuckets();
    for (const { name } of declaredStreams(1)) {
      const [subject = ''] = (await jsm.streams.info(name)).config.subjects;
      const batch = headers();
      batch.set('Nats-Batch-Id', 'batch');
      batch.set('Nats-Batch-Sequence', '1');
      const answer = await raw.request(subject.replaceAll('*', 'any').replace('>', 'any'), 'x', {
        headers: batch,
        timeout: 5_000,
      });
      assert.match(answer.string(), /atomic publish is disabled/, name);
    }
  });

  test('names a setting that cannot be switched off: the stream must be created again', async () => {
    for (const setting of ['allow_msg_schedules', 'allow_msg_ttl']) {
      await bus.ensureStreams(STREAMS.shadow);
      await jsm.streams.update(STREAMS.shadow.name, { [setting]: true });
      await assert.rejects(bus.ensureStreams(STREAMS.shadow), {
        code: 'BUS.STREAM_DIFFERS',
        message: new RegExp(setting),
      });
      await jsm.streams.delete(STREAMS.shadow.name);
    }
  });

  test('fails, naming the setting, where that cannot be done', async () => {
    await jsm.streams.delete(STREAMS.alerts.name);
    await jsm.streams.add({ name: STREAMS.alerts.name, subjects: ['alerts.*.*'], storage: 'memory' });
    await assert.rejects(bus.ensureStreams(STREAMS.alerts), {
      code: 'BUS.STREAM_DIFFERS',
      message: /storage/,
    });
  });
});
