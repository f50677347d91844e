import { ExponentialMoments } from './exponential-moments.js';

/** Deviations are limited to this many standard deviations. */
export const USUAL_DEVIATIONS_MAX = 50;
/**
 * This many rows (or half the steady-state number, if that is less) must be known before anything
 * counts as usual.
 */
const ROWS_MIN = 8;
/**
 * Spread below the resolution of the features themselves (Float32) is noise of the representation.
 */
const RESOLUTION = 1e-6;

/**
 * The usual values of one asset: exponentially weighted mean and standard deviation of its numbers.
 * A constant tag has no spread: it deviates by 0 as long as it stays, and by the most there is when
 * it moves.
 */
export class Baseline {
  private readonly moments: ExponentialMoments;
  private readonly weightMin: number;

  constructor(
    tauMs: number,
    private readonly columns: number,
    scanPeriodMs: number,
  ) {
    this.moments = new ExponentialMoments(tauMs, columns);
    this.weightMin = Math.min(ROWS_MIN, 0.5 / -Math.expm1(-scanPeriodMs / tauMs));
  }

  /** Teaches the row. Deviations written before know nothing of it. */
  add(timeMs: number, values: Float64Array): void {
    this.moments.add(timeMs, values);
  }

  /**
   * Writes the deviations, in standard deviations within ±`USUAL_DEVIATIONS_MAX`; NaN where too
   * little is known.
   * @param compared  For each column in turn `each` Float32 values.
   */
  write(compared: Float32Array, each: number, out: Float32Array, at: number): void {
    const { weights, means, squares } = this.moments;
    for (let column = 0; column < this.columns; column += 1) {
      const weight = weights[column] ?? 0;
      const known = weight >= this.weightMin;
      const mean = means[column] ?? 0;
      const spread = Math.max(Math.sqrt((squares[column] ?? 0) / weight), RESOLUTION * Math.abs(mean));
      for (let i = column * each; i < (column + 1) * each; i += 1) {
        out[at + i] = known ? bounded((compared[i] ?? NaN) - Math.fround(mean), spread) : NaN;
      }
    }
  }
}

function bounded(distance: number, spread: number): number {
  if (distance === 0) return 0;
  return Math.max(-USUAL_DEVIATIONS_MAX, Math.min(USUAL_DEVIATIONS_MAX, distance / spread));
}
