import { assetIdSchema, type AssetId } from '@eagle/contracts/domain';
import type { RowBlock, TimeRange } from '@eagle/telemetry';
import fc from 'fast-check';
import type { ArrivalBounds } from './arrival-order.js';
import { ArrivalMerge, type AssetRun } from './arrival-merge.js';
import { timeSlices } from './time-slices.js';

const TOLERANCE_MS = 20;
const BOUNDS = { lateToleranceMs: TOLERANCE_MS, rowsMax: 1_000, sourceIsNumbered: true };
const ASSETS = ['a', 'b', 'c'].map((id) => assetIdSchema.parse(id));

/** One row that arrived: of an asset, at a time of its own, numbered as the live path does. */
interface Arrival {
  readonly assetId: AssetId;
  readonly timeMs: number;
  readonly sequence: number;
}

const written = ({ assetId, timeMs, sequence }: Arrival): string => `${assetId} ${timeMs} #${sequence}`;

const blockOf = (rows: readonly Arrival[]): RowBlock => ({
  rows: rows.length,
  timesMs: Float64Array.from(rows, ({ timeMs }) => timeMs),
  sequences: Float64Array.from(rows, ({ sequence }) => sequence),
  readAtsMs: new Float64Array(rows.length),
  labels: new Map(),
  columns: new Map(),
});

const rowsOf = ({ assetId, block, from, to }: AssetRun): Arrival[] =>
  Array.from({ length: to - from }, (_, i) => ({
    assetId,
    timeMs: block.timesMs[from + i] ?? NaN,
    sequence: block.sequences[from + i] ?? NaN,
  }));

/** As the store gives them. */
const inTime = (arrivals: readonly Arrival[], assetId: AssetId): Arrival[] =>
  arrivals
    .filter((arrival) => arrival.assetId === assetId)
    .sort((a, b) => a.timeMs - b.timeMs || a.sequence - b.sequence);

/**
 * Rows of an asset: most are newer than all before, some late by up to the tolerance, and some were
 * never stored.
 */
const arrivalsOf = (assetId: AssetId): fc.Arbitrary<Arrival[]> =>
  fc
    .record({
      // Rows before number 1 were taken over: every asset has some of the source's keys.
      first: fc.integer({ min: -90, max: 50 }),
      step: fc.integer({ min: 1, max: 3 }),
      steps: fc.array(
        fc.record({
          aheadMs: fc.nat(6),
          lateMs: fc.option(fc.nat(TOLERANCE_MS), { nil: 0, freq: 4 }),
          isStored: fc.integer({ min: 0, max: 9 }).map((n) => n > 0),
        }),
        { maxLength: 60 },
      ),
    })
    .map(({ first, step, steps }) => {
      let newestMs = 100;
      return steps.flatMap(({ aheadMs, lateMs, isStored }, i) => {
        newestMs += lateMs === 0 ? aheadMs : 0;
        const arrival = { assetId, timeMs: newestMs - lateMs, sequence: first + step * i };
        return isStored ? [arrival] : [];
      });
    });

const plants = fc.tuple(...ASSETS.map((assetId) => arrivalsOf(assetId))).map((ofAssets) => ofAssets.flat());

async function readBack(
  arrivals: readonly Arrival[],
  rowsMax: number,
  blockRows: number,
  bounds: ArrivalBounds = BOUNDS,
) {
  const merge = new ArrivalMerge(ASSETS, bounds);
  const passed: Arrival[] = [];
  const read = async function* (assetId: AssetId, { fromMs, untilMs }: TimeRange): AsyncGenerator<RowBlock> {
    const rows = inTime(arrivals, assetId).filter(({ timeMs }) => timeMs >= fromMs && timeMs < untilMs);
    for (let from = 0; from < rows.length; from += blockRows) {
      yield await Promise.resolve(blockOf(rows.slice(from, from + blockRows)));
    }
  };
  let rowsOfSliceMax = 0;
  for await (const slice of timeSlices(ASSETS, { fromMs: 0, untilMs: 1_000 }, rowsMax, read)) {
    for (const blocks of slice.values()) {
      rowsOfSliceMax = Math.max(
        rowsOfSliceMax,
        blocks.reduce((sum, { rows }) => sum + rows, 0),
      );
    }
    merge.add(slice);
    for (const run of merge.passing()) passed.push(...rowsOf(run));
  }
  for (const run of merge.finish()) passed.push(...rowsOf(run));
  return { passed, rowsOfSliceMax };
}

const rowsMax = fc.integer({ min: 1, max: 40 });
const blockRows = fc.integer({ min: 1, max: 9 });

test('rows of each asset come in the order in which they arrived, each once, whatever the slices and blocks', async () => {
  await fc.assert(
    fc.asyncProperty(plants, rowsMax, blockRows, async (arrivals, max, ofBlock) => {
      const { passed } = await readBack(arrivals, max, ofBlock);
      for (const assetId of ASSETS) {
        const arrived = arrivals.filter((arrival) => arrival.assetId === assetId);
        expect(passed.filter((row) => row.assetId === assetId).map(written)).toEqual(arrived.map(written));
      }
    }),
  );
});

test('over all assets rows that were not late come in order of time, those of one instant in the order of the assets', async () => {
  await fc.assert(
    fc.asyncProperty(plants, rowsMax, blockRows, async (arrivals, max, ofBlock) => {
      const { passed } = await readBack(arrivals, max, ofBlock);
      const newestMs = new Map<AssetId, number>();
      const inOrder = passed.filter(({ assetId, timeMs }) => {
        const isLate = timeMs < (newestMs.get(assetId) ?? 0);
        if (!isLate) newestMs.set(assetId, timeMs);
        return !isLate;
      });
      const sorted = inOrder.toSorted(
        (a, b) => a.timeMs - b.timeMs || ASSETS.indexOf(a.assetId) - ASSETS.indexOf(b.assetId),
      );
      expect(inOrder.map(written)).toEqual(sorted.map(written));
    }),
  );
});

test('a slice holds no more rows of an asset than it may, and one block', async () => {
  const arrivals = ASSETS.flatMap((assetId, place) =>
    Array.from({ length: 200 }, (_, i) => ({
      assetId,
      timeMs: 100 + Math.floor(i / (place + 1)),
      sequence: i + 1,
    })),
  );
  const { passed, rowsOfSliceMax } = await readBack(arrivals, 10, 4);
  expect(passed).toHaveLength(600);
  expect(rowsOfSliceMax).toBeLessThanOrEqual(14);
});

test('numbers that begin anew, as after a new feed, leave the order as it is', async () => {
  const assetId = ASSETS[0] ?? assetIdSchema.parse('a');
  const counted = [7, 8, 9, 1, 2, 3].map((sequence, i) => ({
    assetId,
    timeMs: 100 + 30 * i,
    sequence,
  }));
  const { passed } = await readBack(counted, 10, 2);
  expect(passed.map(({ sequence }) => sequence)).toEqual([7, 8, 9, 1, 2, 3]);
});

test('rows that were taken over from a source without keys pass in order of time', async () => {
  const assetId = ASSETS[0] ?? assetIdSchema.parse('a');
  const mixed = [-40, -3, -70, 12, 13, -5, 14].map((sequence, i) => ({ assetId, timeMs: 100 + i, sequence }));
  const { passed } = await readBack(mixed, 10, 3, { ...BOUNDS, sourceIsNumbered: false });
  expect(passed).toHaveLength(7);
  expect(passed.filter(({ sequence }) => sequence < 1).map(({ sequence }) => sequence)).toEqual([
    -40, -3, -70, -5,
  ]);
});
