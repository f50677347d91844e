import { HISTORY_BEHAVIOURS } from '../history/history.kit.fixture.js';
import type { StoreWorld } from '../store/store-world.fixture.js';
import { STORE_BEHAVIOURS } from '../store/telemetry-store.kit.fixture.js';
import { parquetWorld } from './parquet-world.fixture.js';

let world: StoreWorld;
beforeAll(async () => {
  world = await parquetWorld();
});
afterAll(() => world.close());

describe('a store of Parquet segments', () => {
  for (const { name, check } of STORE_BEHAVIOURS) test(name, () => check(world));
});

describe('history over Parquet segments', () => {
  for (const { name, check } of HISTORY_BEHAVIOURS) test(name, () => check(world));
});
