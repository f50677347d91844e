import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { STREAMS } from '@eagle/contracts/bus';
import { SERVICES } from '@eagle/contracts/domain';
import { startNats, type LocalServer } from '@eagle/local-services';
import { connectBus, hashPasswords, natsServerConfig, type Bus } from '@eagle/messaging';
import { eventually, freezeProcess, smallDisk } from '@eagle/testing';

import { roomOf } from './disk-room.js';
import { StoreWatch } from './store-watch.js';

const MiB = 1024 * 1024;
const PASSWORD = 'only-for-this-test-0';

const dir = await mkdtemp(path.join(tmpdir(), 'eagle-full-'));
const disk = await smallDisk(path.join(dir, 'store'), 32 * MiB);

describe('the health of a message server with a full disk', () => {
  let server: LocalServer;
  let bus: Bus;
  let gateway: Bus;

  beforeAll(async () => {
    const passwordHashes = await hashPasswords(SERVICES, () => PASSWORD);
    server = await startNats({
      dir,
      configText: (port) =>
        natsServerConfig({
          port,
          storeDir: path.join(dir, 'store'),
          passwordHashes,
        }),
    });
    const as = (user: 'cli' | 'gateway'): Promise<Bus> =>
      connectBus({ url: server.url, user, password: PASSWORD, name: 'test', publishDeadlineMs: 1_000 });
    bus = await as('cli');
    gateway = await as('gateway');
    await bus.ensureStreams(STREAMS.scans);
  });
  afterAll(async () => {
    await bus.close();
    await gateway.close();
    await server.stop();
    await disk?.close();
    await rm(dir, { recursive: true, force: true });
  });

  let number = 0;
  const publish = (bytes: number) =>
    bus.publish('scans.org.line', `m-${(number += 1)}`, new Uint8Array(bytes));
  /** Only some processes may mount a small disk. */
  const testOnDisk = disk === null ? test.skip : test;

  test('is good while it stores messages', async () => {
    await publish(1_000);
    assert.deepEqual(await bus.health(), { ok: true });
    assert.deepEqual(await gateway.health(), { ok: true });
  });

  testOnDisk(
    'names the stream and what to do after a write without space, and stays so when there is space again',
    async () => {
      const small = disk ?? assert.fail();
      await small.fill();
      await assert.rejects(publish(MiB), { code: 'BUS.PUBLISH_TIMEOUT' });
      const full = await gateway.health();
      assert.ok(!full.ok && full.problem === 'store-full', JSON.stringify(full));
      assert.match(full.reason, /disk of the message server is full.*SCANS.*Free space/);
      await small.free();
      await assert.rejects(publish(1_000), { code: 'BUS.PUBLISH_TIMEOUT' });
      assert.deepEqual(await bus.health(), full);
    },
  );

  testOnDisk('is good again as soon as the watch finds room and has restarted the server', async () => {
    const small = disk ?? assert.fail();
    const said: string[] = [];
    let restarted: Promise<void> = Promise.resolve();
    const watch = new StoreWatch({
      health: () => bus.health(),
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
    await eventually(async () => assert.deepEqual(await gateway.health(), { ok: true }));
    await eventually(() => assert.ok(bus.connected));
    await eventually(() => publish(1_000), { deadlineMs: 15_000 });
  });

  test('is unknown where the server does not answer', async () => {
    const frozen = server.pid;
    await freezeProcess(frozen);
    const health = await gateway.health().finally(() => process.kill(frozen, 'SIGCONT'));
    assert.ok(!health.ok && health.problem === 'no-answer', JSON.stringify(health));
  });
});
