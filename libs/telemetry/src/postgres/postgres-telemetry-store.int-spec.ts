import { HISTORY_BEHAVIOURS } from '../history/history.kit.fixture.js';
import { storeWorld, type StoreWorld } from '../store/store-world.fixture.js';
import { STORE_BEHAVIOURS } from '../store/telemetry-store.kit.fixture.js';
import { PostgresTelemetryStore } from './postgres-telemetry-store.js';

let world: StoreWorld;
beforeAll(async () => {
  world = await storeWorld(async (database, now) => ({
    store: new PostgresTelemetryStore({ database, now }),
    close: () => Promise.resolve(),
  }));
});
afterAll(() => world.close());

describe('a store of rows in PostgreSQL', () => {
  for (const { name, check } of STORE_BEHAVIOURS) test(name, () => check(world));
});

describe('history over rows in PostgreSQL', () => {
  for (const { name, check } of HISTORY_BEHAVIOURS) test(name, () => check(world));
});
