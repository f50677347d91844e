import { setTimeout as delay } from 'node:timers/promises';

/**
 * Asks repeatedly until the answer is not null.
 * @returns the answer, or null when `deadlineMs` passed without one.
 */
export async function pollUntil<T>(
  ask: () => T | null | Promise<T | null>,
  options: { readonly deadlineMs: number; readonly everyMs: number },
): Promise<T | null> {
  const end = performance.now() + options.deadlineMs;
  for (;;) {
    const answer = await ask();
    if (answer !== null) return answer;
    if (performance.now() >= end) return null;
    await delay(options.everyMs);
  }
}
