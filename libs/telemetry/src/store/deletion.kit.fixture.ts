import assert from 'node:assert/strict';
import type { OrganizationId } from '@eagle/contracts/domain';
import type { PlainRow } from '../rows/rows.fixture.js';
import {
  append,
  ASSET,
  DAY_MS,
  everySecond,
  maintain,
  MONDAY_MS,
  OTHER_ASSET,
  read,
  type Reading,
  type StoreWorld,
} from './store-world.fixture.js';
import { position } from './positions.fixture.js';
import type { StoreBehaviour } from './store-behaviour.fixture.js';

const times = (rows: readonly PlainRow[]): number[] => rows.map(({ timeMs }) => timeMs);

/** Two closed days and the beginning of a third, of two assets. */
async function threeDays(world: StoreWorld): Promise<{ organizationId: OrganizationId; rows: PlainRow[] }> {
  const { organizationId, rows } = await threeOpenDays(world);
  world.nowMs = MONDAY_MS + 2 * DAY_MS + 4_000_000;
  await maintain(world, organizationId);
  return { organizationId, rows };
}

async function threeOpenDays(
  world: StoreWorld,
): Promise<{ organizationId: OrganizationId; rows: PlainRow[] }> {
  const organizationId = await world.organization();
  const rows = [0, 1, 2].flatMap((day) => everySecond(MONDAY_MS + day * DAY_MS + 3_500_000, 300));
  for (const assetId of [ASSET, OTHER_ASSET]) await append(world.store, organizationId, rows, { assetId });
  return { organizationId, rows };
}

const aggregateTimes = async (
  world: StoreWorld,
  organizationId: OrganizationId,
  reading: Reading,
): Promise<number[]> => times(await read(world.store, organizationId, { columns: ['rows'], ...reading }));

export const DELETION_BEHAVIOURS: readonly StoreBehaviour[] = [
  {
    name: 'deletes a range of an asset, and nothing of others, with the aggregates that were made of it',
    check: async (world) => {
      const { organizationId, rows } = await threeDays(world);
      const [fromMs, toMs] = [MONDAY_MS + 3_600_000, MONDAY_MS + DAY_MS + 3_550_000];
      const gone = await world.store.delete(organizationId, { assetId: ASSET, fromMs, toMs });
      const kept = times(rows).filter((timeMs) => timeMs < fromMs || timeMs >= toMs);
      assert.equal(gone, rows.length - kept.length);
      assert.equal(await world.store.delete(organizationId, { assetId: ASSET, fromMs, toMs }), 0);
      assert.deepEqual(times(await read(world.store, organizationId)), kept);
      assert.deepEqual(times(await read(world.store, organizationId, { assetId: OTHER_ASSET })), times(rows));
      for (const resolution of ['minute', 'hour'] as const) {
        const before = await aggregateTimes(world, organizationId, { resolution, fromMs, toMs: toMs - 1 });
        assert.deepEqual(before, [], resolution);
      }
      world.nowMs += DAY_MS;
      await maintain(world, organizationId);
      const hours = await read(world.store, organizationId, {
        resolution: 'hour',
        columns: ['rows', 'a.max'],
      });
      assert.deepEqual(
        hours
          .filter(({ values }) => values['rows'] !== 0)
          .slice(0, 2)
          .map(({ timeMs, values }) => [timeMs, values['rows'], values['a.max']]),
        [
          [MONDAY_MS, 100, 99],
          [MONDAY_MS + DAY_MS, 50, 99],
        ],
      );
      assert.deepEqual(times(await read(world.store, organizationId)), kept);
    },
  },
  {
    name: 'refuses to delete a range that ends before it begins',
    check: async ({ store, organization }) => {
      const deletion = { assetId: null, fromMs: MONDAY_MS, toMs: MONDAY_MS };
      await assert.rejects(store.delete(await organization(), deletion), { code: 'TELEMETRY.RANGE_INVALID' });
    },
  },
  {
    name: 'deletes an asset whole',
    check: async (world) => {
      const { organizationId, rows } = await threeDays(world);
      await world.store.delete(organizationId, { assetId: ASSET, fromMs: 0, toMs: 4e12 });
      assert.deepEqual(await read(world.store, organizationId), []);
      assert.deepEqual(await aggregateTimes(world, organizationId, { resolution: 'hour' }), []);
      assert.deepEqual([...(await world.store.newest(organizationId, 'scans')).keys()], [OTHER_ASSET]);
      assert.deepEqual(times(await read(world.store, organizationId, { assetId: OTHER_ASSET })), times(rows));
    },
  },
  {
    name: 'deletes an organization whole and at once, and leaves others and the positions',
    check: async (world) => {
      const { organizationId } = await threeDays(world);
      const other = await threeDays(world);
      await append(world.store, organizationId, [], { positions: new Map([['scans', position(9)]]) });
      await world.store.deleteOrganization(organizationId);
      assert.deepEqual(await read(world.store, organizationId), []);
      assert.deepEqual(await aggregateTimes(world, organizationId, { resolution: 'minute' }), []);
      assert.deepEqual(await world.store.usage(organizationId), []);
      assert.equal((await world.store.positions(organizationId)).get('scans')?.sequence, 9);
      assert.deepEqual(times(await read(world.store, other.organizationId)), times(other.rows));
    },
  },
  {
    name: 'removes raw rows before aggregates, by whole days',
    check: async (world) => {
      const { organizationId, rows } = await threeDays(world);
      world.nowMs = MONDAY_MS + 12 * DAY_MS + 1;
      await maintain(world, organizationId, { rawDays: 11, aggregateDays: 1_000 });
      const kept = times(rows).filter((timeMs) => timeMs >= MONDAY_MS + DAY_MS);
      assert.deepEqual(times(await read(world.store, organizationId)), kept);
      const hours = await aggregateTimes(world, organizationId, { resolution: 'hour' });
      assert.equal(hours[0], MONDAY_MS, 'the aggregates of Monday are kept');
      const range = { kind: 'scans', assetId: ASSET, fromMs: MONDAY_MS, toMs: MONDAY_MS + DAY_MS } as const;
      const { aggregatedDaysMs, rowsMax } = await world.store.summary(organizationId, range);
      assert.deepEqual([aggregatedDaysMs, rowsMax], [[MONDAY_MS], 0]);
    },
  },
  {
    name: 'makes the aggregates of a day before its raw rows go, however late it is looked at',
    check: async (world) => {
      const { organizationId, rows } = await threeOpenDays(world);
      world.nowMs = MONDAY_MS + 12 * DAY_MS + 1;
      await maintain(world, organizationId, { rawDays: 11, aggregateDays: 1_000 });
      const kept = times(rows).filter((timeMs) => timeMs >= MONDAY_MS + DAY_MS);
      assert.deepEqual(times(await read(world.store, organizationId)), kept);
      const hours = await aggregateTimes(world, organizationId, { resolution: 'hour' });
      assert.equal(hours[0], MONDAY_MS, 'the aggregates of Monday are made');
    },
  },
];
