export interface BackOffOptions {
  readonly baseMs?: number;
  readonly maxMs?: number;
}

/**
 * How long to wait before the next attempt: doubles from `baseMs` (250) up to `maxMs` (10 000), and
 * the upper half is random, so that many callers do not come back at once.
 * @param attempt  0 after the first failure.
 * @param random  Uniform in [0, 1).
 * @returns milliseconds in [half, whole) of the doubled value.
 */
export function backOffMs(attempt: number, random: number, options: BackOffOptions = {}): number {
  const { baseMs = 250, maxMs = 10_000 } = options;
  const whole = Math.min(maxMs, baseMs * 2 ** Math.min(attempt, 30));
  return Math.round(whole / 2 + (whole / 2) * random);
}
