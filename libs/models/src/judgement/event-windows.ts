import type { AssetId } from '@eagle/contracts';
import type { Failure } from '../labels/failure.js';

/**
 * How many horizons before a failure an alarm may rise and still be about it. Faults develop over one to three horizons; a model that sees
 * one early is right, one that cries for longer than that is a nuisance.
 */
export const EARLY_TOLERANCE_HORIZONS = 3;

/** One failure with the times that decide which alarms are about it. */
export interface EventWindow {
  readonly failure: Failure;
  readonly atMs: number;
  /** From here on the fault shows: an alarm about it must last into this. A horizon before the failure, or when the record says. */
  readonly fromMs: number;
  /** An alarm that rose before this is about something else. */
  readonly earliestMs: number;
  /** An alarm that rises up to this is no false one: the failure, or its first horizon while it goes on. */
  readonly latestMs: number;
}

/** Windows of one asset's failures, ordered by failure. */
export function eventWindows(
  failures: readonly Failure[],
  assetId: AssetId,
  horizonMs: number,
): EventWindow[] {
  return failures
    .filter((failure) => failure.assetId === assetId)
    .map((failure) => {
      const { atMs, endsMs } = failure;
      const fromMs = failure.developsFromMs ?? atMs - horizonMs;
      return {
        failure,
        atMs,
        fromMs,
        earliestMs: fromMs - (EARLY_TOLERANCE_HORIZONS - 1) * horizonMs,
        latestMs: Math.max(atMs, Math.min(endsMs, atMs + horizonMs)),
      };
    })
    .sort((a, b) => a.atMs - b.atMs);
}

/** Whether an alarm risen then is near enough to the failure not to be false. */
export const isNear = (raisedMs: number, { earliestMs, latestMs }: EventWindow): boolean =>
  raisedMs >= earliestMs && raisedMs <= latestMs;

/** Whether an alarm is about the failure: it rose before it, not too early, and lasted until the fault shows. */
export const isAbout = (
  raisedMs: number,
  endsMs: number,
  { earliestMs, fromMs, atMs }: EventWindow,
): boolean => raisedMs >= earliestMs && raisedMs < atMs && endsMs >= fromMs;
