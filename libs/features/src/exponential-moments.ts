/** Weight, relative to the newest row, below which nothing is left of a value. */
export const FORGOTTEN = 1e-12;

/**
 * Exponentially weighted mean and spread of several columns by event time: a value that is `dt`
 * older than the newest weighs `exp(-dt / tau)`, whatever the distances between rows. A late value
 * is weighed by its age, so state after it is what it would be had it come in order. O(1) a value.
 */
export class ExponentialMoments {
  /**
   * Sum of the weights of a column's values; rows before the newest weigh less, so this stays about
   * `tau / period`.
   */
  readonly weights: Float64Array;
  /** Meaningless where the weight is 0. */
  readonly means: Float64Array;
  /** Weighted sum of squared distances from the mean. */
  readonly squares: Float64Array;
  private newestMs = -Infinity;

  constructor(
    private readonly tauMs: number,
    columns: number,
  ) {
    this.weights = new Float64Array(columns);
    this.means = new Float64Array(columns);
    this.squares = new Float64Array(columns);
  }

  /** @param values  One for each column; NaN counts for nothing. */
  add(timeMs: number, values: Float64Array): void {
    const late = timeMs < this.newestMs;
    const decay = late || timeMs === this.newestMs ? 1 : Math.exp((this.newestMs - timeMs) / this.tauMs);
    const gained = late ? Math.exp((timeMs - this.newestMs) / this.tauMs) : 1;
    if (!late) this.newestMs = timeMs;
    const { weights, means, squares } = this;
    for (let i = 0; i < weights.length; i += 1) {
      const kept = (weights[i] ?? 0) * decay;
      const value = values[i] ?? NaN;
      if (value !== value) {
        weights[i] = kept < FORGOTTEN ? 0 : kept;
        squares[i] = (squares[i] ?? 0) * decay;
      } else if (kept < FORGOTTEN) {
        weights[i] = gained;
        means[i] = value;
        squares[i] = 0;
      } else {
        const weight = kept + gained;
        const distance = value - (means[i] ?? 0);
        weights[i] = weight;
        means[i] = (means[i] ?? 0) + (distance * gained) / weight;
        squares[i] = (squares[i] ?? 0) * decay + (distance * distance * kept * gained) / weight;
      }
    }
  }

  meanOf(column: number): number {
    return this.weights[column] === 0 ? NaN : (this.means[column] ?? NaN);
  }
}
