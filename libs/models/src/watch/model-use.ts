import type { ModelUse } from '@eagle/contracts/bus';
import type { ModelVersion } from '@eagle/contracts/domain';

/**
 * The watcher may be away for this long without a gap: a replica reports again what it could not
 * report, so a prediction is lost only with a replica that disappeared meanwhile.
 */
export const WATCH_GAP_MS_MAX = 3_600_000;

/**
 * Continues the watch over the live version, or starts it: for another version, for one that was
 * never watched, and after a gap, because its predictions during the gap are unknown. Unknown does
 * not mean unused.
 */
export function goOnWatching(before: ModelUse | null, version: ModelVersion, nowMs: number): ModelUse {
  if (before?.version !== version) {
    return { v: 1, version, predictedAtMs: null, watchedSinceMs: nowMs, checkedAtMs: nowMs };
  }
  const missed = nowMs - before.checkedAtMs > WATCH_GAP_MS_MAX;
  return { ...before, watchedSinceMs: missed ? nowMs : before.watchedSinceMs, checkedAtMs: nowMs };
}

/**
 * A replica reported a prediction. Reports may arrive late and out of order: the latest counts, and
 * a time in the future is never accepted, even from a fast clock.
 */
export function withPrediction(use: ModelUse, predictedAtMs: number, nowMs: number): ModelUse {
  const reportedMs = Math.min(predictedAtMs, nowMs);
  return { ...use, predictedAtMs: Math.max(reportedMs, use.predictedAtMs ?? reportedMs) };
}

/** Time since when certainly no prediction was made. */
export const unusedSinceMs = ({ predictedAtMs, watchedSinceMs }: ModelUse): number =>
  Math.max(predictedAtMs ?? watchedSinceMs, watchedSinceMs);
