import assert from 'node:assert/strict';
import fc from 'fast-check';
import { mergeRows } from './merge-rows.js';
import {
  blockOfRow,
  blockOfRows,
  collected,
  obviousMerge,
  plainRows,
  streamOf,
  type PlainRow,
} from './rows.fixture.js';
import { isAscending, sortRows, splitByDay } from './sort-rows.js';
import { eachScanOnce, winningRows, type SequenceConflict } from './winning-rows.js';

const columns = fc.dictionary(
  fc.constantFrom('a', 'b', 'c'),
  fc.oneof(fc.double(), fc.tuple(fc.double(), fc.constantFrom(1, 2, 3, 4))),
  { maxKeys: 3 },
);
const row: fc.Arbitrary<PlainRow> = fc.record({
  timeMs: fc.integer({ min: 0, max: 15 }),
  sequence: fc.integer({ min: -3, max: 3 }),
  readAtMs: fc.integer({ min: 0, max: 9 }),
  labels: fc.record({ state: fc.constantFrom('idle', 'running') }),
  values: columns,
});
const lists = fc.array(fc.array(row, { maxLength: 30 }), { maxLength: 5 });
/** Rows as the fixture writes them down. */
const written = (rows: readonly PlainRow[]): PlainRow[] => rows.flatMap((one) => plainRows(blockOfRow(one)));

/** Of rows of one instant: the live ones, or all where none is live. */
function seenOnce(group: readonly PlainRow[]): readonly PlainRow[] {
  const live = group.filter(({ sequence }) => sequence >= 1);
  return live.length > 0 ? live : group;
}

/** Ascending streams, each cut into blocks. */
function streamsOf(given: readonly (readonly PlainRow[])[], cut: number) {
  return given.map((rows) => {
    const sorted = obviousMerge(rows);
    const blocks = [];
    for (let from = 0; from < sorted.length; from += cut)
      blocks.push(blockOfRows(sorted.slice(from, from + cut)));
    return streamOf(blocks);
  });
}

test('merged streams hold what the obvious way gives: each key once, of the last stream that has it', async () => {
  await fc.assert(
    fc.asyncProperty(lists, fc.integer({ min: 1, max: 7 }), async (given, cut) => {
      const merged = await collected(mergeRows(streamsOf(given, cut)));
      expect(merged).toEqual(written(obviousMerge(given.flat())));
    }),
  );
});

test('long runs are passed on as they are, short ones together', async () => {
  const rows = (from: number, count: number, step: number): PlainRow[] =>
    Array.from({ length: count }, (_, i) => ({ timeMs: from + i * step, sequence: 1, values: { a: i } }));
  const long = blockOfRows(rows(0, 1_000, 1));
  const [left, right] = [blockOfRows(rows(2_000, 600, 2)), blockOfRows(rows(2_001, 600, 2))];
  const sizes: number[] = [];
  for await (const block of mergeRows([streamOf([long, left]), streamOf([right])])) sizes.push(block.rows);
  expect(sizes).toEqual([1_000, 1_200]);
});

test('a stream that does not ascend is refused as a mistake', async () => {
  const blocks = [
    blockOfRow({ timeMs: 2, sequence: 1, values: {} }),
    blockOfRow({ timeMs: 1, sequence: 1, values: {} }),
  ];
  await assert.rejects(collected(mergeRows([streamOf(blocks)])), { code: 'TELEMETRY.ROWS_UNORDERED' });
});

test('sorted rows are what the obvious way gives, and ascend', () => {
  fc.assert(
    fc.property(lists, (given) => {
      const sorted = sortRows(given.filter((rows) => rows.length > 0).map(blockOfRows));
      expect(plainRows(sorted).map(({ values, ...key }) => ({ ...key, values }))).toEqual(
        written(obviousMerge(given.flat())),
      );
      expect(isAscending(sorted)).toBe(true);
    }),
  );
});

test('of one instant the row with the highest sequence wins, and the others are named', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(row, { maxLength: 40 }), fc.integer({ min: 1, max: 5 }), async (rows, cut) => {
      const conflicts: SequenceConflict[] = [];
      const [stream] = streamsOf([rows], cut);
      const won = await collected(
        winningRows(stream ?? streamOf([]), (conflict) => conflicts.push(conflict)),
      );
      const groups = Map.groupBy(obviousMerge(rows), ({ timeMs }) => timeMs);
      expect(won).toEqual(
        written([...groups.values()].map((group) => group.at(-1) ?? { timeMs: 0, sequence: 0, values: {} })),
      );
      expect(conflicts).toEqual(
        [...groups]
          .map(([timeMs, group]) => ({ timeMs, sequences: seenOnce(group).map(({ sequence }) => sequence) }))
          .filter(({ sequences }) => sequences.length > 1),
      );
    }),
  );
});

test('a live row and one that was taken over are one scan: no conflict, and given once', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(row, { maxLength: 40 }), fc.integer({ min: 1, max: 5 }), async (rows, cut) => {
      const [stream] = streamsOf([rows], cut);
      const groups = Map.groupBy(obviousMerge(rows), ({ timeMs }) => timeMs);
      expect(await collected(eachScanOnce(stream ?? streamOf([])))).toEqual(
        written([...groups.values()].flatMap(seenOnce)),
      );
    }),
  );
});

test('days are cut where they begin in UTC', () => {
  const times = [-1, 0, 86_399_999.999, 86_400_000, 200_000_000];
  const block = blockOfRows(times.map((timeMs) => ({ timeMs, sequence: 1, values: {} })));
  const days = [...splitByDay(block)].map(({ dayMs, block: ofDay }) => [dayMs, [...ofDay.timesMs]]);
  expect(days).toEqual([
    [-86_400_000, [-1]],
    [0, [0, 86_399_999.999]],
    [86_400_000, [86_400_000]],
    [172_800_000, [200_000_000]],
  ]);
});
