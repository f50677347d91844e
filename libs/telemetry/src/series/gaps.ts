import { at } from '../rows/row-block.js';

/** A stretch without rows, between two that are there. */
export interface Gap {
  readonly fromMs: number;
  readonly toMs: number;
}

/** A pause of fewer usual intervals than this is no gap. */
const INTERVALS_MAX = 3;
const GAP_MS_MIN = 2_000;

/** The pause from which on it is a gap. @param intervalMs  Usual distance of two rows. */
export const gapMsOf = (intervalMs: number): number =>
  Math.max(GAP_MS_MIN, Number.isFinite(intervalMs) ? intervalMs * INTERVALS_MAX : GAP_MS_MIN);

/**
 * Gaps between successive rows or buckets.
 * @param widthMs  Of a bucket; 0 for rows.
 */
export function gapsOf(timesMs: Float64Array, widthMs: number, gapMs: number): Gap[] {
  const gaps: Gap[] = [];
  for (let row = 1; row < timesMs.length; row += 1) {
    const fromMs = at(timesMs, row - 1) + widthMs;
    const toMs = at(timesMs, row);
    if (toMs - fromMs > Math.max(gapMs - widthMs, 0)) gaps.push({ fromMs, toMs });
  }
  return gaps;
}
