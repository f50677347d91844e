import assert from 'node:assert/strict';
import type { FeatureReference } from '@eagle/contracts/domain';
import fc from 'fast-check';
import { compileConfidence } from './confidence.js';

const WIDTH = 6;

/**
 * References with quantiles in order and importances that sum to 1; some features unimportant, some
 * constant.
 */
const references = fc
  .array(
    fc.record({
      importance: fc.oneof(fc.constant(0), fc.double({ min: 0.01, max: 1, noNaN: true })),
      missingShare: fc.double({ min: 0, max: 1, noNaN: true }),
      quantiles: fc.array(fc.integer({ min: -1_000, max: 1_000 }), { minLength: 5, maxLength: 5 }),
    }),
    { minLength: WIDTH, maxLength: WIDTH },
  )
  .filter((entries) => entries.some(({ importance }) => importance > 0))
  .map((entries): FeatureReference[] => {
    const total = entries.reduce((sum, { importance }) => sum + importance, 0);
    return entries.map(({ importance, missingShare, quantiles }, i) => {
      const [q01 = 0, q10 = 0, q50 = 0, q90 = 0, q99 = 0] = quantiles.sort((a, b) => a - b);
      return { name: `f${i}`, importance: importance / total, missingShare, q01, q10, q50, q90, q99 };
    });
  });
const values = fc.array(
  fc.oneof(fc.integer({ min: -5_000, max: 5_000 }), fc.constantFrom(NaN, Infinity, -Infinity)),
  { minLength: WIDTH, maxLength: WIDTH },
);
const probabilities = fc.double({ min: 0, max: 1, noNaN: true });
const columns = fc.integer({ min: 0, max: WIDTH - 1 });

/** Sums of shares are exact to this; monotone means not rising by more. */
const ROUNDING = 1e-12;

describe('confidence', () => {
  test('lies in 0..1 for any row', () => {
    fc.assert(
      fc.property(references, values, probabilities, (reference, row, probability) => {
        const confidence = compileConfidence(reference).score(Float32Array.from(row), 0, probability);
        assert.ok(confidence >= 0 && confidence <= 1, String(confidence));
      }),
    );
  });

  test('never rises when an input within its range goes missing', () => {
    fc.assert(
      fc.property(references, values, probabilities, columns, (reference, row, probability, column) => {
        const scorer = compileConfidence(reference);
        const before = Float32Array.from(row);
        before[column] = reference[column]?.q50 ?? 0;
        const after = before.slice();
        after[column] = NaN;
        assert.ok(scorer.score(after, 0, probability) <= scorer.score(before, 0, probability) + ROUNDING);
      }),
    );
  });

  test('never rises when an input moves further out of the range of training', () => {
    const distances = fc.tuple(fc.nat(10_000), fc.nat(10_000));
    fc.assert(
      fc.property(
        references,
        values,
        probabilities,
        columns,
        distances,
        fc.boolean(),
        (reference, row, probability, column, [a, b], below) => {
          const scorer = compileConfidence(reference);
          const entry = reference[column];
          const at = (distance: number): Float32Array => {
            const moved = Float32Array.from(row);
            moved[column] = below ? (entry?.q01 ?? 0) - distance : (entry?.q99 ?? 0) + distance;
            return moved;
          };
          const near = scorer.score(at(Math.min(a, b)), 0, probability);
          const far = scorer.score(at(Math.max(a, b)), 0, probability);
          assert.ok(far <= near + ROUNDING, `${far} > ${near}`);
        },
      ),
    );
  });

  test('never rises when the probability moves towards one half', () => {
    fc.assert(
      fc.property(references, values, probabilities, probabilities, (reference, row, a, b) => {
        const scorer = compileConfidence(reference);
        const [decided, undecided] = Math.abs(a - 0.5) >= Math.abs(b - 0.5) ? [a, b] : [b, a];
        const matrix = Float32Array.from(row);
        assert.ok(scorer.score(matrix, 0, undecided) <= scorer.score(matrix, 0, decided) + ROUNDING);
      }),
    );
  });

  test('is at least 0.85 for every complete row within the range of training, unless the probability is undecided', () => {
    const shares = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), {
      minLength: WIDTH,
      maxLength: WIDTH,
    });
    const decided = probabilities.filter((p) => p <= 0.2 || p >= 0.8);
    fc.assert(
      fc.property(references, shares, decided, (reference, positions, probability) => {
        const row = reference.map(({ q01, q99 }, i) => q01 + (q99 - q01) * (positions[i] ?? 0));
        assert.ok(compileConfidence(reference).score(Float32Array.from(row), 0, probability) >= 0.85);
      }),
    );
  });

  test('falls under the default threshold of 0.7 when a third of the importance is missing or everything is far off', () => {
    const reference: FeatureReference[] = Array.from({ length: WIDTH }, (_, i) => ({
      name: `f${i}`,
      importance: 1 / WIDTH,
      missingShare: 0,
      q01: 0,
      q10: 1,
      q50: 5,
      q90: 9,
      q99: 10,
    }));
    const scorer = compileConfidence(reference);
    assert.ok(scorer.score(Float32Array.of(NaN, NaN, 5, 5, 5, 5), 0, 0.9) < 0.7);
    assert.ok(scorer.score(new Float32Array(WIDTH).fill(80), 0, 0.9) < 0.7);
    // A failure that drives one important tag far out must not silence its own alert.
    assert.ok(scorer.score(Float32Array.of(80, 80, 5, 5, 5, 5), 0, 0.9) > 0.7);
  });
});
