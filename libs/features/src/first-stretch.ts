/** How the first stretch of an asset's run becomes its baseline; see `featureSettingsSchema`. */
export interface FirstStretchSettings {
  readonly firstMs: number;
  readonly pauseMs: number;
  readonly runMsMax: number;
}

/**
 * Deviations are told up to this many standard deviations of the first stretch: a machine that
 * wears leaves its first spread far behind.
 */
export const FIRST_DEVIATIONS_MAX = 1_000;
/**
 * Values of each number that are compared with the first stretch give two features: how far, and by
 * what share.
 */
export const FIRST_FEATURES_EACH = 2;
/** So many rows must be known before anything counts as a baseline. */
const ROWS_MIN = 8;
/**
 * Spread and level below the resolution of the features themselves (Float32) are noise of the
 * representation.
 */
const RESOLUTION = 1e-6;

/**
 * The first stretch of an asset's run as its baseline: how far numbers are from what they were when
 * the run began, in standard deviations of that stretch and as a share of its level. Assets that
 * differ in size, load or mounting become comparable by it.
 *
 * A run begins with the first row, or after a pause longer than `pauseMs`. Rows of its first
 * `firstMs` teach; from the eighth row on the baseline is told with what there is. A run longer
 * than `runMsMax` has no baseline any more: so a row says the same however long ago its process
 * started, as long as it was given `runMsMax + pauseMs` of rows before. Bounded: three numbers a
 * column, whatever the length.
 */
export class FirstStretch {
  private readonly counts: Float64Array;
  private readonly means: Float64Array;
  /** Sum of squared distances from the mean. */
  private readonly squares: Float64Array;
  private beginsMs = NaN;
  private newestMs = -Infinity;

  constructor(
    private readonly settings: FirstStretchSettings,
    private readonly columns: number,
  ) {
    this.counts = new Float64Array(columns);
    this.means = new Float64Array(columns);
    this.squares = new Float64Array(columns);
  }

  /** Takes note of a row that is not late, before it is written: it may begin a run. */
  reach(timeMs: number): void {
    if (!(timeMs - this.newestMs <= this.settings.pauseMs)) {
      this.beginsMs = timeMs;
      this.counts.fill(0);
    }
    this.newestMs = timeMs;
  }

  /**
   * Teaches the row where it is of the first stretch, a late one too. Features written before do
   * not include it.
   */
  add(timeMs: number, values: Float64Array): void {
    const ageMs = timeMs - this.beginsMs;
    if (!(ageMs >= 0 && ageMs < this.settings.firstMs)) return;
    const { counts, means, squares } = this;
    for (let i = 0; i < counts.length; i += 1) {
      const value = values[i] ?? NaN;
      if (value !== value) continue;
      const count = (counts[i] ?? 0) + 1;
      const mean = count === 1 ? 0 : (means[i] ?? 0);
      const distance = value - mean;
      counts[i] = count;
      means[i] = mean + distance / count;
      squares[i] = count === 1 ? 0 : (squares[i] ?? 0) + distance * (value - (means[i] ?? 0));
    }
  }

  /**
   * Writes for each compared value its distance in standard deviations, within
   * ±`FIRST_DEVIATIONS_MAX`, and as a share of the level, within the same; NaN where too little is
   * known or the run is too long.
   * @param compared  For each column in turn `each` Float32 values.
   */
  write(timeMs: number, compared: Float32Array, each: number, out: Float32Array, at: number): void {
    const isReported = timeMs - this.beginsMs <= this.settings.runMsMax;
    for (let column = 0; column < this.columns; column += 1) {
      const count = this.counts[column] ?? 0;
      const isKnown = isReported && count >= ROWS_MIN;
      const mean = this.means[column] ?? 0;
      const noise = RESOLUTION * Math.abs(mean);
      const spread = Math.max(Math.sqrt((this.squares[column] ?? 0) / count), noise);
      // A number around nothing has no level: there its spread is the measure.
      const level = Math.max(Math.abs(mean), spread);
      for (let i = column * each; i < (column + 1) * each; i += 1) {
        const distance = isKnown ? (compared[i] ?? NaN) - Math.fround(mean) : NaN;
        out[at + FIRST_FEATURES_EACH * i] = bounded(distance, spread);
        out[at + FIRST_FEATURES_EACH * i + 1] = bounded(distance, level);
      }
    }
  }
}

function bounded(distance: number, by: number): number {
  if (distance === 0) return 0;
  return Math.max(-FIRST_DEVIATIONS_MAX, Math.min(FIRST_DEVIATIONS_MAX, distance / by));
}
