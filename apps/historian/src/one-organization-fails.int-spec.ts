import assert from 'node:assert/strict';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { STREAMS } from '@eagle/contracts/bus';
import { HistoryStretches } from '@eagle/telemetry';
import { eventually } from '@eagle/testing';
import { HistorianWorld } from './fixtures/historian-world.js';
import { DEAF_SOURCE, type Plant, T0 } from './fixtures/plant.js';

/** As little as is possible, so that a few thousand rows fill it. */
const SMALL = { WAITING_VALUES_MAX: '10000' };
const ROWS = 200;

let world: HistorianWorld;
beforeAll(async () => {
  world = await HistorianWorld.start();
});
afterEach(() => world.endServices());
afterAll(() => world.close());

/**
 * A file lies where the folder of the organization belongs: nothing can be written, also by root.
 */
const folderOf = ({ organizationId }: Plant): string => path.join(world.places.store, organizationId);

async function breakStoreOf(plant: Plant): Promise<void> {
  await rm(folderOf(plant), { recursive: true, force: true });
  await mkdir(world.places.store, { recursive: true });
  await writeFile(folderOf(plant), '');
}

const mendStoreOf = (plant: Plant): Promise<void> => rm(folderOf(plant));

/** Messages of 200 rows, as a plant sends them that fell behind itself. */
async function flood(plant: Plant, messages: number, fromSecond = 0): Promise<void> {
  for (let message = 0; message < messages; message += 1) {
    const first = fromSecond + message * ROWS;
    await plant.scan('pump-1', ...Array.from({ length: ROWS }, (_, i) => [first + i, first + i] as const));
  }
}

test('an organization whose rows cannot be stored costs no other one anything, and loses nothing', async () => {
  const [broken, well] = await Promise.all([world.newPlant('broken'), world.newPlant('well')]);
  await breakStoreOf(broken);
  const running = await world.leading(SMALL);
  await flood(broken, 40);
  await well.scan('pump-1', [0, 1], [1, 2]);
  await world.assertStored(well, running);
  await eventually(async () => {
    const { behindSinceMs, unstoredSinceMs, unstoredCode } = await world.usageOf(broken);
    assert.ok(behindSinceMs !== null && unstoredSinceMs !== null && unstoredCode !== null, running.log);
    return true;
  });
  const { behindSinceMs, unstoredSinceMs } = await world.usageOf(well);
  assert.deepEqual([behindSinceMs, unstoredSinceMs], [null, null]);
  await mendStoreOf(broken);
  await flood(broken, 5, 40 * ROWS);
  await world.assertStored(broken, running, 60_000);
  await eventually(async () => (await world.usageOf(broken)).behindSinceMs === null);
  await broken.scan('pump-1', [100_000, 1]);
  await world.assertStored(broken, running);
});

test('several such organizations do not take the memory of the others', async () => {
  const broken = await Promise.all(
    ['many-1', 'many-2', 'many-3', 'many-4', 'many-5'].map((slug) => world.newPlant(slug)),
  );
  const well = await world.newPlant('many-well');
  for (const each of broken) await breakStoreOf(each);
  const running = await world.leading(SMALL);
  await Promise.all(broken.map((each) => flood(each, 12)));
  await flood(well, 12);
  await world.assertStored(well, running);
  for (const each of broken) await mendStoreOf(each);
  for (const each of broken) await world.assertStored(each, running, 60_000);
});

test('killed while an organization is behind, it goes on for the others at once, and that one catches up', async () => {
  const [broken, well] = await Promise.all([world.newPlant('kept'), world.newPlant('kept-well')]);
  await breakStoreOf(broken);
  const first = await world.leading(SMALL);
  await flood(broken, 40);
  await well.scan('pump-1', [0, 1]);
  await world.assertStored(well, first);
  await eventually(async () => (await world.usageOf(broken)).behindSinceMs !== null);
  await first.end('SIGKILL');
  await well.scan('pump-1', [1, 2]);
  const second = await world.leading(SMALL);
  await world.assertStored(well, second);
  assert.notEqual((await world.usageOf(broken)).behindSinceMs, null, second.log);
  await mendStoreOf(broken);
  await world.assertStored(broken, second, 60_000);
  await eventually(async () => (await world.usageOf(broken)).behindSinceMs === null);
});

test('what the bus drops while an organization is behind is wanted from its source, and it goes on', async () => {
  const broken = await world.newPlant('dropped', {}, DEAF_SOURCE);
  await breakStoreOf(broken);
  const running = await world.leading(SMALL);
  await flood(broken, 20);
  const { sequence } = await broken.scan('pump-1', [20 * ROWS, 1]);
  await eventually(async () => (await world.usageOf(broken)).behindSinceMs !== null);
  await world.nats.dropBefore(STREAMS.scans, sequence);
  await mendStoreOf(broken);
  await eventually(async () => (await world.usageOf(broken)).behindSinceMs === null, { deadlineMs: 60_000 });
  const all = await new HistoryStretches(world.database).all(broken.organizationId);
  const lost = all.filter(({ reason }) => reason === 'lost');
  assert.equal(lost.length, 1, running.log);
  await eventually(async () => {
    const { missing, doubled } = await world.compare(broken);
    assert.equal(doubled.length, 0);
    const times = missing.map((row) => Number(row.split(' ')[1]));
    assert.ok(missing.length > 0 && Math.max(...times) < T0 + 20 * ROWS * 1_000);
    for (const { fromMs, untilMs } of lost)
      assert.ok(times.every((time) => time >= fromMs && time < untilMs));
    return true;
  });
});
