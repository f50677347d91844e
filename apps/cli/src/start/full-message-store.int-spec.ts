import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { after, before, describe, it } from 'node:test';
import { SERVICES } from '@eagle/contracts';
import { freePort, startNats, type LocalServer } from '@eagle/local-services';
import { brokerHealth, connectBus, hashPasswords, natsServerConfig, type Bus } from '@eagle/messaging';
import { eventually, smallDisk } from '@eagle/testing';
import { roomOf } from './disk-room.js';
import { StoreWatch } from './store-watch.js';

const MiB = 1024 * 1024;
const PASSWORD = 'only-for-this-test-0';

const dir = await mkdtemp(path.join(tmpdir(), 'eagle-full-'));
const disk = await smallDisk(path.join(dir, 'store'), 32 * MiB);

describe('the health of a message server whose disk is full', () => {
  let server: LocalServer;
  let bus: Bus;
  let monitorUrl: string;

  before(async () => {
    const monitorPort = await freePort();
    monitorUrl = `http://127.0.0.1:${monitorPort}`;
    const passwordHashes = await hashPasswords(
      z
        .record(z.enum(SERVICES), z.string())
        .parse(Object.fromEntries(SERVICES.map((service) => [service, PASSWORD]))),
    );
    server = await startNats({
      dir,
      configText: (port) =>
        natsServerConfig({
          port,
          monitorPort,
          storeDir: path.join(dir, 'store'),
          passwordHashes,
        }),
    });
    bus = await connectBus({
      url: server.url,
      user: 'cli',
      password: PASSWORD,
      name: 'test',
      publishDeadlineMs: 1_000,
    });
    await bus.ensureStreams('scans');
  });
  after(async () => {
    await bus.close();
    await server.stop();
    await disk?.close();
    await rm(dir, { recursive: true, force: true });
  });

  let number = 0;
  const publish = (bytes: number) =>
    bus.publish('scans.org.line', `m-${(number += 1)}`, new Uint8Array(bytes));
  /** Only some processes may mount a small disk. */
  const testOnDisk = disk === null ? it.skip : it;

  it('is well while it stores what it is given', async () => {
    await publish(1_000);
    assert.deepEqual(await brokerHealth(monitorUrl), { ok: true });
  });

  testOnDisk(
    'names the stream and says what to do once a write found no space, and stays so when there is space again',
    async () => {
      const small = disk ?? assert.fail();
      await small.fill();
      await assert.rejects(publish(MiB), { code: 'BUS.PUBLISH_TIMEOUT' });
      const full = await brokerHealth(monitorUrl);
      assert.ok(!full.ok && full.problem === 'store-full', JSON.stringify(full));
      assert.match(full.reason, /disk of the message server is full.*SCANS.*Free space/);
      await small.free();
      await assert.rejects(publish(1_000), { code: 'BUS.PUBLISH_TIMEOUT' });
      assert.equal((await brokerHealth(monitorUrl)).ok, false);
    },
  );

  testOnDisk('is well again as soon as the watch finds room and has it started again', async () => {
    const small = disk ?? assert.fail();
    const said: string[] = [];
    let restarted: Promise<void> = Promise.resolve();
    const watch = new StoreWatch({
      health: () => brokerHealth(monitorUrl),
      room: () => roomOf(small.folder),
      restart: () => void (restarted = server.restart()),
      say: (text) => said.push(text),
      nowMs: () => performance.now(),
    });
    await small.fill();
    await watch.look();
    assert.match(said.join(), /is full/);
    assert.equal(said.length, 1, 'no start without room');
    await small.free();
    await watch.look();
    await restarted;
    await eventually(async () => assert.deepEqual(await brokerHealth(monitorUrl), { ok: true }));
    await eventually(() => assert.ok(bus.connected));
    await eventually(() => publish(1_000), { deadlineMs: 15_000 });
  });

  it('is told as unknown where nobody answers', async () => {
    const health = await brokerHealth('http://127.0.0.1:1');
    assert.ok(!health.ok && health.problem === 'no-answer');
  });
});
