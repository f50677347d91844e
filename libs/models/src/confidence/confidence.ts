import type { FeatureReference } from '@eagle/contracts/domain';

/**
 * How quickly distance from the reference counts: an excess of this many reference widths makes a
 * feature half unfamiliar.
 */
const HALF_STRANGE_WIDTHS = 4;
/**
 * A reference narrower than this share of its own magnitude is widened to it: a constant has no
 * scale.
 */
const WIDTH_SHARE_MIN = 0.05;
/** Width where a feature was constantly zero (flags, counts): one unit. */
const WIDTH_OF_CONSTANT_ZERO = 1;
/** What an undecided probability (0.5) takes away. */
const INDECISION_COST = 0.2;

/**
 * Confidence of predictions of one model: how far the answer can be trusted, 0..1. It is the
 * product of
 *
 * - **presence** `1 - sum(w_i * (1 - m_i))` over the missing features: `w_i` is the feature's
 *   importance (share of the model's gain) and `m_i` the share of training rows in which it was
 *   missing, so a feature that the model learned to do without costs nothing;
 * - **familiarity** `1 - s * s`, where `s = sum(w_i * z_i / (z_i + 4))` over the present features
 *   and `z_i` is the distance of the value from the range `[q01, q99]` of healthy training rows in
 *   widths of that range (0 inside of it). The square forgives the effect of a failure, where a few
 *   features leave their range, but not a row that is unusual as a whole;
 * - **decisiveness** `1 - 0.2 * 4 p (1 - p)`: the spread (variance) of the outcome that probability
 *   `p` stands for.
 *
 * Monotone: it never rises when a feature goes missing from within its range, moves further out of
 * its range, or the probability moves towards 0.5. Whether an out-of-range feature or a missing one
 * lowers it more is not defined. A normal row with all inputs has at least 0.85. Not the
 * probability again: both 0.01 and 0.99 can have confidence 1. See `docs/confidence.md`.
 */
export interface ConfidenceScorer {
  /** Features with importance above 0; the others are ignored. */
  readonly inputs: number;
  /**
   * @param matrix  Rows of features as the model takes them; NaN is a missing feature.
   * @param offset  Position of the row's first feature.
   * @param probability  What the model gave for the row, 0..1.
   */
  score(matrix: Float32Array, offset: number, probability: number): number;
}

/**
 * Prepares the scorer of one model; scoring then allocates nothing and looks only at features with
 * importance.
 */
export function compileConfidence(reference: readonly FeatureReference[]): ConfidenceScorer {
  const total = reference.reduce((sum, entry) => sum + entry.importance, 0);
  const important = reference
    .map((entry, index) => ({ entry, index }))
    .filter(({ entry }) => entry.importance > 0);
  const inputs = important.length;
  const columns = Int32Array.from(important, ({ index }) => index);
  const weights = Float64Array.from(important, ({ entry }) => entry.importance / total);
  const missingCosts = Float64Array.from(
    important,
    ({ entry }, i) => (weights[i] ?? 0) * (1 - entry.missingShare),
  );
  // The quantiles were taken of Float32 features: rounding must not put a row at its own quantile
  // outside.
  const lows = Float64Array.from(important, ({ entry }) => Math.min(entry.q01, Math.fround(entry.q01)));
  const highs = Float64Array.from(important, ({ entry }) => Math.max(entry.q99, Math.fround(entry.q99)));
  const halfStrange = Float64Array.from(important, ({ entry }) => HALF_STRANGE_WIDTHS * widthOf(entry));

  const score = (matrix: Float32Array, offset: number, probability: number): number => {
    let presence = 1;
    let strangeness = 0;
    for (let i = 0; i < inputs; i += 1) {
      const value = matrix[offset + (columns[i] ?? 0)] ?? Number.NaN;
      const low = lows[i] ?? 0;
      const high = highs[i] ?? 0;
      if (value >= low && value <= high) continue;
      if (Number.isNaN(value)) {
        presence -= missingCosts[i] ?? 0;
        continue;
      }
      const excess = value < low ? low - value : value - high;
      strangeness +=
        (weights[i] ?? 0) * (excess === Infinity ? 1 : excess / (excess + (halfStrange[i] ?? 1)));
    }
    const familiarity = 1 - strangeness * strangeness;
    const decisiveness = 1 - INDECISION_COST * 4 * probability * (1 - probability);
    const confidence = presence * familiarity * decisiveness;
    // Sums of shares may leave 0..1 by a rounding error.
    return confidence > 1 ? 1 : confidence > 0 ? confidence : 0;
  };
  return { inputs, score };
}

function widthOf({ q01, q99 }: FeatureReference): number {
  const magnitude = Math.max(Math.abs(q01), Math.abs(q99));
  const floor = magnitude === 0 ? WIDTH_OF_CONSTANT_ZERO : WIDTH_SHARE_MIN * magnitude;
  return Math.max(q99 - q01, floor);
}
