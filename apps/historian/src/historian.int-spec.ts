import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { BUCKETS, RPC } from '@eagle/contracts/bus';
import { assetIdSchema } from '@eagle/contracts/domain';
import type { Bus } from '@eagle/messaging';
import type { Database } from '@eagle/persistence';
import { eventually, type ServiceProcess, testBus, testDatabase, type TestBus, Wire } from '@eagle/testing';
import { Plant, pumpConfig, T0 } from './fixtures/plant.js';
import { historianProcess, type Places } from './fixtures/service-process.js';
import { storedLedger } from './fixtures/stored-ledger.js';

let bus: Bus;
let database: Database;
let nats: TestBus;
let places: Places;
let wire: Wire;
let close: () => Promise<void>;
const services: ServiceProcess[] = [];

beforeAll(async () => {
  nats = await testBus();
  ({ bus } = nats);
  const prepared = await testDatabase();
  database = prepared.open({ poolMax: 2 });
  const root = await mkdtemp(path.join(tmpdir(), 'eagle-historian-'));
  const url = new URL(prepared.urlOf('historian'));
  wire = await Wire.to(url.hostname, Number(url.port));
  url.port = String(wire.port);
  places = {
    natsUrl: nats.url,
    databaseUrl: url.href,
    store: path.join(root, 'telemetry'),
    work: path.join(root, 'work'),
  };
  close = async () => {
    await wire.close();
    await Promise.all([nats.close(), prepared.close()]);
    await rm(root, { recursive: true, force: true });
  };
});
afterAll(() => close());
afterEach(() => Promise.all(services.splice(0).map((service) => service.end('SIGKILL'))));

function service(replica: string): ServiceProcess {
  const made = historianProcess(places, replica);
  services.push(made);
  made.start();
  return made;
}

async function leading(replica: string): Promise<ServiceProcess> {
  const made = service(replica);
  await eventually(
    () => {
      assert.ok(made.leads, made.log);
      return true;
    },
    { deadlineMs: 15_000 },
  );
  return made;
}

async function newPlant(slug: string, settings: object = {}): Promise<Plant> {
  const config = pumpConfig(slug, settings);
  await database.forPlatform((tx) =>
    tx.query('INSERT INTO organizations (id, slug, name) VALUES ($1, $2, $3)', [
      config.organizationId,
      slug,
      slug,
    ]),
  );
  await bus.bucket(BUCKETS.config).put(config.organizationId, config);
  return new Plant(bus, config);
}

const decoded = (text: string): number[] => {
  const bytes = Buffer.from(text, 'base64');
  return Array.from({ length: bytes.length / 8 }, (_, i) => bytes.readDoubleLE(i * 8));
};

const pump1 = assetIdSchema.parse('pump-1');
const minute = { assetId: pump1, fromMs: T0, toMs: T0 + 60_000, points: 100 };

/** Asserts that every published scan is stored once. */
async function assertStored(plant: Plant, running: ServiceProcess): Promise<void> {
  await eventually(
    async () => {
      const stored = await storedLedger(database, places, plant.organizationId);
      assert.deepEqual(stored.toSorted(), plant.ledger.toSorted(), running.log);
      return true;
    },
    { deadlineMs: 20_000 },
  );
}

test('a scan that was published is answered at once, and is stored soon', async () => {
  const plant = await newPlant('answers');
  const running = await leading('historian-0');
  await plant.scan('pump-1', [0, 20], [1, 21], [2, 99]);
  await plant.predict('pump-1', [0, 0.25]);
  const { organizationId } = plant;
  await eventually(async () => {
    const answer = await bus.ask(RPC.readTelemetry, { organizationId, ...minute, tags: ['temp'] });
    assert.deepEqual(decoded(answer.timesMs), [T0, T0 + 1_000, T0 + 2_000], running.log);
    const [temp] = answer.columns;
    assert.deepEqual(decoded(temp?.last ?? ''), [20, 21, 99]);
    return true;
  });
  await eventually(async () => {
    const answer = await bus.ask(RPC.readPredictions, { organizationId, ...minute });
    assert.deepEqual(decoded(answer.columns.find(({ name }) => name === 'probability')?.last ?? ''), [0.25]);
    return true;
  });
  await assertStored(plant, running);
  const latest = await bus.ask(RPC.latestTelemetry, {
    organizationId,
    kind: 'scans',
    assetId: null,
    tags: [],
  });
  assert.deepEqual(
    latest.rows.map(({ assetId, timeMs, values }) => [assetId, timeMs, values['temp']]),
    [[pump1, T0 + 2_000, { value: 99, quality: 'good' }]],
  );
  const range = { organizationId, assetId: pump1, fromMs: T0, toMs: T0 + 60_000, tags: [] };
  const { days } = await bus.ask(RPC.telemetryQuality, range);
  assert.deepEqual(
    days.map(({ rows, late }) => [rows, late]),
    [[3, 0]],
  );
  await eventually(async () => {
    const { usage } = await bus.ask(RPC.historyUsage, { organizationId });
    assert.ok(usage.rows >= 4 && usage.bytes > 0, JSON.stringify(usage));
    return true;
  });
});

test('killed again and again under load, it stores every scan once', async () => {
  const plants = await Promise.all(['a', 'b', 'c'].map((slug) => newPlant(slug)));
  let killed = await leading('historian-0');
  for (let round = 0; round < 60; round += 1) {
    for (const plant of plants) {
      await plant.scan('pump-1', [round * 2, round], [round * 2 + 1, round + 0.5]);
      await plant.scan('pump-2', [round, -round]);
    }
    if (round % 15 === 7) {
      await killed.end('SIGKILL');
      killed = service('historian-0');
    }
  }
  for (const plant of plants) await assertStored(plant, killed);
  await killed.end('SIGTERM');
});

test('while the database is away it says since when, answers from memory, and loses nothing', async () => {
  const plants = await Promise.all(['d', 'e'].map((slug) => newPlant(slug)));
  const running = await leading('historian-0');
  const [first] = plants;
  assert.ok(first);
  const { organizationId } = first;
  const sinceMs = () =>
    bus.ask(RPC.historyUsage, { organizationId }).then(({ usage }) => usage.unstoredSinceMs);
  const beganMs = Date.now();
  for (let round = 0; round < 30; round += 1) {
    for (const plant of plants) await plant.scan('pump-1', [round, round]);
    if (round === 10) wire.cut();
    if (round === 20) {
      await eventually(async () => ((await sinceMs()) ?? 0) >= beganMs, { deadlineMs: 20_000 });
      wire.mend();
    }
    if (round === 25) {
      await nats.server.kill();
      await nats.server.restart();
    }
  }
  for (const plant of plants) await assertStored(plant, running);
  await eventually(async () => (await sinceMs()) === null, { deadlineMs: 10_000 });
});

test('a second replica stands by, and takes over when the first is killed', async () => {
  const plant = await newPlant('standby');
  const first = await leading('historian-0');
  const second = service('historian-1');
  await plant.scan('pump-1', [0, 1]);
  await first.end('SIGKILL');
  await plant.scan('pump-1', [1, 2]);
  await eventually(() => second.leads, { deadlineMs: 15_000 });
  await assertStored(plant, second);
});

test('what waits is stored when the service is stopped, and nothing is read again', async () => {
  const plant = await newPlant('stopped');
  const first = await leading('historian-0');
  await plant.scan('pump-1', [0, 1]);
  await eventually(async () => {
    const { organizationId } = plant;
    const answer = await bus.ask(RPC.readTelemetry, { organizationId, ...minute, tags: [] });
    return decoded(answer.timesMs).length === 1;
  });
  await first.end('SIGTERM');
  assert.deepEqual(await storedLedger(database, places, plant.organizationId), plant.ledger);
  const second = await leading('historian-0');
  await plant.scan('pump-1', [1, 2]);
  await assertStored(plant, second);
});

test('an organization does not reach the rows of another one', async () => {
  const [north, south] = await Promise.all([newPlant('north'), newPlant('south')]);
  const running = await leading('historian-0');
  await north.scan('pump-1', [0, 12]);
  await assertStored(north, running);
  const { organizationId } = south;
  const answer = await bus.ask(RPC.readTelemetry, { organizationId, ...minute, tags: [] });
  assert.deepEqual(decoded(answer.timesMs), []);
  const latest = await bus.ask(RPC.latestTelemetry, {
    organizationId,
    kind: 'scans',
    assetId: null,
    tags: [],
  });
  assert.deepEqual(latest.rows, []);
  const { usage } = await bus.ask(RPC.historyUsage, { organizationId });
  assert.equal(usage.rows, 0);
});

test('what cannot be answered is refused with the place of the mistake', async () => {
  const plant = await newPlant('refusals');
  const running = await leading('historian-0');
  await plant.scan('pump-1', [0, 12]);
  await assertStored(plant, running);
  const { organizationId } = plant;
  const ask = (changes: object) =>
    bus.ask(RPC.readTelemetry, { organizationId, ...minute, tags: [], ...changes });
  const refused = (code: string, pointer: string) => (error: unknown) => {
    assert.ok(error instanceof Error);
    assert.deepEqual(
      [Reflect.get(error, 'code'), JSON.stringify(Reflect.get(error, 'details')).includes(`"${pointer}"`)],
      [code, true],
      String(error),
    );
    return true;
  };
  await assert.rejects(ask({ assetId: 'pump-9' }), refused('TELEMETRY.ASSET_UNKNOWN', '/asset'));
  await assert.rejects(ask({ tags: ['nothing'] }), refused('TELEMETRY.TAG_UNKNOWN', '/tags'));
  await assert.rejects(
    ask({ fromMs: T0 - 2_000, toMs: T0 - 1_000 }),
    refused('TELEMETRY.RANGE_BEFORE_RECORD', '/to'),
  );
});

test('rows beyond the quota are not stored, and counted', async () => {
  const plant = await newPlant('full', { history: { quotaBytes: 1 } });
  const running = await leading('historian-0');
  await plant.scan('pump-1', [0, 1]);
  await assertStored(plant, running);
  const { organizationId } = plant;
  // The quota is judged by what was measured last.
  await eventually(async () => {
    const { usage } = await bus.ask(RPC.historyUsage, { organizationId });
    return usage.quota.state === 'refused';
  });
  await plant.scan('pump-1', [1, 2]);
  await eventually(async () => {
    const { usage } = await bus.ask(RPC.historyUsage, { organizationId });
    return usage.refusedRows === 1;
  });
});
