import type { ModelUse } from '@eagle/contracts/bus';
import type { ModelVersion } from '@eagle/contracts/domain';

/**
 * Whoever watches may be away for so long without a gap: a replica tells again what it could not tell, so only one that vanished meanwhile takes
 * a prediction with it that nobody heard of.
 */
export const WATCH_GAP_MS_MAX = 3_600_000;

/**
 * The watch over the live version goes on, or begins: for another version, for one that was never watched, and after a gap, for which nobody can
 * say whether it predicted. Not known is not unused.
 */
export function goOnWatching(before: ModelUse | null, version: ModelVersion, nowMs: number): ModelUse {
  if (before?.version !== version) {
    return { v: 1, version, predictedAtMs: null, watchedSinceMs: nowMs, checkedAtMs: nowMs };
  }
  const missed = nowMs - before.checkedAtMs > WATCH_GAP_MS_MAX;
  return { ...before, watchedSinceMs: missed ? nowMs : before.watchedSinceMs, checkedAtMs: nowMs };
}

/** A replica told of a prediction. Reports may come late and crossed: the latest counts, and none is from the future, whatever a clock says. */
export function withPrediction(use: ModelUse, predictedAtMs: number, nowMs: number): ModelUse {
  const reportedMs = Math.min(predictedAtMs, nowMs);
  return { ...use, predictedAtMs: Math.max(reportedMs, use.predictedAtMs ?? reportedMs) };
}

/** Since when, for certain, nothing was predicted. */
export const unusedSinceMs = ({ predictedAtMs, watchedSinceMs }: ModelUse): number =>
  Math.max(predictedAtMs ?? watchedSinceMs, watchedSinceMs);
