const MINUTE_MS = 60_000;
/** Below this the estimate is finer than the model. */
const SOON_MINUTES = 2;

/** What a model estimates, as the interface answers it in an alert. */
export interface FailureEstimate {
  /** From which the minutes count. */
  readonly predictedAt: string | null;
  /** Median, minutes. */
  readonly timeToFailure: number | null;
  /** Quantiles 10 and 90, minutes. */
  readonly timeToFailureInterval: readonly number[] | null;
}

/** When a failure is expected, seen from now. Instants are milliseconds since 1970. */
export interface TimeToFailure {
  readonly at: number;
  /** The likely interval, quantiles 10 and 90; null where the model gives none. */
  readonly between: readonly [number, number] | null;
  /** `soon`: within two minutes. `due`: the interval has passed. */
  readonly phase: 'ahead' | 'soon' | 'due';
  /** Whole minutes from now, never negative. */
  readonly minutes: number;
  readonly minutesBetween: readonly [number, number] | null;
  /** The end of the interval: since then the failure is due. */
  readonly dueAt: number;
}

/** Counts from `predictedAt`. @returns null where there is no estimate. */
export function timeToFailureOf(
  { predictedAt, timeToFailure, timeToFailureInterval }: FailureEstimate,
  now: number,
): TimeToFailure | null {
  if (predictedAt === null || timeToFailure === null) return null;
  const from = Date.parse(predictedAt);
  const after = (minutes: number): number => from + minutes * MINUTE_MS;
  const at = after(timeToFailure);
  const [low, high] = timeToFailureInterval ?? [];
  const between = low === undefined || high === undefined ? null : ([after(low), after(high)] as const);
  const dueAt = Math.max(at, between?.[1] ?? at);
  return {
    at,
    between,
    phase: now > dueAt ? 'due' : at - now < SOON_MINUTES * MINUTE_MS ? 'soon' : 'ahead',
    minutes: minutesUntil(at, now),
    minutesBetween: between === null ? null : [minutesUntil(between[0], now), minutesUntil(between[1], now)],
    dueAt,
  };
}

const minutesUntil = (at: number, now: number): number => Math.max(0, Math.round((at - now) / MINUTE_MS));
