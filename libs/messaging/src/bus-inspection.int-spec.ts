import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { BUCKETS, BUS_CHECK_KEY, STREAMS, type BusFinding } from '@eagle/contracts/bus';
import { SERVICES } from '@eagle/contracts/domain';
import { jetstreamManager, type JetStreamManager } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/nats-core';
import { connect } from '@nats-io/transport-node';
import { eventually, testNats, type TestNats } from './bus.fixture.js';
import type { Bus } from './bus.types.js';
import { SERVICE_JS_API } from './js-api.js';
import { natsServerConfig } from './nats-server-config.js';
import { hashPasswords } from './password-hashes.js';

const PASSWORD = 'for-one-test';
const FOUND_MS_MAX = 25_000;

describe('the regular inspection of the message server', () => {
  let nats: TestNats;
  let storeDir = '';
  let raw: NatsConnection;
  let jsm: JetStreamManager;
  let cli: Bus;
  let alerting: Bus;
  beforeAll(async () => {
    storeDir = await mkdtemp(path.join(tmpdir(), 'eagle-store-'));
    const passwordHashes = await hashPasswords(SERVICES, () => PASSWORD);
    nats = await testNats((port) => natsServerConfig({ port, storeDir, passwordHashes }));
    const as = (user: string): Promise<Bus> => nats.connect({ user, password: PASSWORD, name: `${user}-0` });
    cli = await as('cli');
    await cli.keepStreams();
    alerting = await as('alerting');
    raw = await connect({ servers: nats.server.url, user: 'cli', pass: PASSWORD, inboxPrefix: '_INBOX_cli' });
    jsm = await jetstreamManager(raw, { apiPrefix: SERVICE_JS_API, checkAPI: false });
  });
  afterAll(async () => {
    await raw.close();
    await nats.close();
    await rm(storeDir, { recursive: true, force: true });
  });

  const reported = (kind: BusFinding['kind'], stream: string): Promise<BusFinding> =>
    eventually(async () => {
      const check = await alerting.bucket(BUCKETS.busCheck).get(BUS_CHECK_KEY);
      return check?.value.findings.find((finding) => finding.kind === kind && finding.stream === stream);
    }, FOUND_MS_MAX);

  test('finds nothing while only the platform reads and writes', async () => {
    await alerting.follow(STREAMS.scans, { from: 'new', onMessage: () => undefined });
    await alerting.bucket(BUCKETS.busCheck).watch(() => undefined);
    await cli.follow(STREAMS.alerts, { from: 'new', onMessage: () => undefined });
    assert.deepEqual(await cli.inspect(), []);
  });

  test('reports consumers that push, are paused or have no owner, and corrects them', async () => {
    await jsm.consumers.add('ALERTS', {
      durable_name: 'alerting-push',
      deliver_subject: 'anywhere',
      ack_policy: 'none',
    });
    await jsm.consumers.add('PREDICTIONS', { durable_name: 'alerting-0-durable', ack_policy: 'none' });
    await jsm.consumers.pause('PREDICTIONS', 'alerting-0-durable', new Date(Date.now() + 3_600_000));
    await jsm.consumers.add('MODELS', { durable_name: 'prediction-0-spy', ack_policy: 'none' });
    await jsm.streams.update('SHADOW', { republish: { src: '>', dest: 'elsewhere.>' } });
    const kinds = (await cli.inspect()).map(({ kind, stream }) => `${stream} ${kind}`).toSorted();
    assert.deepEqual(kinds, [
      'ALERTS push-consumer',
      'MODELS foreign-consumer',
      'PREDICTIONS paused-consumer',
      'SHADOW stream-differs',
    ]);
    assert.deepEqual((await reported('push-consumer', 'ALERTS')).healed, true);
    assert.deepEqual((await reported('paused-consumer', 'PREDICTIONS')).healed, true);
    assert.match(
      (await reported('foreign-consumer', 'MODELS')).text,
      /has the name of no service that may read the stream/,
    );
    assert.match((await reported('stream-differs', 'SHADOW')).text, /republish/);
    const left = (await cli.inspect()).map(({ kind }) => kind);
    assert.deepEqual(left, ['foreign-consumer']);
  });

  test('creates a deleted stream again', async () => {
    await jsm.streams.delete('MODELS');
    assert.equal((await reported('stream-missing', 'MODELS')).healed, true);
    assert.deepEqual(await cli.inspect(), []);
  });
});
