import type { Judgement } from '../model-types.js';

type Calibration = Judgement['calibration'];

/** A bin of probabilities in which rows lie. */
export interface CalibrationPoint {
  /** What the model said on average, 0-1. */
  readonly predicted: number;
  /** The share that failed, 0-1. */
  readonly observed: number;
  readonly rows: number;
  /** Of `observed`, 95 %; null in an older judgement. */
  readonly interval: { readonly low: number; readonly high: number } | null;
}

/** Bins with rows, from low to high probabilities. */
export const calibrationPoints = ({ bins }: Calibration): CalibrationPoint[] =>
  bins.flatMap(({ predicted, observed, rows, interval }) =>
    predicted === null || observed === null || rows <= 0 ? [] : [{ predicted, observed, rows, interval }],
  );

/**
 * The point of one sentence, "when it says 80 %, 79 of 100 fail": the one that is nearest to where
 * alerts rise. Null where no row was judged.
 */
export function pointNear(points: readonly CalibrationPoint[], probability: number): CalibrationPoint | null {
  const away = (point: CalibrationPoint): number => Math.abs(point.predicted - probability);
  return points.reduce<CalibrationPoint | null>(
    (nearest, point) => (nearest === null || away(point) < away(nearest) ? point : nearest),
    null,
  );
}
