import { assetIdSchema, qualityNameSchema } from '@eagle/contracts/domain';
import { QUALITY } from '@eagle/contracts/frames';
import { NOT_RECORDED, type RowBlock, type ValueColumn } from '@eagle/telemetry';
import fc from 'fast-check';
import { latestRowOf } from './latest-row.js';

const assetId = assetIdSchema.parse('pump-1');
const code = fc.constantFrom(NOT_RECORDED, ...Object.values(QUALITY));
const column = fc
  .tuple(fc.oneof(fc.double(), fc.constant(Number.NaN)), fc.option(code))
  .map(([value, quality]): ValueColumn => ({
    values: Float64Array.of(value),
    quality: quality === null ? null : Uint8Array.of(quality),
  }));
const row = fc.dictionary(fc.constantFrom('a', 'b', 'c'), column).map((columns): RowBlock => ({
  rows: 1,
  timesMs: Float64Array.of(5),
  sequences: Float64Array.of(6),
  readAtsMs: Float64Array.of(7),
  labels: new Map([['state', { names: ['idle', 'running'], codes: Uint16Array.of(1) }]]),
  columns: new Map(Object.entries(columns)),
}));

test('a row has the recorded ones of the wanted columns, each with its quality', () => {
  fc.assert(
    fc.property(row, fc.subarray(['a', 'b', 'c', 'd']), (given, wanted) => {
      const { values, ...rest } = latestRowOf({ assetId, row: given }, wanted);
      expect(rest).toEqual({
        assetId,
        timeMs: 5,
        sequence: 6,
        readAtMs: 7,
        labels: { state: 'running' },
      });
      const expected = wanted.flatMap((name) => {
        const found = given.columns.get(name);
        const quality = found?.quality?.[0] ?? QUALITY.good;
        const value = found?.values[0] ?? Number.NaN;
        const word = qualityNameSchema.options.find((option) => QUALITY[option] === quality);
        if (found === undefined || word === undefined) return [];
        return [[name, { value: Number.isFinite(value) ? value : null, quality: word }]] as const;
      });
      expect(values).toEqual(Object.fromEntries(expected));
    }),
  );
});
