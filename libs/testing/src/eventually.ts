import { setTimeout as delay } from 'node:timers/promises';

/** How long to go on asking, and how often. */
export interface EventuallyOptions {
  /** Default 5 000 ms. */
  readonly deadlineMs?: number;
  /** Default 10 ms. */
  readonly everyMs?: number;
}

/**
 * Repeats a check until it passes: the way to wait for something without sleeping.
 * @param check  Passes by returning anything but `false`; fails by throwing (an assertion) or by returning `false`.
 * @returns what the passing check returned.
 * @throws the last failure once the deadline has passed.
 */
export async function eventually<T>(
  check: () => T | Promise<T>,
  options: EventuallyOptions = {},
): Promise<T> {
  const { deadlineMs = 5_000, everyMs = 10 } = options;
  const end = performance.now() + deadlineMs;
  for (;;) {
    try {
      const value = await check();
      if (value !== false) return value;
      throw new Error(`The condition did not become true within ${deadlineMs} ms.`);
    } catch (failure) {
      if (performance.now() >= end) throw failure;
    }
    await delay(everyMs);
  }
}
