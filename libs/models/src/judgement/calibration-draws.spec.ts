import fc from 'fast-check';
import { CalibrationDraws } from './calibration-draws.js';
import { binOf, CALIBRATION_BINS } from './judge-rows.js';

const UNITS = 4;
const row = fc.record({
  label: fc.constantFrom(0, 1),
  probability: fc.float({ min: 0, max: 1, noNaN: true }),
  weight: fc.integer({ min: 0, max: 3 }),
  unit: fc.nat(UNITS - 1),
});
type Row = { label: number; probability: number; weight: number; unit: number };

const drawsOf = (rows: readonly Row[], draws: number): CalibrationDraws =>
  new CalibrationDraws(
    {
      labels: Uint8Array.from(rows, ({ label }) => label),
      rowWeight: Float32Array.from(rows, ({ weight }) => weight),
    },
    { clusters: 1, blocks: UNITS - 1, unit: Uint32Array.from(rows, ({ unit }) => unit) },
    Float32Array.from(rows, ({ probability }) => probability),
    draws,
  );

/** Share that failed among the rows of a bin, each as often as it weighs and its unit was drawn. */
function shareOf(rows: readonly Row[], bin: number, times: Uint16Array): number | null {
  const drawn = rows
    .filter(({ probability }) => binOf(Math.fround(probability)) === bin)
    .flatMap(({ label, weight, unit }) => Array.from({ length: weight * (times[unit] ?? 0) }, () => label));
  return drawn.length === 0 ? null : drawn.filter((label) => label === 1).length / drawn.length;
}

test('an interval of the calibration spans what was observed and what a draw of whole units shows', () => {
  const times = fc.array(fc.nat(3), { minLength: UNITS, maxLength: UNITS });
  fc.assert(
    fc.property(fc.array(row, { maxLength: 60 }), times, (rows, made) => {
      const drawn = Uint16Array.from(made);
      const draws = drawsOf(rows, 1);
      draws.take(0, drawn);
      const { bins } = draws.calibration();
      expect(bins).toHaveLength(CALIBRATION_BINS);
      bins.forEach(({ observed, interval }, bin) => {
        const other = shareOf(rows, bin, drawn);
        if (observed === null || other === null) return expect(interval).toBeNull();
        expect(interval?.low).toBeCloseTo(Math.min(observed, other), 6);
        expect(interval?.high).toBeCloseTo(Math.max(observed, other), 6);
      });
    }),
  );
});

test('one failure that alone fills a bin gives an interval that does not pretend to be narrow', () => {
  const rows = Array.from({ length: 200 }, (_, i) => ({
    label: i < 100 ? 1 : 0,
    probability: 0.55,
    weight: 1,
    unit: i < 100 ? 0 : 1 + (i % 3),
  }));
  const draws = drawsOf(rows, 3);
  [
    [0, 1, 1, 1],
    [1, 1, 1, 1],
    [3, 1, 0, 0],
  ].forEach((times, draw) => draws.take(draw, Uint16Array.from(times)));
  const { observed, interval } = draws.calibration().bins[5] ?? {};
  expect(observed).toBe(0.5);
  expect(interval?.low).toBeLessThan(0.1);
  expect(interval?.high).toBeGreaterThan(0.85);
});
