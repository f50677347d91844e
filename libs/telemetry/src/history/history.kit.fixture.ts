import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { OrganizationId } from '@eagle/contracts/domain';
import { Head } from '../head/head.js';
import { at, qualityAt } from '../rows/row-block.js';
import { blockOfRows, collected, obviousMerge, type PlainRow } from '../rows/rows.fixture.js';
import { STATE_HOLD } from '../series/state-hold.js';
import { obviousBuckets, obviousStates } from '../series/obvious-buckets.fixture.js';
import {
  append,
  ASSET,
  DAY_MS,
  everySecond,
  maintain,
  MONDAY_MS,
  type StoreWorld,
} from '../store/store-world.fixture.js';
import { position } from '../store/positions.fixture.js';
import type { StoreBehaviour } from '../store/store-behaviour.fixture.js';
import type { SeriesAnswer } from './series-answer.js';
import { TelemetryHistory } from './telemetry-history.js';

const range = (fromMs: number, toMs: number) =>
  ({ kind: 'scans', assetId: ASSET, fromMs, toMs, columns: ['a'] }) as const;

/** Points with a value, as start, min, max, mean, last and share of good values. */
function points({ timesMs, columns }: SeriesAnswer): string[] {
  const column = columns.get('a');
  if (column === undefined) return [];
  const { min, max, mean, last, goodShare } = column;
  return [...timesMs].flatMap((timeMs, i) =>
    Number.isNaN(at(goodShare, i))
      ? []
      : [
          [timeMs, ...[min, max, mean, last, goodShare].map((numbers) => at(numbers, i).toFixed(6))].join(
            ' ',
          ),
        ],
  );
}

const obviousPoints = (rows: readonly PlainRow[], widthMs: number): string[] =>
  obviousBuckets(rows, ['a'], widthMs).map(({ startMs, columns }) => {
    const { min = 0, max = 0, mean = 0, last = 0, good = 0, recorded = 1 } = columns['a'] ?? {};
    return [startMs, ...[min, max, mean, last, good / recorded].map((number) => number.toFixed(6))].join(' ');
  });

/** Seconds in each state, by point. */
const states = ({ timesMs, stateMs }: SeriesAnswer): string[] =>
  [...stateMs]
    .flatMap(([state, ms]) =>
      [...ms].flatMap((time, i) => (time > 0 ? [`${at(timesMs, i)} ${state} ${time}`] : [])),
    )
    .sort();

/** Of points with rows: where a gap begins, a point has none. */
function obviousStatesOf(rows: readonly PlainRow[], { widthMs, timesMs, columns }: SeriesAnswer): string[] {
  const stepMs = Math.min(widthMs, 1_000);
  const all = obviousStates(rows, widthMs, STATE_HOLD, Number.POSITIVE_INFINITY, stepMs);
  const shares = columns.get('a')?.goodShare ?? [];
  const shown = new Set(timesMs.filter((_, i) => !Number.isNaN(at(shares, i))));
  return [...all]
    .flatMap(([key, ms]) => (shown.has(Number(key.split(' ')[0])) ? [`${key} ${ms}`] : []))
    .sort();
}

/** Three days with a pause, of which the first two are over; what waits in memory goes on. */
async function threeDays(
  world: StoreWorld,
): Promise<{ organizationId: OrganizationId; head: Head; rows: PlainRow[] }> {
  const organizationId = await world.organization();
  const stored = [
    ...everySecond(MONDAY_MS + DAY_MS - 7_000_000, 5_000, (i) => (i === 777 ? 1e6 : Math.sin(i))),
    ...everySecond(MONDAY_MS + DAY_MS + 5_000_000, 3_000, (i) => -i),
    // Over the border from the last day that is over to the one that goes on.
    ...everySecond(MONDAY_MS + 2 * DAY_MS - 500_000, 1_500),
  ];
  await append(world.store, organizationId, stored);
  world.nowMs = MONDAY_MS + 2 * DAY_MS + 3_600_000;
  await maintain(world, organizationId);
  const waiting = everySecond(MONDAY_MS + 2 * DAY_MS + 990_000, 200, (i) => 500 + i);
  const head = new Head();
  head.add([{ kind: 'scans', assetId: ASSET, block: blockOfRows(waiting) }], 'scans', position(1));
  return { organizationId, head, rows: obviousMerge([...stored, ...waiting]) };
}

/** Reading over any store together with what waits in memory. */
export const HISTORY_BEHAVIOURS: readonly StoreBehaviour[] = [
  {
    name: 'answers a range at any resolution as the rows themselves say, from aggregates, raw rows and memory together',
    check: async (world) => {
      const { organizationId, head, rows } = await threeDays(world);
      const history = new TelemetryHistory(world.store, () => head);
      await fc.assert(
        fc.asyncProperty(
          fc.integer({ min: 0, max: 3 * 86_400 }),
          fc.integer({ min: 60, max: 2 * 86_400 }),
          fc.integer({ min: 10, max: 1_000 }),
          async (fromS, lengthS, max) => {
            const fromMs = MONDAY_MS + fromS * 1_000;
            const toMs = fromMs + lengthS * 1_000;
            const answer = await history.series(organizationId, { ...range(fromMs, toMs), points: max });
            const { widthMs } = answer;
            const alignedFromMs = widthMs === 0 ? fromMs : Math.floor(fromMs / widthMs) * widthMs;
            const alignedToMs = widthMs === 0 ? toMs : Math.ceil(toMs / widthMs) * widthMs;
            const within = rows.filter(({ timeMs }) => timeMs >= alignedFromMs && timeMs < alignedToMs);
            assert.deepEqual(points(answer), obviousPoints(within, widthMs === 0 ? 1 : widthMs));
            assert.ok(answer.timesMs.length <= max + answer.gaps.length);
            assert.deepEqual(answer.missing, []);
            if (widthMs > 0) assert.deepEqual(states(answer), obviousStatesOf(rows, answer));
          },
        ),
        // Of a bucket of an hour, only what lies before the range holds rows.
        { numRuns: 30, examples: [[169_201, 18_000, 10]] },
      );
    },
  },
  {
    name: 'shows a spike of one sample at every resolution, and a gap as a gap',
    check: async (world) => {
      const { organizationId } = await threeDays(world);
      const history = new TelemetryHistory(world.store, () => null);
      for (const max of [10, 100, 1_500]) {
        const answer = await history.series(organizationId, {
          ...range(MONDAY_MS, MONDAY_MS + 3 * DAY_MS),
          points: max,
        });
        assert.equal(
          Math.max(...[...(answer.columns.get('a')?.max ?? [])].filter((value) => !Number.isNaN(value))),
          1e6,
        );
        assert.ok(
          answer.timesMs.every((timeMs, i) => i === 0 || timeMs > at(answer.timesMs, i - 1)),
          'times ascend',
        );
        for (const { fromMs, toMs } of answer.gaps) {
          const inside = [...answer.timesMs.entries()].filter(
            ([, timeMs]) => timeMs >= fromMs && timeMs < toMs,
          );
          assert.ok(
            inside.some(([i]) => Number.isNaN(at(answer.columns.get('a')?.mean ?? [], i))),
            'a point breaks the line',
          );
        }
      }
      const fine = await history.series(organizationId, {
        ...range(MONDAY_MS, MONDAY_MS + 3 * DAY_MS),
        points: 5_000,
      });
      assert.equal(fine.gaps.length, 2);
    },
  },
  {
    name: 'says which of several rows of an instant won, and exports all of them where asked',
    check: async (world) => {
      const organizationId = await world.organization();
      const rows: PlainRow[] = [
        { timeMs: MONDAY_MS, sequence: 1, values: { a: 1 } },
        { timeMs: MONDAY_MS, sequence: 2, values: { a: 2 } },
        { timeMs: MONDAY_MS + 1_000, sequence: 3, values: { a: 3 } },
      ];
      await append(world.store, organizationId, rows.slice(0, 1));
      await append(world.store, organizationId, rows.slice(1));
      const history = new TelemetryHistory(world.store, () => null);
      const answer = await history.series(organizationId, {
        ...range(MONDAY_MS, MONDAY_MS + 5_000),
        points: 10,
      });
      assert.deepEqual([...(answer.columns.get('a')?.last ?? [])], [2, 3]);
      assert.deepEqual(answer.conflicts, { count: 1, first: [{ timeMs: MONDAY_MS, sequences: [1, 2] }] });
      const wanted = { ...range(0, 4e12), labels: [] };
      for (const [instants, expected] of [
        ['all', [1, 2, 3]],
        ['winning', [2, 3]],
      ] as const) {
        const found = await collected(history.rows(organizationId, wanted, instants, () => undefined));
        assert.deepEqual(
          found.map(({ values }) => values['a']),
          expected,
        );
      }
    },
  },
  {
    name: 'counts by day how well rows came, of stored and waiting ones together',
    check: async (world) => {
      const { organizationId, head, rows } = await threeDays(world);
      const history = new TelemetryHistory(world.store, () => head);
      const recorded = { recordedFromMs: MONDAY_MS, nowMs: MONDAY_MS + 2 * DAY_MS + 1_190_000 };
      const asked = { ...range(MONDAY_MS, MONDAY_MS + 3 * DAY_MS), lateMs: 1_000, zone: 'UTC', ...recorded };
      const days = await history.quality(organizationId, asked, () => assert.fail('nothing is missing'));
      const counts = Map.groupBy(rows, ({ timeMs }) => Math.floor(timeMs / DAY_MS) * DAY_MS);
      assert.deepEqual(
        days.map((day) => [day.fromMs, day.rows, day.late, day.gaps.count, day.columns.get('a')?.good]),
        // Pauses before and after the rows of the first day, before and within those of the second.
        [...counts].map(([dayMs, ofDay], day) => [dayMs, ofDay.length, 0, [2, 2, 0][day], ofDay.length]),
      );
    },
  },
  {
    name: 'reads what is said of values without the values',
    check: async (world) => {
      const organizationId = await world.organization();
      const rows = everySecond(MONDAY_MS, 5_000, (i) => i).map((row, i): PlainRow => {
        const values = { a: i, b: [Number.NaN, i % 5] } as const;
        return { ...row, values: i % 7 === 0 ? values : { b: values.b } };
      });
      // The second part overlaps the first.
      await append(world.store, organizationId, rows.slice(0, 3_000));
      await append(world.store, organizationId, rows.slice(2_000));
      const history = new TelemetryHistory(world.store, () => null);
      const columns = ['a', 'b', 'c'];
      const qualities = async (qualityOnly: { qualityOnly?: true }): Promise<string[]> => {
        const wanted = { ...range(0, 4e12), columns, labels: [], ...qualityOnly };
        const found: string[] = [];
        for await (const block of history.rows(organizationId, wanted, 'all', () => undefined)) {
          for (let row = 0; row < block.rows; row += 1) {
            const codes = [...block.columns.values()].map((column) => qualityAt(column, row));
            found.push(`${at(block.timesMs, row)} ${at(block.sequences, row)} ${codes.join(' ')}`);
          }
        }
        return found;
      };
      const expected = await qualities({});
      assert.equal(expected.length, rows.length);
      assert.deepEqual(await qualities({ qualityOnly: true }), expected);
    },
  },
  {
    name: 'answers the newest row of each asset, from memory or from the store',
    check: async (world) => {
      const { organizationId, head } = await threeDays(world);
      const newest = async (given: Head | null) => {
        const query = { organizationId, kind: 'scans', columns: ['a'], only: null, known: [] } as const;
        const [latest] = await new TelemetryHistory(world.store, () => given).latest(query);
        return [latest?.row.timesMs[0], latest?.row.columns.get('a')?.values[0]];
      };
      assert.deepEqual(await newest(head), [MONDAY_MS + 2 * DAY_MS + 1_189_000, 699]);
      assert.deepEqual(await newest(null), [MONDAY_MS + 2 * DAY_MS + 999_000, 1_499]);
    },
  },
  {
    name: 'refuses a range that ends before it begins and points that no answer has, and answers a range before all rows',
    check: async (world) => {
      const organizationId = await world.organization();
      const history = new TelemetryHistory(world.store, () => null);
      const asked = (fromMs: number, toMs: number, max: number) =>
        history.series(organizationId, { ...range(fromMs, toMs), points: max });
      await assert.rejects(asked(2, 1, 100), { code: 'TELEMETRY.RANGE_INVALID', kind: 'invalid' });
      await assert.rejects(asked(0, 0, 100), { code: 'TELEMETRY.RANGE_INVALID' });
      for (const max of [1, 0.5, 1_000_000, Number.NaN]) {
        await assert.rejects(asked(0, 1, max), { code: 'TELEMETRY.POINTS_INVALID', kind: 'invalid' });
      }
      const empty = await asked(0, 1_000, 100);
      assert.deepEqual([empty.timesMs.length, empty.gaps, empty.missing], [0, [], []]);
    },
  },
  {
    name: 'answers days of which only aggregates are left',
    check: async (world) => {
      const { organizationId, rows } = await threeDays(world);
      world.nowMs = MONDAY_MS + 500 * DAY_MS;
      await maintain(world, organizationId);
      const history = new TelemetryHistory(world.store, () => null);
      const [fromMs, toMs] = [MONDAY_MS + DAY_MS - 7_000_000, MONDAY_MS + DAY_MS - 6_900_000];
      const answer = await history.series(organizationId, { ...range(fromMs, toMs), points: 1_500 });
      assert.equal(answer.widthMs, 60_000);
      const within = rows.filter(({ timeMs }) => timeMs < Math.ceil(toMs / 60_000) * 60_000);
      assert.deepEqual(points(answer), obviousPoints(within, 60_000));
    },
  },
];
