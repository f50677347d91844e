import type { Calibration } from '@eagle/contracts/domain';
import { estimate } from './bootstrap.js';
import type { ArrangedRows } from './hold-out.js';
import { binOf, CALIBRATION_BINS, calibrationOf } from './judge-rows.js';
import type { ResampledUnits } from './resampled-units.js';

/**
 * The calibration of a model with an interval for each bin. Rows of one failure follow one another,
 * so counts of rows would give intervals that are far too narrow: units are drawn, as for every
 * other figure.
 */
export class CalibrationDraws {
  /** Sums of weights, unit by unit: `unit * bins + bin`. */
  private readonly rowsOf: Float64Array;
  private readonly failingOf: Float64Array;
  /** Share that failed, bin by bin: `bin * draws + draw`. */
  private readonly observed: Float64Array;

  constructor(
    private readonly rows: Pick<ArrangedRows, 'labels' | 'rowWeight'>,
    units: Pick<ResampledUnits, 'clusters' | 'blocks' | 'unit'>,
    private readonly probability: Float32Array,
    private readonly draws: number,
  ) {
    const count = units.clusters + units.blocks;
    this.rowsOf = new Float64Array(count * CALIBRATION_BINS);
    this.failingOf = new Float64Array(count * CALIBRATION_BINS);
    this.observed = new Float64Array(CALIBRATION_BINS * draws).fill(NaN);
    for (let at = 0; at < probability.length; at += 1) {
      const cell = (units.unit[at] ?? 0) * CALIBRATION_BINS + binOf(probability[at] ?? 0);
      const weight = rows.rowWeight[at] ?? 0;
      this.rowsOf[cell] = (this.rowsOf[cell] ?? 0) + weight;
      if (rows.labels[at] === 1) this.failingOf[cell] = (this.failingOf[cell] ?? 0) + weight;
    }
  }

  /** Measures one draw. @param times  How often each unit was drawn. */
  take(draw: number, times: Uint16Array): void {
    const all = new Float64Array(CALIBRATION_BINS);
    const failing = new Float64Array(CALIBRATION_BINS);
    for (let unit = 0; unit < times.length; unit += 1) {
      const drawn = times[unit] ?? 0;
      if (drawn === 0) continue;
      const first = unit * CALIBRATION_BINS;
      for (let bin = 0; bin < CALIBRATION_BINS; bin += 1) {
        all[bin] = (all[bin] ?? 0) + drawn * (this.rowsOf[first + bin] ?? 0);
        failing[bin] = (failing[bin] ?? 0) + drawn * (this.failingOf[first + bin] ?? 0);
      }
    }
    for (let bin = 0; bin < CALIBRATION_BINS; bin += 1) {
      const rows = all[bin] ?? 0;
      if (rows > 0) this.observed[bin * this.draws + draw] = (failing[bin] ?? 0) / rows;
    }
  }

  calibration(): Calibration {
    const { expectedError, bins } = calibrationOf(this.rows, this.probability);
    return {
      expectedError,
      bins: bins.map((bin, i) => ({ ...bin, interval: this.intervalOf(i, bin.observed) })),
    };
  }

  private intervalOf(bin: number, value: number | null): Calibration['bins'][number]['interval'] {
    const { low, high } = estimate(value, this.observed.slice(bin * this.draws, (bin + 1) * this.draws));
    return low === null || high === null ? null : { low, high };
  }
}
