import assert from 'node:assert/strict';
import { openDatabase } from '@eagle/persistence';
import {
  append,
  everySecond,
  MONDAY_MS,
  read,
  storeWorld,
  type StoreWorld,
} from '../store/store-world.fixture.js';
import { STORE_BEHAVIOURS } from '../store/telemetry-store.kit.fixture.js';
import { PostgresTelemetryStore } from './postgres-telemetry-store.js';
import { viewStatements } from './timescale.js';

/**
 * The extension is not to be had where tests run: what needs it is not run, the table and the view
 * are.
 */
async function prepare(ownerUrl: string): Promise<void> {
  const owner = openDatabase({ url: ownerUrl });
  await owner.forPlatform(async (tx) => {
    for (const statement of viewStatements()) await tx.query(statement);
    await tx.query('GRANT SELECT, INSERT, UPDATE, DELETE ON telemetry_rows TO eagle_test');
  });
  await owner.close();
}

let world: StoreWorld;
beforeAll(async () => {
  world = await storeWorld(
    async (database, now) => ({
      store: new PostgresTelemetryStore({ database, now }),
      close: () => Promise.resolve(),
    }),
    prepare,
  );
});
afterAll(() => world.close());

describe('a store of rows behind a view', () => {
  for (const { name, check } of STORE_BEHAVIOURS) test(name, () => check(world));

  test('shows, changes and takes rows of the own organization alone', async () => {
    const [one, other] = [await world.organization(), await world.organization()];
    await append(world.store, one, everySecond(MONDAY_MS, 3));
    const rows = await world.database.forOrganization(other, async (tx) => {
      await tx.query('UPDATE telemetry_rows SET sequence = sequence + 1');
      await tx.query('DELETE FROM telemetry_rows');
      return (await tx.query('SELECT * FROM telemetry_rows')).rows;
    });
    assert.deepEqual(rows, []);
    assert.equal((await read(world.store, one)).length, 3);
    await assert.rejects(
      world.database.forOrganization(other, (tx) =>
        tx.query(
          `INSERT INTO telemetry_rows (organization_id, kind, asset_id, at, sequence, read_at, labels, layout, numbers)
           VALUES ($1, 'scans', 'a', now(), 1, now(), '{}', 1, '{}')`,
          [one],
        ),
      ),
    );
    await assert.rejects(
      world.database.forOrganization(one, (tx) => tx.query('SELECT * FROM telemetry_partitions.history')),
      { code: 'DATABASE.ROW_FORBIDDEN' },
    );
  });
});
