import assert from 'node:assert/strict';
import fc from 'fast-check';
import { blockOfRow, obviousMerge, plainRows, type PlainRow } from '../rows/rows.fixture.js';
import {
  append,
  ASSET,
  DAY_MS,
  everySecond,
  maintain,
  MONDAY_MS,
  OTHER_ASSET,
  read,
} from './store-world.fixture.js';
import { position } from './positions.fixture.js';
import type { StoreBehaviour } from './store-behaviour.fixture.js';
import { AGGREGATE_BEHAVIOURS } from './aggregates.kit.fixture.js';
import { ANY_ORDER_BEHAVIOURS } from './any-order.kit.fixture.js';
import { DELETION_BEHAVIOURS } from './deletion.kit.fixture.js';

const written = (rows: readonly PlainRow[]): PlainRow[] => rows.flatMap((row) => plainRows(blockOfRow(row)));
/** Rows as they are read: every label of the kind is there. */
const asRead = (rows: readonly PlainRow[]): PlainRow[] =>
  written(rows).map((row) => ({ ...row, labels: { state: '', ...row.labels } }));

const ROWS: readonly StoreBehaviour[] = [
  {
    name: 'gives back every bit of a row: values, qualities, times to the microsecond, labels',
    check: async ({ store, organization }) => {
      const organizationId = await organization();
      const rows: PlainRow[] = [
        {
          timeMs: MONDAY_MS + 0.001,
          sequence: 1,
          readAtMs: MONDAY_MS + 7.5,
          labels: { state: "it's" },
          values: { a: 0.1, b: [1.5, 3] },
        },
        {
          timeMs: MONDAY_MS + 0.002,
          sequence: -4,
          labels: { state: 'ж' },
          values: { a: 5e-324, b: [Number.NaN, 1] },
        },
        {
          timeMs: MONDAY_MS + 1,
          sequence: 9_007_199_254_740_991,
          labels: { state: '' },
          values: { a: -1.7976931348623157e308 },
        },
        {
          timeMs: MONDAY_MS + 2,
          sequence: 3,
          labels: { state: 'x' },
          values: { a: 0.30000000000000004, b: Number.NaN },
        },
        { timeMs: MONDAY_MS + 3, sequence: 3, values: { a: 0, c: -0 } },
        { timeMs: MONDAY_MS + 4, sequence: 3, values: { a: -0, c: [Number.POSITIVE_INFINITY, 3] } },
      ];
      await append(store, organizationId, rows);
      assert.deepEqual(await read(store, organizationId), asRead(rows));
      const always = { fromMs: Number.NEGATIVE_INFINITY, toMs: Number.POSITIVE_INFINITY };
      assert.deepEqual(await read(store, organizationId, { ...always, readWithin: always }), asRead(rows));
    },
  },
  {
    name: 'keeps a row once however often and in whatever order it comes, and the last writing of it',
    check: async ({ store, organization }) => {
      const row = fc.record({
        timeMs: fc.integer({ min: 0, max: 20 }).map((i) => MONDAY_MS + i * 10_000_000),
        sequence: fc.integer({ min: -1, max: 2 }),
        values: fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.integer({ min: 0, max: 9 }), { maxKeys: 3 }),
      });
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.array(row, { minLength: 1, maxLength: 8 }), { maxLength: 4 }),
          async (batches) => {
            const organizationId = await organization();
            for (const rows of batches) await append(store, organizationId, rows);
            const expected = asRead(obviousMerge(batches.flat()));
            assert.deepEqual(await read(store, organizationId), expected);
            const [fromMs, toMs] = [MONDAY_MS + 30_000_000, MONDAY_MS + 120_000_000];
            assert.deepEqual(
              await read(store, organizationId, { fromMs, toMs }),
              expected.filter(({ timeMs }) => timeMs >= fromMs && timeMs < toMs),
            );
          },
        ),
        { numRuns: 15 },
      );
    },
  },
  {
    name: 'keeps kinds, assets and organizations apart',
    check: async ({ store, organization }) => {
      const [one, other] = [await organization(), await organization()];
      await append(store, one, [{ timeMs: MONDAY_MS, sequence: 1, values: { a: 1 } }]);
      await append(store, one, [{ timeMs: MONDAY_MS, sequence: 1, values: { a: 2 } }], {
        assetId: OTHER_ASSET,
      });
      const labels = { component: 'heater', modelVersion: '1.0.0' };
      await append(store, one, [{ timeMs: MONDAY_MS, sequence: 1, labels, values: { a: 3 } }], {
        kind: 'predictions',
      });
      const values = async (reading: Parameters<typeof read>[2], organizationId = one) =>
        (await read(store, organizationId, reading)).map((row) => row.values['a']);
      assert.deepEqual(await values({}), [1]);
      assert.deepEqual(await values({ assetId: OTHER_ASSET }), [2]);
      assert.deepEqual(await values({ kind: 'predictions' }), [3]);
      assert.deepEqual(await values({ kind: 'predictions', assetId: OTHER_ASSET }), []);
      assert.deepEqual(await values({}, other), []);
      assert.deepEqual((await read(store, one, { kind: 'predictions' }))[0]?.labels, labels);
      assert.equal((await store.newest(other, 'scans')).size, 0);
      assert.deepEqual(await store.usage(other), []);
    },
  },
  {
    name: 'takes columns that come, go, and differ by nothing but their case or mean something in a table',
    check: async ({ store, organization }) => {
      const organizationId = await organization();
      const columns = ['a', 'A', 'time', 'asset', 'state', 'Temp-1', 'TEMP-1', 'rows'];
      const rows = columns.map((column, i): PlainRow => ({
        timeMs: MONDAY_MS + i,
        sequence: 1,
        values: { [column]: i },
      }));
      for (const row of rows) await append(store, organizationId, [row]);
      assert.deepEqual(await read(store, organizationId, { columns }), asRead(rows));
      await append(store, organizationId, rows);
      assert.deepEqual(await read(store, organizationId, { columns }), asRead(rows));
    },
  },
  {
    name: 'commits positions together with rows, each stream for itself',
    check: async ({ store, organization }) => {
      const organizationId = await organization();
      assert.equal((await store.positions(organizationId)).size, 0);
      const rows: PlainRow[] = [{ timeMs: MONDAY_MS, sequence: 1, values: { a: 1 } }];
      await append(store, organizationId, rows, { positions: new Map([['scans', position(7)]]) });
      await append(store, organizationId, [], { positions: new Map([['predictions', position(3)]]) });
      await append(store, organizationId, rows, { positions: new Map([['scans', position(2, 'two')]]) });
      assert.deepEqual(
        await store.positions(organizationId),
        new Map([
          ['scans', position(2, 'two')],
          ['predictions', position(3)],
        ]),
      );
    },
  },
  {
    name: 'stores neither rows nor positions where one of them cannot be',
    check: async ({ store, organization }) => {
      const organizationId = await organization();
      // The database takes no position beyond 64 bits.
      const positions = new Map([['scans', position(1e20)]] as const);
      await assert.rejects(append(store, organizationId, everySecond(MONDAY_MS, 5), { positions }));
      assert.deepEqual(await read(store, organizationId), []);
      assert.equal((await store.positions(organizationId)).size, 0);
    },
  },
  {
    name: 'says what it takes, and which row of an asset is the newest',
    check: async ({ store, organization }) => {
      const organizationId = await organization();
      await append(store, organizationId, everySecond(MONDAY_MS, 100));
      await append(store, organizationId, everySecond(MONDAY_MS + 3 * DAY_MS, 10), { assetId: OTHER_ASSET });
      await append(store, organizationId, everySecond(MONDAY_MS - DAY_MS, 5));
      const [usage, ...others] = await store.usage(organizationId);
      assert.deepEqual(others, []);
      assert.deepEqual([usage?.kind, usage?.resolution, usage?.rows], ['scans', 'raw', 115]);
      assert.ok((usage?.bytes ?? 0) > 0);
      assert.deepEqual(
        await store.newest(organizationId, 'scans'),
        new Map([
          [ASSET, MONDAY_MS + 99_000],
          [OTHER_ASSET, MONDAY_MS + 3 * DAY_MS + 9_000],
        ]),
      );
    },
  },
  {
    name: 'gives what was read since an instant, whenever it happened, before and after maintenance',
    check: async (world) => {
      const organizationId = await world.organization();
      const readAt = (rows: readonly PlainRow[], readAtMs: number): PlainRow[] =>
        rows.map((row, i) => ({ ...row, readAtMs: readAtMs + i }));
      await append(world.store, organizationId, readAt(everySecond(MONDAY_MS, 20), MONDAY_MS + 500));
      const late = readAt(everySecond(MONDAY_MS + 3_000_000, 20), MONDAY_MS + 2 * DAY_MS);
      await append(world.store, organizationId, late);
      const since = async (fromMs: number) =>
        (await read(world.store, organizationId, { readWithin: { fromMs, toMs: 4e12 } })).length;
      for (const round of ['before', 'after']) {
        assert.deepEqual(
          [await since(0), await since(MONDAY_MS + 510), await since(MONDAY_MS + 2 * DAY_MS + 15)],
          [40, 30, 5],
          round,
        );
        const window = { fromMs: MONDAY_MS, toMs: MONDAY_MS + 501 };
        assert.equal((await read(world.store, organizationId, { readWithin: window })).length, 1, round);
        world.nowMs = MONDAY_MS + 3 * DAY_MS;
        await maintain(world, organizationId);
      }
    },
  },
  {
    name: 'gives the same rows before, between and after maintenance',
    check: async (world) => {
      const { store } = world;
      const organizationId = await world.organization();
      const given: PlainRow[] = [];
      world.nowMs = MONDAY_MS + 12 * 3_600_000;
      for (let i = 0; i < 15; i += 1) {
        const rows = everySecond(
          MONDAY_MS - 40_000 + ((i * 7_919_000) % 90_000_000),
          300,
          (n) => i * 1_000 + n,
        );
        given.push(...rows);
        await append(store, organizationId, rows);
      }
      const expected = asRead(obviousMerge(given));
      assert.deepEqual(await read(store, organizationId), expected);
      await maintain(world, organizationId);
      assert.deepEqual(await read(store, organizationId), expected);
      world.nowMs += 3 * DAY_MS;
      await maintain(world, organizationId);
      assert.deepEqual(await read(store, organizationId), expected);
      assert.equal(
        (await store.maintain(organizationId, world.nowMs, { rawDays: 400, aggregateDays: 400 }))
          .mergedSegments,
        0,
      );
    },
  },
];

/** What every store has to do, whatever it stands on. */
export const STORE_BEHAVIOURS: readonly StoreBehaviour[] = [
  ...ROWS,
  ...AGGREGATE_BEHAVIOURS,
  ...DELETION_BEHAVIOURS,
  ...ANY_ORDER_BEHAVIOURS,
];
