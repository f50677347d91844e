/** Below this progress the pace is not meaningful yet. */
const PROGRESS_MIN = 0.05;

/**
 * The remaining time of a training. At first it is estimated from the duration of the last
 * training; with progress, the pace of this one counts more.
 * @param progress  0-1 within the whole run.
 * @param lastTookMs  Duration of the last finished training; null: there was none.
 * @returns milliseconds; null where nothing is known yet.
 */
export function estimateLeftMs(
  progress: number,
  elapsedMs: number,
  lastTookMs: number | null,
): number | null {
  if (progress >= 1) return 0;
  const atOwnPaceMs = progress < PROGRESS_MIN ? null : elapsedMs / progress;
  if (atOwnPaceMs === null) return lastTookMs === null ? null : Math.max(0, lastTookMs - elapsedMs);
  const totalMs = lastTookMs === null ? atOwnPaceMs : progress * atOwnPaceMs + (1 - progress) * lastTookMs;
  return Math.max(0, totalMs - elapsedMs);
}
