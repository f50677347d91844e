import assert from 'node:assert/strict';
import { componentNameSchema } from '@eagle/contracts/domain';
import fc from 'fast-check';
import { calibrationOf } from './judge-rows.js';
import { judgeDetection, type DetectedComponent } from './judge-detection.js';

test('calibration is the weighted error of each bin by its share of rows', () => {
  const row = fc.tuple(
    fc.constantFrom(0, 1),
    fc.float({ min: 0, max: 1, noNaN: true }),
    fc.integer({ min: 0, max: 5 }),
  );
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 60 }), (made) => {
      const labels = Uint8Array.from(made, ([label]) => label);
      const probability = Float32Array.from(made, ([, p]) => p);
      const rowWeight = Float32Array.from(made, ([, , weight]) => weight);
      const { expectedError, bins } = calibrationOf({ labels, rowWeight }, probability);
      // Every row as often as its weight, bin by bin.
      const all = made.flatMap(([label, , weight], i) =>
        Array.from({ length: weight }, () => [label, probability[i] ?? 0] as const),
      );
      if (all.length === 0) return assert.equal(expectedError, null);
      let error = 0;
      for (let bin = 0; bin < 10; bin += 1) {
        const own = all.filter(([, p]) => Math.min(9, Math.floor(p * 10)) === bin);
        assert.equal(bins[bin]?.rows, own.length);
        const mean = (of: (r: readonly [number, number]) => number): number =>
          own.reduce((a, r) => a + of(r), 0) / own.length;
        if (own.length > 0)
          error += (own.length / all.length) * Math.abs(mean(([, p]) => p) - mean(([l]) => l));
      }
      assert.ok(Math.abs((expectedError ?? NaN) - error) < 1e-6);
    }),
  );
});

const component = componentNameSchema.parse('pump');
const detected = (labels: number[], probability: number[], fold: number[]): DetectedComponent => ({
  component,
  labels: Uint8Array.from(labels),
  probability: Float32Array.from(probability),
  fold: Int16Array.from(fold),
});

test('a component has F1 1 when its state is always found, 0 when never found, and does not count when never present', () => {
  const seen = detected([1, 0, 1, 0], [0.9, 0.1, 0.8, 0.2], [0, 0, 1, 1]);
  const unseen = detected([1, 0, 1, 0], [0, 0.9, 0, 0.9], [0, 0, 1, 1]);
  const absent = detected([0, 0, 0, 0], [0.1, 0.2, 0.1, 0.2], [0, 0, 1, 1]);
  const judged = judgeDetection([seen, absent]);
  assert.deepEqual([judged.meanF1, judged.thresholdFrom], [1, 'other-parts']);
  assert.equal(judged.components[1]?.precision, null);
  assert.ok((judgeDetection([unseen]).meanF1 ?? 1) < 0.7);
  assert.equal(judgeDetection([absent]).meanF1, null);
});

test('each fold uses the threshold with the best F1 on the others', () => {
  const row = fc.tuple(
    fc.constantFrom(0, 1),
    fc.constantFrom(0.1, 0.3, 0.5, 0.7, 0.9),
    fc.constantFrom(0, 1, 2),
  );
  fc.assert(
    fc.property(fc.array(row, { minLength: 6, maxLength: 40 }), (rows) => {
      const folds = [...new Set(rows.map(([, , fold]) => fold))];
      fc.pre(folds.length > 1);
      const f1At = (of: typeof rows, threshold: number): number => {
        const right = of.filter(([label, p]) => label === 1 && p >= threshold).length;
        const called = of.filter(([, p]) => p >= threshold).length;
        const present = of.filter(([label]) => label === 1).length;
        return called + present > 0 ? (2 * right) / (called + present) : 0;
      };
      const calls = rows.map(([, p, fold]) => {
        const others = rows.filter(([, , other]) => other !== fold);
        const levels = [0.95, 0.9, 0.7, 0.5, 0.3, 0.1];
        const best = levels.reduce((a, b) => (f1At(others, b) > f1At(others, a) + 1e-12 ? b : a));
        // The gap below a threshold is calm on the other folds: its middle may call a level less or
        // the same.
        const below = Math.max(0, ...others.map(([, q]) => q).filter((q) => q < best));
        return { surely: p >= best, perhaps: p > below };
      });
      const { f1 } = judgeDetection([
        detected(
          rows.map(([label]) => label),
          rows.map(([, p]) => p),
          rows.map(([, , fold]) => fold),
        ),
      ]).components[0] ?? { f1: null };
      if (f1 === null) return;
      const count = (of: (call: { surely: boolean; perhaps: boolean }, label: number) => boolean): number =>
        rows.filter(([label], i) => of(calls[i] ?? { surely: false, perhaps: false }, label)).length;
      const present = rows.filter(([label]) => label === 1).length;
      const [least, most] = [
        (2 * count((c, l) => l === 1 && c.surely)) / (present + count((c) => c.perhaps)),
        (2 * count((c, l) => l === 1 && c.perhaps)) / (present + count((c) => c.surely)),
      ];
      assert.ok(f1 >= least - 1e-9 && f1 <= most + 1e-9);
    }),
  );
});
