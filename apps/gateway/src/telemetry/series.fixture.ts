import { assetIdSchema, qualityNameSchema } from '@eagle/contracts/domain';
import fc from 'fast-check';
import type { DecodedColumn, DecodedSeries, DecodedTexts } from './decode-series.js';

const POINTS_MAX = 30;

/** Numbers of every sort that a column may hold. */
export const anyNumber = fc.oneof(
  fc.double(),
  fc.constantFrom(Number.NaN, -0, 0, 5e-324, -2.2e-308, 1e21, Number.MAX_VALUE, 0.1, 1),
);
export const numbersOf = (points: number): fc.Arbitrary<Float64Array> =>
  fc.array(anyNumber, { minLength: points, maxLength: points }).map((numbers) => Float64Array.from(numbers));

function textsOf<Name extends string>(
  points: number,
  name: fc.Arbitrary<Name>,
): fc.Arbitrary<DecodedTexts<Name>> {
  return fc
    .uniqueArray(name, { minLength: 1, maxLength: 4 })
    .chain((names) =>
      fc
        .array(fc.integer({ min: 0, max: names.length - 1 }), { minLength: points, maxLength: points })
        .map((codes) => ({ names, codes: Uint16Array.from(codes) })),
    );
}

const quality = fc.constantFrom('' as const, ...qualityNameSchema.options);
const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 });

const columnOf = (points: number, isRows: boolean): fc.Arbitrary<DecodedColumn> =>
  fc.record({
    name,
    unit: fc.constantFrom('', '°C', 'm³/h', '%', '"', ','),
    min: numbersOf(points),
    max: numbersOf(points),
    mean: numbersOf(points),
    last: numbersOf(points),
    goodShare: numbersOf(points),
    quality: isRows ? textsOf(points, quality) : fc.constant(null),
  });

const timeMs = fc
  .integer({ min: Date.UTC(1971, 0, 1), max: Date.UTC(2100, 0, 1) })
  .chain((ms) => fc.constantFrom(ms, ms + 0.5, ms + 0.25));

const named = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<ReadonlyMap<string, T>> =>
  fc
    .uniqueArray(fc.tuple(name, value), { maxLength: 2, selector: ([key]) => key })
    .map((all) => new Map(all));

/** Any series, of rows or of buckets. */
export const anySeries: fc.Arbitrary<DecodedSeries> = fc
  .tuple(fc.integer({ min: 0, max: POINTS_MAX }), fc.boolean())
  .chain(([points, isRows]) =>
    fc.record({
      asset: fc.constant(assetIdSchema.parse('pump-1')),
      widthMs: fc.constant(isRows ? 0 : 60_000),
      timesMs: fc
        .array(timeMs, { minLength: points, maxLength: points })
        .map((times) => Float64Array.from(times).sort()),
      columns: fc.array(columnOf(points, isRows), { maxLength: 3 }),
      labels: isRows ? named(textsOf(points, name)) : fc.constant(new Map()),
      stateMs: isRows ? fc.constant(new Map()) : named(numbersOf(points)),
      gaps: fc.constant([{ fromMs: 1, toMs: 2 }]),
      missing: fc.constant([{ fromMs: 3, toMs: 4, rows: 5, reason: 'damaged' }]),
      conflicts: fc.constant({ count: 1, first: [{ timeMs: 6, sequences: [7, 8] }] }),
    }),
  );
