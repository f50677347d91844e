import assert from 'node:assert/strict';
import { RPC } from '@eagle/contracts/bus';
import { eventually } from '@eagle/testing';
import { T0 } from '../fixtures/plant.js';
import type { SourcePlant } from '../fixtures/source-plant.js';
import { SourceWorld, takeOverSettings } from '../fixtures/source-world.js';

const DAY_MS = 86_400_000;
const SECOND_MS = 1_000;

let world: SourceWorld;
beforeAll(async () => {
  world = await SourceWorld.open();
});
afterAll(() => world.close());
afterEach(() => world.stopServices());

async function pausedBy(plant: SourcePlant, reason: string, code: string | null): Promise<void> {
  await eventually(
    async () => {
      const progress = await plant.progress();
      assert.deepEqual(
        [progress.paused?.reason, progress.paused?.code],
        [reason, code],
        JSON.stringify(progress),
      );
      return true;
    },
    { deadlineMs: 60_000 },
  );
}

test('while a source is away live rows go on, another organization is taken over, and afterwards nothing is missing', async () => {
  const { host, port } = world.scada.feed();
  const cut = await world.plant();
  const other = await world.plant({ feed: { host, port } });
  for (const plant of [cut, other]) await plant.fill(T0 - 3 * DAY_MS, T0, 60 * SECOND_MS);
  world.wire.cut();
  const running = await world.historian();
  for (const plant of [cut, other]) await plant.plant.scan('pump-1', [0, 20]);
  await pausedBy(cut, 'source', 'FEED.UNREACHABLE');
  await world.assertTakenOver(other, running);
  const { organizationId } = cut;
  await cut.plant.scan('pump-1', [1, 21]);
  await eventually(async () => {
    const { rows } = await world.bus.ask(RPC.latestTelemetry, {
      organizationId,
      kind: 'scans',
      assetId: null,
      tags: [],
    });
    return rows[0]?.timeMs === T0 + 1_000;
  });
  expect((await cut.progress()).paused?.explanation).toContain('cannot be reached');
  world.wire.mend();
  // Retries grow apart; a change of the configuration is tried at once.
  await cut.change({ name: 'Mended' });
  await world.assertTakenOver(cut, running);
});

test('a password that was refused pauses it, and the new one lets it go on', async () => {
  const user = `reader_${process.pid}_${Math.floor(Math.random() * 1e9)}`;
  await world.scada.sql(`CREATE ROLE ${user} LOGIN PASSWORD 'new' IN ROLE scada_reader`);
  const plant = await world.plant({ feed: { user } });
  await plant.fill(T0 - 2 * DAY_MS, T0, 60 * SECOND_MS);
  await plant.password('old');
  const running = await world.historian();
  await plant.plant.scan('pump-1', [0, 20]);
  await pausedBy(plant, 'source', 'FEED.WRONG_CREDENTIALS');
  await plant.password('new');
  await plant.change({});
  await world.assertTakenOver(plant, running);
  expect((await plant.progress()).paused).toBeNull();
  await world.scada.sql(`DROP OWNED BY ${user}`);
  await world.scada.sql(`DROP ROLE ${user}`);
});

test('outside of its hours a source is not read', async () => {
  const minuteOf = (ms: number): string => new Date(ms).toISOString().slice(11, 16);
  const hours = { from: minuteOf(Date.now() + 3 * 3_600_000), until: minuteOf(Date.now() + 4 * 3_600_000) };
  const plant = await world.plant({ settings: takeOverSettings({ hours }) });
  await plant.fill(T0 - DAY_MS, T0, 60 * SECOND_MS);
  const running = await world.historian();
  await plant.plant.scan('pump-1', [0, 20]);
  await pausedBy(plant, 'hours', null);
  expect((await plant.progress()).stretches[0]?.rows).toBe(0);
  await plant.change({ settings: takeOverSettings({}) });
  await world.assertTakenOver(plant, running);
});

test('hours that end in the middle end the piece, and the next ones go on', async () => {
  const plant = await world.plant({ settings: takeOverSettings({ sourceShare: 0.2 }) });
  await plant.fill(T0 - 4 * DAY_MS, T0, 20 * SECOND_MS);
  const running = await world.historian();
  await plant.plant.scan('pump-1', [0, 20]);
  await eventually(async () => ((await plant.progress()).stretches[0]?.rows ?? 0) > 0, {
    deadlineMs: 60_000,
  });
  const minuteOf = (ms: number): string => new Date(ms).toISOString().slice(11, 16);
  const hours = { from: minuteOf(Date.now() + 3 * 3_600_000), until: minuteOf(Date.now() + 4 * 3_600_000) };
  await plant.change({ settings: takeOverSettings({ hours }) });
  await pausedBy(plant, 'hours', null);
  expect((await plant.progress()).stretches[0]?.share).toBeLessThan(1);
  await plant.change({ settings: takeOverSettings({}) });
  await world.assertTakenOver(plant, running);
});

test('where the quota is nearly full the past waits, so that live rows have room', async () => {
  const plant = await world.plant({ settings: takeOverSettings({}, { quotaBytes: 1 }) });
  await plant.fill(T0 - DAY_MS, T0, 60 * SECOND_MS);
  const running = await world.historian();
  await plant.plant.scan('pump-1', [0, 20]);
  await pausedBy(plant, 'quota', null);
  expect((await plant.progress()).stretches[0]?.rows).toBe(0);
  await plant.change({ settings: takeOverSettings({}) });
  await world.assertTakenOver(plant, running);
});

test('an organization does not see how far another one is', async () => {
  const [plant, other] = [await world.plant(), await world.plant()];
  await plant.fill(T0 - DAY_MS, T0, 60 * SECOND_MS);
  const running = await world.historian();
  await plant.plant.scan('pump-1', [0, 20]);
  await world.assertTakenOver(plant, running);
  expect((await other.progress()).stretches).toEqual([]);
  expect(await world.stored(other)).toEqual([]);
});
