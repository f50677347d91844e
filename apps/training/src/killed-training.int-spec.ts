import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { chmod, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { BUCKETS, feedAccount, RPC } from '@eagle/contracts/bus';
import { organizationConfigSchema, type OrganizationConfig } from '@eagle/contracts/domain';
import { madeOrganization } from '@eagle/learning/fixtures';
import { openDatabase, type Database } from '@eagle/persistence';
import { sealSecret } from '@eagle/service-kit';
import {
  eventually,
  ServiceProcess,
  testBus,
  testDatabase,
  type TestBus,
  type TestDatabase,
} from '@eagle/testing';
import { z } from 'zod';

const MAIN = fileURLToPath(new URL('./main.js', import.meta.url));
const SECRETS_KEY = randomBytes(32).toString('hex');
const runRow = z.object({ stage: z.string(), reason: z.string(), attempt: z.number(), trigger: z.string() });

let nats: TestBus;
let prepared: TestDatabase;
let database: Database;
let folder: string;
const processes: ServiceProcess[] = [];
/**
 * The plant's connection to its data: the server is the platform's, which feeds may not reach
 * otherwise.
 */
let plantPort: number;
const plantServer = net.createServer();

beforeAll(async () => {
  [nats, prepared] = await Promise.all([testBus(), testDatabase()]);
  database = prepared.open();
  const { hostname, port } = new URL(prepared.ownerUrl);
  plantServer.on('connection', (socket) => {
    const inside = net.connect(Number(port), hostname);
    socket.pipe(inside).pipe(socket);
    socket.on('error', () => inside.destroy());
    inside.on('error', () => socket.destroy());
  });
  await once(plantServer.listen(0, '127.0.0.1'), 'listening');
  const address = plantServer.address();
  assert.ok(typeof address === 'object' && address !== null);
  plantPort = address.port;
  folder = await mkdtemp(path.join(tmpdir(), 'eagle-killed-'));
  // Replaces Python: it trains as long as the service lives, and ends with it.
  const line = JSON.stringify({ event: 'progress', progress: 0.1, message: 'first tree' });
  await writeFile(path.join(folder, 'python'), `#!/bin/sh\necho '${line}'\nexec cat > /dev/null\n`);
  await chmod(path.join(folder, 'python'), 0o755);
  await writeHistory();
});
afterAll(async () => {
  await Promise.all(processes.map((service) => service.end('SIGKILL')));
  await nats.close();
  await prepared.close();
  plantServer.close();
  await rm(folder, { recursive: true, force: true });
});

/** The service in a separate process, so that a test can kill and freeze it. */
function startTraining(replica = 'training-0'): ServiceProcess {
  const service = new ServiceProcess(MAIN, {
    SERVICE_NAME: 'training',
    REPLICA: replica,
    NATS_URL: nats.url,
    DATABASE_URL: prepared.urlOf('training'),
    SECRETS_KEY,
    FEED_NETWORKS_ALLOWED: '127.0.0.1/32',
    WORK_DIR: path.join(folder, replica),
    TRAINER_PYTHON: path.join(folder, 'python'),
    TELEMETRY_STORE: path.join(folder, 'telemetry'),
    LEASE_TTL_MS: '1500',
    TRAININGS_AT_ONCE_MAX: '4',
  });
  service.start();
  processes.push(service);
  return service;
}

/**
 * A SCADA database with sixty hours: every three hours the temperature sinks, then the heater's
 * flag is true.
 */
async function writeHistory(): Promise<void> {
  const owner = openDatabase({ url: prepared.ownerUrl, poolMax: 1 });
  try {
    await owner.forPlatform((tx) =>
      tx.query(`
      CREATE TABLE scada_scans AS
      SELECT n AS id, now() - interval '60 hours' + n * interval '10 seconds' AS at,
             880 + random() * 4 - CASE WHEN n % 1080 > 960 THEN (n % 1080 - 960) / 3.0 ELSE 0 END AS temperature,
             true AS running, n > 1080 AND n % 1080 < 60 AS heaterfail
        FROM generate_series(1, 21000) AS n;
      ALTER TABLE scada_scans ADD PRIMARY KEY (id)`),
    );
  } finally {
    await owner.close();
  }
}

/** The configuration of a plant with that history. */
function plantConfig(): OrganizationConfig {
  const { username, pathname } = new URL(prepared.ownerUrl);
  const made = madeOrganization({ organizationId: randomUUID() });
  const columns = ['temperature', 'running', 'heaterfail'].map((tag) => ({ column: tag, tag }));
  return organizationConfigSchema.parse({
    ...made,
    feed: {
      ...{
        kind: 'postgres',
        host: '127.0.0.1',
        port: plantPort,
        database: pathname.slice(1),
        user: username,
      },
    },
    mapping: {
      ...{ revision: 1, table: 'scada_scans', keyColumn: 'id', timeColumn: 'at', timeZone: 'UTC' },
      source: { layout: 'wide', asset: { assetId: 'line-1' }, columns },
    },
    settings: { ...made.settings, failures: { tags: [{ tag: 'heaterfail', component: 'heater' }] } },
  });
}

/** Configures a plant. @returns a reader of its stored training runs. */
async function plant() {
  const config = plantConfig();
  const { organizationId } = config;
  await database.forPlatform((tx) =>
    tx.query('INSERT INTO organizations (id, slug, name) VALUES ($1, $2, $3)', [
      organizationId,
      randomUUID(),
      'Plant',
    ]),
  );
  assert.ok(config.feed !== null);
  const password = decodeURIComponent(new URL(prepared.ownerUrl).password);
  const passwordSealed = sealSecret(password, SECRETS_KEY, feedAccount(organizationId, config.feed));
  await nats.bus
    .bucket(BUCKETS.feedCredentials)
    .put(organizationId, { organizationId, revision: 1, passwordSealed });
  await nats.bus.bucket(BUCKETS.config).put(organizationId, config);
  const runs = () =>
    database.forOrganization(organizationId, async (tx) => {
      const { rows } = await tx.query(
        'SELECT stage, reason, attempt, trigger FROM training_runs ORDER BY started_at',
      );
      return rows.map((row) => runRow.parse(row));
    });
  const trains = (count: number) =>
    eventually(
      async () => {
        const all = await runs();
        return all.length === count && all.at(-1)?.stage === 'training';
      },
      { deadlineMs: 60_000 },
    );
  return { organizationId, runs, trains };
}

test('a service killed during a training leaves nothing half-registered and restarts the training by itself', async () => {
  const { organizationId, runs, trains } = await plant();
  const first = startTraining();
  await trains(1);
  await assert.rejects(nats.bus.ask(RPC.train, { organizationId }), { code: 'TRAINING.RUNNING' });
  const [abandoned] = await readdir(path.join(folder, 'training-0', 'training'));
  await first.end('SIGKILL');
  const second = startTraining();
  await trains(2);
  const [killed, anew] = await runs();
  assert.deepEqual(killed, {
    stage: 'failed',
    reason: 'The service was stopped while it ran.',
    attempt: 1,
    trigger: 'first',
  });
  assert.deepEqual([anew?.attempt, anew?.trigger], [2, 'first']);
  const left = await readdir(path.join(folder, 'training-0', 'training'));
  assert.ok(left.length === 1 && left[0] !== abandoned, 'the work of the killed process is removed');
  await database.forOrganization(organizationId, async (tx) => {
    assert.equal((await tx.query('SELECT 1 FROM model_versions')).rowCount, 0);
  });
  const { runId } = await nats.bus.ask(RPC.cancelTraining, {
    organizationId,
    runId: null,
    actorId: null,
    reason: 'Enough.',
  });
  await eventually(async () => (await runs()).at(-1)?.stage === 'cancelled');
  assert.ok(runId.length > 0);
  await second.end('SIGTERM');
});

test('a second replica takes over the training of a frozen one, and later writes of the frozen one are refused', async () => {
  const first = startTraining('training-0');
  await eventually(() => first.leads, { deadlineMs: 20_000 });
  const second = startTraining('training-1');
  const { organizationId, runs, trains } = await plant();
  await trains(1);
  assert.ok(!second.leads);
  first.signal('SIGSTOP');
  const frozenMs = performance.now();
  await eventually(() => second.leads, { deadlineMs: 20_000 });
  assert.ok(performance.now() - frozenMs < 3_500, `${performance.now() - frozenMs} ms`);
  await trains(2);
  const before = await runs();
  assert.deepEqual(
    before.map(({ stage, attempt }) => [stage, attempt]),
    [
      ['failed', 1],
      ['training', 2],
    ],
  );
  first.signal('SIGCONT');
  await eventually(() => first.hasLostTheLead, { deadlineMs: 20_000 });
  assert.deepEqual(await runs(), before);
  const status = await nats.bus.bucket(BUCKETS.trainingStatus).get(organizationId);
  assert.equal(status?.value.stage, 'training');
  const { runId } = await nats.bus.ask(RPC.cancelTraining, {
    ...{ organizationId, runId: null, actorId: null, reason: 'Enough.' },
  });
  assert.equal(runId, status?.value.runId, 'the leader answers');
  await eventually(async () => (await runs()).at(-1)?.stage === 'cancelled');
});
