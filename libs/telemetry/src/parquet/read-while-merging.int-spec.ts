import assert from 'node:assert/strict';
import { append, DAY_MS, everySecond, maintain, MONDAY_MS, read } from '../store/store-world.fixture.js';
import { parquetWorld } from './parquet-world.fixture.js';

let world: Awaited<ReturnType<typeof parquetWorld>>;
beforeAll(async () => {
  world = await parquetWorld();
});
afterAll(() => world.close());

test('a reader sees each stored row once at any moment, while rows come, are merged and their days are closed', async () => {
  const organizationId = await world.organization();
  const STEP_ROWS = 40;
  let stored = 0;
  let over = false;
  const write = async (): Promise<void> => {
    for (let step = 0; step < 60; step += 1) {
      const fromMs = MONDAY_MS + DAY_MS / 2 + step * 1_500_000;
      world.nowMs = fromMs;
      await append(world.store, organizationId, everySecond(fromMs, STEP_ROWS));
      stored += STEP_ROWS;
      if (step % 4 === 3) await maintain(world, organizationId);
    }
    world.nowMs += 2 * DAY_MS;
    await maintain(world, organizationId);
    over = true;
  };
  const watch = async (): Promise<number> => {
    let reads = 0;
    do {
      const before = stored;
      const times = (await read(world.store, organizationId)).map(({ timeMs }) => timeMs);
      assert.equal(new Set(times).size, times.length, 'no row twice');
      assert.ok(times.length >= before, `${times.length} rows of ${before} that were stored`);
      reads += 1;
    } while (!over);
    return reads;
  };
  const [, ...reads] = await Promise.all([write(), watch(), watch()]);
  assert.ok(reads.every((count) => count > 3));
  assert.equal((await read(world.store, organizationId)).length, 60 * STEP_ROWS);
});
