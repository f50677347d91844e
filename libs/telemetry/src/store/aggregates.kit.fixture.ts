import assert from 'node:assert/strict';
import { aggregateColumnsOf, ROWS_COLUMN, stateColumn } from '../series/aggregate-rows.js';
import { MEASURES, type Measure } from '../series/bucket-table.js';
import { AGGREGATE_MS, type AggregateResolution } from '../series/bucket-widths.js';
import { STATE_HOLD } from '../series/state-hold.js';
import { obviousBuckets, obviousStates, type ObviousBucket } from '../series/obvious-buckets.fixture.js';
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
  type StoreWorld,
} from './store-world.fixture.js';
import type { StoreBehaviour } from './store-behaviour.fixture.js';
import type { OrganizationId } from '@eagle/contracts/domain';

const ALWAYS = { fromMs: 0, toMs: 4e12 };

async function aggregates(
  { store }: StoreWorld,
  organizationId: OrganizationId,
  resolution: AggregateResolution,
): Promise<ObviousBucket[]> {
  const columns = [ROWS_COLUMN, ...aggregateColumnsOf(['a'])];
  const rows = await read(store, organizationId, { resolution, columns });
  // Buckets without rows hold the time of a state that reached into them.
  const filled = rows.filter(({ values }) => numberOf(values[ROWS_COLUMN]) > 0);
  return filled.map(({ timeMs, values }) => {
    const counts = Object.fromEntries(
      ['recorded', 'count', 'good'].map((count) => [count, numberOf(values[ROWS_COLUMN])]),
    );
    const measured = MEASURES.map((measure): [Measure, number] => {
      // Counts that are those of the rows are left out.
      return [measure, numberOf(values[`a.${measure}`] ?? counts[measure])];
    });
    return {
      startMs: timeMs,
      rows: numberOf(values[ROWS_COLUMN]),
      columns: { a: Object.fromEntries(measured) },
    };
  });
}

const numberOf = (value: PlainRow['values'][string] | undefined): number =>
  typeof value === 'number' ? value : Number.NaN;

async function days(
  world: StoreWorld,
  organizationId: OrganizationId,
  assetId = ASSET,
): Promise<readonly number[]> {
  return (await world.store.summary(organizationId, { kind: 'scans', assetId, ...ALWAYS })).aggregatedDaysMs;
}

export const AGGREGATE_BEHAVIOURS: readonly StoreBehaviour[] = [
  {
    name: 'makes aggregates by minute and hour of days that are over, and says of which',
    check: async (world) => {
      const organizationId = await world.organization();
      const rows = [
        ...everySecond(MONDAY_MS + 5_000, 4_000),
        ...everySecond(MONDAY_MS + DAY_MS, 200, (i) => -i),
      ];
      await append(world.store, organizationId, rows);
      await append(world.store, organizationId, everySecond(MONDAY_MS + 2 * DAY_MS, 10));
      world.nowMs = MONDAY_MS + 2 * DAY_MS + 3_600_000;
      assert.deepEqual(await days(world, organizationId), []);
      await maintain(world, organizationId);
      assert.deepEqual(await days(world, organizationId), [MONDAY_MS, MONDAY_MS + DAY_MS]);
      for (const resolution of ['minute', 'hour'] as const) {
        const expected = obviousBuckets(rows, ['a'], AGGREGATE_MS[resolution]);
        const found = await aggregates(world, organizationId, resolution);
        assert.deepEqual(found.map(rounded), expected.map(rounded), resolution);
      }
    },
  },
  {
    name: 'keeps the time in each state, over the border of days too',
    check: async (world) => {
      const organizationId = await world.organization();
      const rows = everySecond(MONDAY_MS + DAY_MS - 95_500, 200);
      await append(world.store, organizationId, rows);
      world.nowMs = MONDAY_MS + 3 * DAY_MS;
      await maintain(world, organizationId);
      const columns = ['running', 'idle'].map(stateColumn);
      const found = new Map<string, number>();
      for (const { timeMs, values } of await read(world.store, organizationId, {
        resolution: 'minute',
        columns,
      })) {
        for (const state of ['running', 'idle']) {
          const ms = numberOf(values[stateColumn(state)]);
          if (ms > 0) found.set(`${timeMs} ${state}`, ms);
        }
      }
      const expected = obviousStates(rows, AGGREGATE_MS.minute, STATE_HOLD, MONDAY_MS + 3 * DAY_MS);
      assert.deepEqual([...found].sort(), [...expected].sort());
    },
  },
  {
    name: 'reads a day raw from the moment that late rows come, for the asset that they came for, until aggregates hold them',
    check: async (world) => {
      const organizationId = await world.organization();
      const rows = everySecond(MONDAY_MS, 600);
      await append(world.store, organizationId, rows);
      await append(world.store, organizationId, rows, { assetId: OTHER_ASSET });
      world.nowMs = MONDAY_MS + 2 * DAY_MS;
      await maintain(world, organizationId);
      const late = everySecond(MONDAY_MS + 3_600_000, 30, (i) => 100 + i);
      await append(world.store, organizationId, late);
      assert.deepEqual(await days(world, organizationId), []);
      assert.deepEqual(await days(world, organizationId, OTHER_ASSET), [MONDAY_MS]);
      world.nowMs += DAY_MS;
      await maintain(world, organizationId);
      assert.deepEqual(await days(world, organizationId), [MONDAY_MS]);
      const found = await aggregates(world, organizationId, 'hour');
      assert.deepEqual(
        found.map(rounded),
        obviousBuckets([...rows, ...late], ['a'], AGGREGATE_MS.hour).map(rounded),
      );
    },
  },
  {
    name: 'knows how many rows there are, from when to when, how far apart, and of which columns',
    check: async (world) => {
      const organizationId = await world.organization();
      const range = { kind: 'scans', assetId: ASSET, ...ALWAYS } as const;
      const empty = await world.store.summary(organizationId, range);
      assert.deepEqual([empty.rowsMax, empty.extent, empty.intervalMs], [0, null, Number.NaN]);
      await append(world.store, organizationId, everySecond(MONDAY_MS, 1_000));
      await append(world.store, organizationId, [
        { timeMs: MONDAY_MS + 5 * DAY_MS, sequence: 1, values: { b: 1 } },
      ]);
      const all = await world.store.summary(organizationId, range);
      assert.ok(all.rowsMax >= 1_001);
      assert.deepEqual(all.extent, { fromMs: MONDAY_MS, toMs: MONDAY_MS + 5 * DAY_MS });
      assert.deepEqual([...(all.columns.get('raw') ?? [])].sort(), ['a', 'b']);
      const monday = await world.store.summary(organizationId, { ...range, toMs: MONDAY_MS + DAY_MS });
      assert.equal(Math.round(monday.intervalMs), 1_000);
      assert.deepEqual([...(monday.columns.get('raw') ?? [])], ['a']);
    },
  },
];

/** Sums of many numbers differ in their last bits. */
const rounded = ({ startMs, rows, columns }: ObviousBucket) => ({
  startMs,
  rows,
  a: Object.entries(columns['a'] ?? {}).map(([measure, value]) => `${measure} ${value.toFixed(9)}`),
});
