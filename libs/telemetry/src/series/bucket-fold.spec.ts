import fc from 'fast-check';
import { blockOfRows, obviousMerge, type PlainRow } from '../rows/rows.fixture.js';
import { at } from '../rows/row-block.js';
import { rowsOfBuckets } from './aggregate-rows.js';
import { BucketFold } from './bucket-fold.js';
import { MEASURES, type Buckets } from './bucket-table.js';
import { obviousBuckets, obviousStates, type ObviousBucket } from './obvious-buckets.fixture.js';

const COLUMNS = ['a', 'b'];
const HOLD = { leastMs: 7, mostMs: 40 };

const value = fc.oneof(
  fc.integer({ min: -50, max: 50 }),
  fc.tuple(fc.constantFrom(Number.NaN, 3, 4), fc.constantFrom(1, 2, 3)),
);
const rows = fc
  .array(
    fc.record({
      timeMs: fc.integer({ min: 0, max: 300 }),
      sequence: fc.constant(1),
      labels: fc.record({ state: fc.constantFrom('idle', 'running') }),
      values: fc.dictionary(fc.constantFrom(...COLUMNS), value, { maxKeys: 2 }),
    }),
    { maxLength: 60 },
  )
  .map((given): PlainRow[] => obviousMerge(given));

function foldOf(given: readonly PlainRow[], widthMs: number, cut: number, untilMs: number): Buckets {
  const fold = new BucketFold(widthMs, COLUMNS, 0, HOLD);
  for (let from = 0; from < given.length; from += cut) fold.add(blockOfRows(given.slice(from, from + cut)));
  fold.endStretch(untilMs);
  return fold.finish();
}

/** Buckets with rows, as the obvious way writes them. */
function plain({ startsMs, rows: counts, columns }: Buckets): ObviousBucket[] {
  return [...startsMs].flatMap((startMs, bucket) => {
    if (at(counts, bucket) === 0) return [];
    const measured = [...columns].map(
      ([name, measures]) =>
        [
          name,
          Object.fromEntries(MEASURES.map((measure) => [measure, at(measures[measure], bucket)])),
        ] as const,
    );
    return [{ startMs, rows: at(counts, bucket), columns: Object.fromEntries(measured) }];
  });
}

function statesOf({ startsMs, stateMs }: Buckets): Map<string, number> {
  const found = new Map<string, number>();
  for (const [state, ms] of stateMs) {
    ms.forEach((time, bucket) => {
      if (time > 0) found.set(`${at(startsMs, bucket)} ${state}`, time);
    });
  }
  return found;
}

const inOrder = (states: ReadonlyMap<string, number>) => [...states].sort(([a], [b]) => (a < b ? -1 : 1));

function expectClose(found: readonly ObviousBucket[], expected: readonly ObviousBucket[]): void {
  const rounded = (buckets: readonly ObviousBucket[]) =>
    JSON.parse(
      JSON.stringify(buckets, (_, number: unknown) =>
        typeof number === 'number' ? Number(number.toFixed(9)) : number,
      ),
    ) as unknown;
  expect(rounded(found)).toEqual(rounded(expected));
}

test('buckets hold what the obvious way gives, however the rows are cut', () => {
  fc.assert(
    fc.property(rows, fc.constantFrom(1, 10, 60), fc.integer({ min: 1, max: 9 }), (given, widthMs, cut) => {
      const buckets = foldOf(given, widthMs, cut, 400);
      expectClose(plain(buckets), obviousBuckets(given, COLUMNS, widthMs));
      expect(inOrder(statesOf(buckets))).toEqual(inOrder(obviousStates(given, widthMs, HOLD, 400)));
    }),
  );
});

test('wide buckets made of narrow ones are those made of the rows', () => {
  fc.assert(
    fc.property(rows, fc.constantFrom(20, 60, 100), (given, widthMs) => {
      const fold = new BucketFold(widthMs, COLUMNS, 0, HOLD);
      fold.addAggregates(rowsOfBuckets(foldOf(given, 10, 5, 400)));
      const wide = fold.finish();
      expectClose(plain(wide), plain(foldOf(given, widthMs, 5, 400)));
      expect(inOrder(statesOf(wide))).toEqual(inOrder(statesOf(foldOf(given, widthMs, 5, 400))));
    }),
  );
});

test('rows and aggregates that take turns give what rows alone give', () => {
  fc.assert(
    fc.property(rows, fc.integer({ min: 0, max: 5 }), (given, part) => {
      const cutMs = part * 60;
      const before = given.filter(({ timeMs }) => timeMs < cutMs);
      const behind = given.filter(({ timeMs }) => timeMs >= cutMs);
      const fold = new BucketFold(60, COLUMNS, 0, HOLD);
      fold.addAggregates(rowsOfBuckets(foldOf(before, 20, 4, cutMs)));
      fold.endStretch(cutMs);
      fold.add(blockOfRows([...before.slice(-3), ...behind]));
      fold.endStretch(400);
      const buckets = fold.finish();
      expectClose(plain(buckets), obviousBuckets(given, COLUMNS, 60));
      expect(inOrder(statesOf(buckets))).toEqual(inOrder(obviousStates(given, 60, HOLD, 400)));
    }),
  );
});

test('a plant with a row every five minutes keeps its state between rows, and a pause of hours counts for 15 minutes', () => {
  const times = [0, 300_000, 600_000, 900_000, 8_100_000, 8_400_000];
  const given = times.map((timeMs): PlainRow => {
    return { timeMs, sequence: 1, labels: { state: 'running' }, values: {} };
  });
  const fold = new BucketFold(86_400_000, [], 0);
  for (const row of given) fold.add(blockOfRows([row]));
  fold.endStretch(8_500_000);
  // The first row knows no distance yet.
  const expectedMs = 60_000 + 2 * 300_000 + 900_000 + 300_000 + 100_000;
  expect(fold.finish().stateMs.get('running')).toEqual(Float64Array.of(expectedMs));
});
