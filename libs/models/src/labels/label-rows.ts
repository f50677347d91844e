import type { ComponentName } from '@eagle/contracts/domain';
import type { Failure } from './failure.js';

export const LABEL = {
  /** No failure within the horizon. */
  quiet: 0,
  /** A failure comes within the horizon. */
  failing: 1,
  /** Neither trained on nor judged. */
  leftOut: 2,
} as const;
export type Label = (typeof LABEL)[keyof typeof LABEL];

export interface LabelOptions {
  /** Failures of the asset. */
  readonly failures: readonly Failure[];
  readonly components: readonly ComponentName[];
  readonly horizonMs: number;
  /** Rows up to this long before the horizon are `early`; 0 = none. */
  readonly earlyMs?: number;
  /**
   * Time of the asset's last row: the horizon (and `earlyMs`) before it is censored, because the
   * time after it is unknown.
   */
  readonly recordEndMs: number;
}

/**
 * Labels the rows of one asset, in order of time: `failing` when a failure comes within the
 * horizon. Left out are rows from a failure until recovery, rows the caller excludes (state,
 * incomplete window), and quiet rows at the record's end, because a failure may have come after it.
 */
export class RowLabeller {
  private readonly failures: readonly Failure[];
  private upcoming = 0;
  private failedUntilMs = -Infinity;
  /**
   * Index of the component of the coming failure for the row last labelled; -1 when there is none.
   */
  component = -1;
  /**
   * Minutes to the coming failure for the row last labelled; NaN when there is none within the
   * horizon or shortly before it.
   */
  minutesToFailure = NaN;
  /**
   * The row last labelled is quiet, yet its failure comes soon after the horizon: the fault is
   * probably there already, so the row is no example of health. Component and minutes are given.
   */
  early = false;

  constructor(private readonly options: LabelOptions) {
    this.failures = [...options.failures].sort((a, b) => a.atMs - b.atMs);
  }

  /** @param eventTimeMs  Not earlier than that of the previous row. */
  label(eventTimeMs: number, excluded: boolean): Label {
    this.component = -1;
    this.minutesToFailure = NaN;
    this.early = false;
    let next = this.failures[this.upcoming];
    while (next !== undefined && next.atMs <= eventTimeMs) {
      this.failedUntilMs = Math.max(this.failedUntilMs, next.endsMs, next.atMs);
      this.upcoming += 1;
      next = this.failures[this.upcoming];
    }
    if (excluded || eventTimeMs <= this.failedUntilMs) return LABEL.leftOut;
    const { horizonMs, recordEndMs, components, earlyMs = 0 } = this.options;
    const untilMs = next === undefined ? Infinity : next.atMs - eventTimeMs;
    if (next !== undefined && untilMs <= horizonMs + earlyMs) {
      this.component = components.indexOf(next.component);
      this.minutesToFailure = untilMs / 60_000;
      this.early = untilMs > horizonMs;
      return this.early ? LABEL.quiet : LABEL.failing;
    }
    return eventTimeMs > recordEndMs - horizonMs - earlyMs ? LABEL.leftOut : LABEL.quiet;
  }
}

export interface LabelledRows {
  readonly labels: Uint8Array;
  /** Index into the components; -1 none. */
  readonly components: Int16Array;
  /** NaN unless failing. */
  readonly minutesToFailure: Float32Array;
}

/**
 * Labels rows of one asset that are already in memory; no row is labelled early.
 * @param excluded  One entry per row; a value other than 0 excludes the row.
 */
export function labelRows(
  timesMs: Float64Array,
  excluded: Uint8Array,
  options: Omit<LabelOptions, 'recordEndMs' | 'earlyMs'>,
): LabelledRows {
  const labeller = new RowLabeller({ ...options, recordEndMs: timesMs.at(-1) ?? 0 });
  const labels = new Uint8Array(timesMs.length);
  const components = new Int16Array(timesMs.length);
  const minutesToFailure = new Float32Array(timesMs.length);
  timesMs.forEach((timeMs, row) => {
    labels[row] = labeller.label(timeMs, excluded[row] !== 0);
    components[row] = labeller.component;
    minutesToFailure[row] = labeller.minutesToFailure;
  });
  return { labels, components, minutesToFailure };
}
