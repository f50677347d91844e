import type { AssetId } from '@eagle/contracts/domain';
import type { Failure } from '../labels/failure.js';

/**
 * How many horizons before a failure an alarm may rise and still be about it. Faults develop over
 * one to three horizons: an earlier warning within them is right, an alarm that lasts longer than
 * that is a nuisance.
 */
export const EARLY_TOLERANCE_HORIZONS = 3;

/** The times that decide which alarms are about a failure. */
export interface AlarmWindow {
  readonly atMs: number;
  /**
   * From here on the fault shows, and an alarm about it must last into this time: one horizon
   * before the failure, or the time that the record gives.
   */
  readonly fromMs: number;
  /** An alarm that rose before this is about something else. */
  readonly earliestMs: number;
  /**
   * An alarm that rises until this time is not false: the time of the failure, or its first horizon
   * while it lasts.
   */
  readonly latestMs: number;
}

/** One failure with its window. */
export interface EventWindow extends AlarmWindow {
  readonly failure: Failure;
}

/** Which alarms are about a failure: the same rule for judging models and for sent alerts. */
export function alarmWindow(
  { atMs, endsMs, developsFromMs }: Pick<Failure, 'atMs' | 'endsMs' | 'developsFromMs'>,
  horizonMs: number,
): AlarmWindow {
  const fromMs = developsFromMs ?? atMs - horizonMs;
  return {
    atMs,
    fromMs,
    earliestMs: fromMs - (EARLY_TOLERANCE_HORIZONS - 1) * horizonMs,
    latestMs: Math.max(atMs, Math.min(endsMs, atMs + horizonMs)),
  };
}

/** Windows of one asset's failures, ordered by failure. */
export function eventWindows(
  failures: readonly Failure[],
  assetId: AssetId,
  horizonMs: number,
): EventWindow[] {
  return failures
    .filter((failure) => failure.assetId === assetId)
    .map((failure) => ({ failure, ...alarmWindow(failure, horizonMs) }))
    .sort((a, b) => a.atMs - b.atMs);
}

/** Whether an alarm that rose at this time is near enough to the failure not to be false. */
export const isNear = (raisedMs: number, { earliestMs, latestMs }: AlarmWindow): boolean =>
  raisedMs >= earliestMs && raisedMs <= latestMs;

/**
 * Whether an alarm is about the failure: it rose before it, not too early, and lasted until the
 * fault shows.
 */
export const isAbout = (
  raisedMs: number,
  endsMs: number,
  { earliestMs, fromMs, atMs }: AlarmWindow,
): boolean => raisedMs >= earliestMs && raisedMs < atMs && endsMs >= fromMs;
