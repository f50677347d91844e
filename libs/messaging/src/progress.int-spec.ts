import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { BUCKETS, STREAMS } from '@eagle/contracts/bus';
import { SERVICES } from '@eagle/contracts/domain';
import { jetstreamManager, type JetStreamManager } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/nats-core';
import { connect } from '@nats-io/transport-node';
import { z } from 'zod';
import { bytes, eventually, newOrganization, testNats, text, type TestNats } from './bus.fixture.js';
import type { Bus } from './bus.types.js';
import { SERVICE_JS_API } from './js-api.js';
import { natsServerConfig } from './nats-server-config.js';
import { hashPasswords } from './password-hashes.js';

const PASSWORD = 'for-one-test';
/** A service that no longer reads must report this within this time. */
const REPORTED_MS_MAX = 15_000;

describe('progress of a service’s consumers', () => {
  let nats: TestNats;
  let storeDir = '';
  let raw: NatsConnection;
  let jsm: JetStreamManager;
  let alerting: Bus;
  let publisher: Bus;
  beforeAll(async () => {
    storeDir = await mkdtemp(path.join(tmpdir(), 'eagle-store-'));
    const passwordHashes = await hashPasswords(SERVICES, () => PASSWORD);
    nats = await testNats((port) => natsServerConfig({ port, storeDir, passwordHashes }));
    const as = (user: string): Promise<Bus> => nats.connect({ user, password: PASSWORD, name: `${user}-0` });
    await (await as('cli')).keepStreams();
    alerting = await as('alerting');
    publisher = await as('data-processor');
    raw = await connect({ servers: nats.server.url, user: 'cli', pass: PASSWORD, inboxPrefix: '_INBOX_cli' });
    jsm = await jetstreamManager(raw, { apiPrefix: SERVICE_JS_API, checkAPI: false });
  });
  afterAll(async () => {
    await raw.close();
    await nats.close();
    await rm(storeDir, { recursive: true, force: true });
  });

  const consumerOf = async (stream: string): Promise<string> => {
    const names = (await jsm.consumers.list(stream).next()).map(({ name }) => name);
    assert.equal(names.length, 1);
    return names[0] ?? '';
  };
  const scan = async (name: string): Promise<void> => {
    await publisher.publish(`scans.${newOrganization()}.line`, name, bytes(name));
  };
  const assertNotWell = (reason: RegExp): Promise<true> =>
    eventually(() => !alerting.progress.ok && reason.test(alerting.progress.reason), REPORTED_MS_MAX);
  const assertWell = (): Promise<true> => eventually(() => alerting.progress.ok, REPORTED_MS_MAX);

  test('an ordered consumer that was paused reports this, and reads on', async () => {
    const read: string[] = [];
    const consumer = await alerting.follow(STREAMS.scans, {
      from: 'new',
      onMessage: ({ payload }) => void read.push(text(payload)),
    });
    await scan('before');
    await eventually(() => read.length === 1);
    await jsm.consumers.pause(
      STREAMS.scans.name,
      await consumerOf('SCANS'),
      new Date(Date.now() + 3_600_000),
    );
    await scan('while paused');
    await assertNotWell(/the consumer of SCANS was paused by another user/);
    await eventually(() => read.length === 2, REPORTED_MS_MAX);
    await assertWell();
    await consumer.stop();
  });

  test('an ordered consumer with changed subjects reads on', async () => {
    const read: string[] = [];
    const consumer = await alerting.follow(STREAMS.scans, {
      from: 'new',
      onMessage: ({ payload }) => void read.push(text(payload)),
    });
    const filter_subject = `scans.${newOrganization()}.line`;
    await jsm.consumers.update(STREAMS.scans.name, await consumerOf('SCANS'), { filter_subject });
    await scan('unseen');
    await eventually(() => read.length === 1, REPORTED_MS_MAX);
    await consumer.stop();
  });

  test('a deleted ordered consumer reads on', async () => {
    const read: string[] = [];
    const consumer = await alerting.follow(STREAMS.scans, {
      from: 'new',
      onMessage: ({ payload }) => void read.push(text(payload)),
    });
    await jsm.consumers.delete(STREAMS.scans.name, await consumerOf('SCANS'));
    await scan('after it was deleted');
    await eventually(() => read.length === 1, REPORTED_MS_MAX);
    await consumer.stop();
  });

  test('a handler that never ends is reported, with the number of messages behind it', async () => {
    const release = Promise.withResolvers<void>();
    const consumer = await alerting.follow(STREAMS.scans, { from: 'new', onMessage: () => release.promise });
    await Promise.all(['a', 'b', 'c'].map(scan));
    await assertNotWell(/3 messages of SCANS wait, and none was taken or finished for 1\d s/);
    release.resolve();
    await assertWell();
    await consumer.stop();
  });

  test('a paused watch of a bucket reads on', async () => {
    const values = z.object({ n: z.number() });
    const seen: number[] = [];
    const watch = await alerting
      .bucket(BUCKETS.feedStatus, values)
      .watch((_, value) => void seen.push(value?.n ?? -1));
    const name = await consumerOf('KV_feed-status');
    await jsm.consumers.pause('KV_feed-status', name, new Date(Date.now() + 3_600_000));
    await publisher.bucket(BUCKETS.feedStatus, values).put('a', { n: 1 });
    await eventually(() => seen.includes(1), REPORTED_MS_MAX);
    await watch.stop();
  });

  test('a durable consumer that was paused reports this, and works on', async () => {
    const prediction = await nats.connect({ user: 'prediction', password: PASSWORD, name: 'prediction-0' });
    const taken: string[] = [];
    await prediction.durableConsumer(STREAMS.features, {
      durable: 'prediction',
      filterSubject: 'features.*',
      pendingMax: 8,
      onMessage: async ({ payload }) => void taken.push(text(payload)),
    });
    const hour = new Date(Date.now() + 3_600_000);
    await jsm.consumers.pause(STREAMS.features.name, 'prediction', hour);
    await publisher.publish(STREAMS.features.subject(newOrganization()), 'frame', bytes('frame'));
    await eventually(
      () => !prediction.progress.ok && /FEATURES was paused/.test(prediction.progress.reason),
      REPORTED_MS_MAX,
    );
    await eventually(() => taken.length === 1, REPORTED_MS_MAX);
    await eventually(() => prediction.progress.ok, REPORTED_MS_MAX);
  });
});
