import { setTimeout as wait } from 'node:timers/promises';
import { toAppError } from './errors.js';

/** Doubles from 50 ms up to `maxMs`; the upper half is chance. */
export const retryDelayMs = (attempt: number, maxMs: number): number => {
  const whole = Math.min(maxMs, 50 * 2 ** Math.min(attempt, 20));
  return whole / 2 + (whole / 2) * Math.random();
};

/**
 * Repeats an idempotent request while its errors are retryable and the deadline has not passed.
 * @throws AppError of the last attempt.
 */
export async function withRetry<T>(
  action: string,
  deadlineMs: number,
  attempt: () => Promise<T>,
): Promise<T> {
  const endMs = performance.now() + deadlineMs;
  for (let count = 0; ; count += 1) {
    try {
      return await attempt();
    } catch (error) {
      const failure = toAppError(error, action);
      const delayMs = retryDelayMs(count, 500);
      if (!failure.retryable || failure.code === 'BUS.CLOSED' || performance.now() + delayMs > endMs)
        throw failure;
      await wait(delayMs);
    }
  }
}
