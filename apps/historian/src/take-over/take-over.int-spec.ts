import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { RPC } from '@eagle/contracts/bus';
import { userIdSchema } from '@eagle/contracts/domain';
import { HistoryStretches } from '@eagle/telemetry';
import { eventually } from '@eagle/testing';
import { T0 } from '../fixtures/plant.js';
import { takenOver } from '../fixtures/source-plant.js';
import { SourceWorld, takeOverSettings } from '../fixtures/source-world.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const SECOND_MS = 1_000;
/** The machine may be busy. */
const SOON = { deadlineMs: 60_000 };

let world: SourceWorld;
beforeAll(async () => {
  world = await SourceWorld.open();
});
afterAll(() => world.close());
afterEach(() => world.stopServices());

test('the past of an organization is stored once its first live row came, newest first, with quality and state', async () => {
  const plant = await world.plant({
    settings: { operatingStates: [{ state: 'hot', all: [{ tag: 'temp', op: '>', value: 500 }] }] },
  });
  await plant.fill(T0 - 3 * DAY_MS - HOUR_MS, T0, 30 * SECOND_MS);
  const running = await world.historian();
  await eventually(async () => (await plant.progress()).paused?.reason === 'no-live-rows', SOON);
  await plant.plant.scan('pump-1', [0, 20]);
  await world.assertTakenOver(plant, running);
  const { stretches } = await plant.progress();
  expect(stretches).toEqual([
    expect.objectContaining({
      reason: 'begin',
      state: 'done',
      share: 1,
      untilMs: T0 + 1,
      rows: 2 * 73 * 120,
    }),
  ]);
  const states = new Set(
    (await world.stored(plant))
      .filter(({ sequence }) => sequence < 1)
      .map(({ line, state }) => `${Number(line.split(' ')[2]) > 500} ${state}`),
  );
  expect(states).toEqual(new Set(['true hot', 'false unknown']));
});

test('killed again and again it goes on where it was, with nothing missing and nothing doubled', async () => {
  const plant = await world.plant({ settings: takeOverSettings({ sourceShare: 0.2 }) });
  await plant.fill(T0 - 6 * DAY_MS, T0, 30 * SECOND_MS);
  const reached: number[] = [];
  for (let kill = 0; kill < 3; kill += 1) {
    const killed = await world.historian();
    await plant.plant.scan('pump-1', [kill, 20]);
    const rows = () => plant.progress().then(({ stretches }) => stretches[0]?.rows ?? 0);
    await eventually(async () => (await rows()) > (reached.at(-1) ?? 0), SOON);
    reached.push(await rows());
    await killed.end('SIGKILL');
  }
  expect(reached[0]).toBeLessThan(6 * 2 * 2_880);
  await plant.change({ settings: takeOverSettings({ sourceShare: 1 }) });
  await world.assertTakenOver(plant, await world.historian());
});

test('rows of one instant are all stored, by a key of any size', async () => {
  const plant = await world.plant({ key: 'id bigint PRIMARY KEY' });
  await world.scada.sql(
    `INSERT INTO ${plant.table} (id, at, asset, temp, heaterfail)
     SELECT 9223372036854770000 + n, to_timestamp($1), 'pump-1', n, false FROM generate_series(1, 5000) n`,
    [T0 / 1_000 - 60],
  );
  const running = await world.historian();
  await plant.plant.scan('pump-1', [0, 20]);
  await world.assertTakenOver(plant, running);
  const sequences = (await world.stored(plant)).map(({ sequence }) => sequence);
  expect(new Set(sequences).size).toBe(5_001);
});

test('a source without a key is taken over by time; rows that cannot be told apart are one', async () => {
  const plant = await world.plant({ key: null });
  await plant.fill(T0 - 2 * DAY_MS, T0, 60 * SECOND_MS);
  await world.scada.sql(
    `INSERT INTO ${plant.table} SELECT at, asset, temp + 0.25, heaterfail FROM ${plant.table} LIMIT 100`,
  );
  const [running, source] = [await world.historian(), await plant.source()];
  await world.scada.sql(`INSERT INTO ${plant.table} SELECT * FROM ${plant.table} LIMIT 50`);
  await plant.plant.scan('pump-1', [0, 20]);
  await eventually(async () => (await plant.progress()).state === 'done', SOON);
  expect(takenOver(await world.stored(plant))).toEqual(source);
  await running.end('SIGTERM');
});

test('rows that cannot be used are counted by reason, each once', async () => {
  const plant = await world.plant();
  await plant.fill(T0 - 2 * DAY_MS, T0, 60 * SECOND_MS);
  const expected = await plant.source();
  await world.scada.sql(
    `INSERT INTO ${plant.table} (at, asset, temp)
     SELECT at, CASE WHEN id % 2 = 0 THEN 'pump-9' ELSE NULL END, temp FROM ${plant.table} WHERE id % 100 < 2`,
  );
  await world.historian();
  await plant.plant.scan('pump-1', [0, 20]);
  await eventually(async () => (await plant.progress()).state === 'done', SOON);
  expect(takenOver(await world.stored(plant))).toEqual(expected);
  const { stretches } = await plant.progress();
  expect(stretches[0]?.rejected).toEqual({ 'asset-unknown': 57, 'asset-missing': 58 });
});

test('days of the setting are taken over, more where it is raised, none where it says so', async () => {
  const plant = await world.plant({ settings: takeOverSettings({ days: 0 }) });
  await plant.fill(T0 - 3 * DAY_MS, T0, 60 * SECOND_MS);
  const running = await world.historian();
  await plant.plant.scan('pump-1', [0, 20]);
  await eventually(async () => (await plant.progress()).state === 'done', SOON);
  expect(takenOver(await world.stored(plant))).toEqual([]);
  await plant.change({ settings: takeOverSettings({ days: 1 }) });
  await eventually(async () => (await plant.progress()).stretches.length === 2, SOON);
  await eventually(async () => (await plant.progress()).state === 'done', SOON);
  expect(takenOver(await world.stored(plant))).toHaveLength(2 * 1_440 - 2);
  await plant.change({ settings: takeOverSettings({ days: 30 }) });
  await eventually(async () => (await plant.progress()).stretches.length === 3, SOON);
  await world.assertTakenOver(plant, running);
});

test('what the bus dropped is read from the source, before the past', async () => {
  const plant = await world.plant({ settings: takeOverSettings({ days: 0 }) });
  await plant.fill(T0, T0 + 2 * HOUR_MS, 10 * SECOND_MS);
  await world.historian();
  await plant.plant.scan('pump-1', [0, 20]);
  await eventually(async () => (await plant.progress()).state === 'done', SOON);
  const lost = { fromMs: T0 + HOUR_MS, untilMs: T0 + 2 * HOUR_MS, reason: 'lost' } as const;
  await new HistoryStretches(world.database).want(plant.organizationId, lost);
  await eventually(async () => {
    const { stretches } = await plant.progress();
    return stretches.some(({ reason, state }) => reason === 'lost' && state === 'done');
  }, SOON);
  const within = (await plant.source()).filter((line) => Number(line.split(' ')[1]) >= lost.fromMs);
  expect(takenOver(await world.stored(plant))).toEqual(within);
});

test('a stretch that is older than rows are kept is given up, and says so', async () => {
  const plant = await world.plant({ settings: takeOverSettings({ days: 0 }) });
  await plant.fill(T0 - DAY_MS, T0, 60 * SECOND_MS);
  const running = await world.historian();
  await plant.plant.scan('pump-1', [0, 20]);
  await eventually(async () => (await plant.progress()).stretches.length === 1, SOON);
  await plant.change({ settings: takeOverSettings({ days: 0 }, { rawDays: 30 }) });
  const lost = { fromMs: T0 - HOUR_MS, untilMs: T0, reason: 'lost' } as const;
  await new HistoryStretches(world.database).want(plant.organizationId, lost);
  await eventually(async () => {
    const { stretches } = await plant.progress();
    return stretches.some(({ explanation }) => explanation?.includes('older than rows are kept'));
  }, SOON);
  expect((await plant.progress()).stretches.every(({ rows }) => rows === 0)).toBe(true);
  assert.ok(running.leads, running.log);
});

test('what was deleted does not come back from the source', async () => {
  const plant = await world.plant({ settings: takeOverSettings({ days: 0 }) });
  await plant.fill(T0 - 2 * HOUR_MS, T0, 10 * SECOND_MS);
  await world.historian();
  await plant.plant.scan('pump-1', [0, 20]);
  await eventually(async () => (await plant.progress()).state === 'done', SOON);
  const { organizationId } = plant;
  const deleted = { fromMs: T0 - HOUR_MS, toMs: T0 };
  const actorId = userIdSchema.parse(randomUUID());
  await world.bus.ask(RPC.deleteTelemetry, { organizationId, assetId: null, actorId, ...deleted });
  await plant.change({ settings: takeOverSettings({ days: 1 }) });
  await eventually(async () => (await plant.progress()).stretches.length === 2, SOON);
  await eventually(async () => (await plant.progress()).state === 'done', SOON);
  const kept = (await plant.source()).filter((line) => Number(line.split(' ')[1]) < deleted.fromMs);
  expect(takenOver(await world.stored(plant))).toEqual(kept);
});
