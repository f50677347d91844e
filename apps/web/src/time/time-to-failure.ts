const MINUTE_MS = 60_000;
const SOON_MINUTES = 2;

export interface FailureEstimate {
  /** From which the minutes count, milliseconds since 1970. */
  readonly predictedAt: number;
  /** Median. */
  readonly minutes: number;
  /** Quantiles 10 and 90. */
  readonly interval: readonly [number, number];
}

/** What is left of an estimate: it is never negative. */
export type TimeLeft =
  | { readonly kind: 'minutes'; readonly minutes: number; readonly interval: readonly [number, number] }
  | { readonly kind: 'soon' }
  /** Past the upper end of its interval. */
  | { readonly kind: 'due'; readonly since: number };

/** Time to failure in whole minutes, as it is left at `now`. */
export function timeLeftOf({ predictedAt, minutes, interval }: FailureEstimate, now: number): TimeLeft {
  const [, upper] = interval;
  const dueAt = predictedAt + upper * MINUTE_MS;
  if (now > dueAt) return { kind: 'due', since: dueAt };
  const gone = (now - predictedAt) / MINUTE_MS;
  const left = (value: number): number => Math.max(0, Math.round(value - gone));
  if (minutes - gone < SOON_MINUTES) return { kind: 'soon' };
  return { kind: 'minutes', minutes: left(minutes), interval: [left(interval[0]), left(upper)] };
}
