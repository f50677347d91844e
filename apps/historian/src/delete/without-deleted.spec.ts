import { assetIdSchema } from '@eagle/contracts/domain';
import type { AssetRows, Deletion } from '@eagle/telemetry';
import fc from 'fast-check';
import { withoutDeleted } from './without-deleted.js';

const END = 30;
const PUMPS = ['pump-1', 'pump-2'].map((asset) => assetIdSchema.parse(asset));
type Rows = AssetRows<(typeof PUMPS)[number]>;

const times = fc.uniqueArray(fc.nat(END), { maxLength: 20 }).map((ms) => ms.toSorted((a, b) => a - b));
const rows = fc.tuple(times, times).map((each): Rows[] =>
  PUMPS.map((assetId, i) => {
    const timesMs = Float64Array.from(each[i] ?? []);
    const columns = new Map([['a', { values: timesMs.map((ms) => ms * 2), quality: null }]]);
    return {
      kind: 'scans',
      assetId,
      block: {
        rows: timesMs.length,
        timesMs,
        sequences: timesMs.map((_, row) => row),
        readAtsMs: timesMs,
        labels: new Map(),
        columns,
      },
    };
  }),
);
const deletions = fc.array(
  fc
    .tuple(fc.constantFrom(null, ...PUMPS), fc.nat(END), fc.integer({ min: 1, max: END }))
    .map(([assetId, fromMs, length]): Deletion => ({ assetId, fromMs, toMs: fromMs + length })),
  { maxLength: 4 },
);

/** The obvious way: each row by itself. */
const kept = (given: readonly Rows[], ranges: readonly Deletion[]): string[] =>
  given.flatMap(({ assetId, block }) =>
    [...block.timesMs.entries()]
      .filter(
        ([, ms]) =>
          !ranges.some(
            (range) => (range.assetId ?? assetId) === assetId && ms >= range.fromMs && ms < range.toMs,
          ),
      )
      .map(([row, ms]) => `${assetId} ${ms} ${block.columns.get('a')?.values[row]}`),
  );

test('rows of deleted ranges go, and all others stay as they are and in order', () => {
  fc.assert(
    fc.property(rows, deletions, (given, ranges) => {
      const left = withoutDeleted(given, ranges);
      expect(kept(left, [])).toEqual(kept(given, ranges));
      expect(left.every(({ block }) => block.rows > 0)).toBe(true);
    }),
  );
});
