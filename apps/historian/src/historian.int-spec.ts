import assert from 'node:assert/strict';
import { RPC } from '@eagle/contracts/bus';
import { assetIdSchema } from '@eagle/contracts/domain';
import type { Bus } from '@eagle/messaging';
import { eventually } from '@eagle/testing';
import { HistorianWorld } from './fixtures/historian-world.js';
import { T0, type Plant } from './fixtures/plant.js';
import { storedLedger } from './fixtures/stored-ledger.js';

let world: HistorianWorld;
let bus: Bus;
beforeAll(async () => {
  world = await HistorianWorld.start();
  ({ bus } = world);
});
afterEach(() => world.endServices());
afterAll(() => world.close());

const decoded = (text: string): number[] => {
  const bytes = Buffer.from(text, 'base64');
  return Array.from({ length: bytes.length / 8 }, (_, i) => bytes.readDoubleLE(i * 8));
};

/** In which resolutions something of it is stored. */
const resolutionsOf = async (plant: Plant): Promise<string> =>
  (await world.usageOf(plant)).kinds
    .map(({ resolution }) => resolution)
    .toSorted()
    .join(' ');

const pump1 = assetIdSchema.parse('pump-1');
const minute = { assetId: pump1, fromMs: T0, toMs: T0 + 60_000, points: 100 };

test('a scan that was published is answered at once, and is stored soon', async () => {
  const plant = await world.newPlant('answers');
  const running = await world.leading();
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
  await world.assertStored(plant, running);
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
  const range = { organizationId, assetId: pump1, fromMs: T0, toMs: T0 + 60_000, tags: [], zone: 'UTC' };
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
  const plants = await Promise.all(['a', 'b', 'c'].map((slug) => world.newPlant(slug)));
  let killed = await world.leading();
  for (let round = 0; round < 60; round += 1) {
    for (const plant of plants) {
      await plant.scan('pump-1', [round * 2, round], [round * 2 + 1, round + 0.5]);
      await plant.scan('pump-2', [round, -round]);
    }
    if (round % 15 === 7) {
      await killed.end('SIGKILL');
      killed = world.service('historian-0');
    }
  }
  for (const plant of plants) await world.assertStored(plant, killed);
  await killed.end('SIGTERM');
});

test('while the database is away it says since when, answers from memory, and loses nothing', async () => {
  const plants = await Promise.all(['d', 'e'].map((slug) => world.newPlant(slug)));
  const running = await world.leading();
  const [first] = plants;
  assert.ok(first);
  const { organizationId } = first;
  const sinceMs = () =>
    bus.ask(RPC.historyUsage, { organizationId }).then(({ usage }) => usage.unstoredSinceMs);
  const beganMs = Date.now();
  for (let round = 0; round < 30; round += 1) {
    for (const plant of plants) await plant.scan('pump-1', [round, round]);
    if (round === 10) world.wire.cut();
    if (round === 20) {
      await eventually(async () => ((await sinceMs()) ?? 0) >= beganMs, { deadlineMs: 20_000 });
      world.wire.mend();
    }
    if (round === 25) {
      await world.nats.server.kill();
      await world.nats.server.restart();
    }
  }
  for (const plant of plants) await world.assertStored(plant, running);
  await eventually(async () => (await sinceMs()) === null, { deadlineMs: 10_000 });
});

test('a second replica stands by, and takes over when the first is killed', async () => {
  const plant = await world.newPlant('standby');
  const first = await world.leading();
  const second = world.service('historian-1');
  await plant.scan('pump-1', [0, 1]);
  await first.end('SIGKILL');
  await plant.scan('pump-1', [1, 2]);
  await eventually(() => second.leads, { deadlineMs: 15_000 });
  await world.assertStored(plant, second);
});

test('what waits is stored when the service is stopped, and nothing is read again', async () => {
  const plant = await world.newPlant('stopped');
  const first = await world.leading();
  await plant.scan('pump-1', [0, 1]);
  await eventually(async () => {
    const { organizationId } = plant;
    const answer = await bus.ask(RPC.readTelemetry, { organizationId, ...minute, tags: [] });
    return decoded(answer.timesMs).length === 1;
  });
  await first.end('SIGTERM');
  assert.deepEqual(await storedLedger(world.database, world.places, plant.organizationId), plant.ledger);
  const second = await world.leading();
  await plant.scan('pump-1', [1, 2]);
  await world.assertStored(plant, second);
});

test('an organization does not reach the rows of another one', async () => {
  const [north, south] = await Promise.all([world.newPlant('north'), world.newPlant('south')]);
  const running = await world.leading();
  await north.scan('pump-1', [0, 12]);
  await world.assertStored(north, running);
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
  const plant = await world.newPlant('refusals');
  const running = await world.leading();
  await plant.scan('pump-1', [0, 12]);
  await world.assertStored(plant, running);
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
  const beforeRecord = (): Promise<void> =>
    assert.rejects(
      ask({ fromMs: T0 - 2_000, toMs: T0 - 1_000 }),
      refused('TELEMETRY.RANGE_BEFORE_RECORD', '/to'),
    );
  await beforeRecord();
  // The aggregates of a day name the whole day, which began before its first row.
  await eventually(async () => (await resolutionsOf(plant)) === 'hour minute raw', { deadlineMs: 10_000 });
  await beforeRecord();
});

test('rows beyond the quota are not stored, and counted', async () => {
  const plant = await world.newPlant('full', { history: { quotaBytes: 1 } });
  const running = await world.leading();
  await plant.scan('pump-1', [0, 1]);
  await world.assertStored(plant, running);
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

test('rows of an organization that is disabled are aggregated and grow too old, and it goes on once it is enabled', async () => {
  const plant = await world.newPlant('disabled');
  const first = await world.leading();
  await plant.scan('pump-1', [0, 1], [1, 2]);
  await world.assertStored(plant, first);
  // Their day is over since long.
  await eventually(async () => (await resolutionsOf(plant)) === 'hour minute raw', { deadlineMs: 10_000 });
  await first.end('SIGKILL');
  const { config } = plant;
  const history = { ...config.settings.history, rawDays: 2 };
  const settings = { ...config.settings, history };
  await world.configure({ ...config, settings, enabled: false, revision: 2 });
  const second = await world.leading();
  await eventually(async () => (await world.compare(plant)).missing.length === 2, { deadlineMs: 30_000 });
  await eventually(async () => {
    assert.equal(await resolutionsOf(plant), 'hour minute', second.log);
    return true;
  });
  await world.configure({ ...config, revision: 3 });
  await plant.scan('pump-1', [Math.floor((Date.now() - T0) / 1_000), 3]);
  await eventually(async () => (await world.compare(plant)).missing.length === 2, { deadlineMs: 10_000 });
});
