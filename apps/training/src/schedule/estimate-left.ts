/** Below this share of the way the pace says nothing yet. */
const PROGRESS_MIN = 0.05;

/**
 * How long a training has still to go. At its beginning it is taken to last as long as the last one; the further it gets, the more its own pace
 * counts.
 * @param progress  0-1 within the whole run.
 * @param lastTookMs  What the last finished training took; null: there was none.
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
