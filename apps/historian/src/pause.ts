import { setTimeout as delay } from 'node:timers/promises';

/** Waits, or less when the signal comes: that ends the wait and is no failure. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal }).catch(() => undefined);
}
