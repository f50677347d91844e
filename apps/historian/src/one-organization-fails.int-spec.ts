import assert from 'node:assert/strict';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { eventually } from '@eagle/testing';
import { HistorianWorld } from './fixtures/historian-world.js';
import type { Plant } from './fixtures/plant.js';

/** As little as is possible, so that a few thousand rows fill it. */
const SMALL = { WAITING_VALUES_MAX: '10000' };
const ROWS = 200;

let world: HistorianWorld;
beforeAll(async () => {
  world = await HistorianWorld.start();
});
afterEach(() => world.endServices());
afterAll(() => world.close());

/** A file lies where the folder of the organization belongs: nothing can be written, also by root. */
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
