import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '@eagle/contracts';

const ASK_TIMEOUT_MS = 2_000;
const ASK_EVERY_MS = 100;

/** Whether a service says that it is ready; any failure to answer is "not yet". */
export async function isReady(httpUrl: string): Promise<boolean> {
  try {
    const response = await fetch(`${httpUrl}/health/ready`, { signal: AbortSignal.timeout(ASK_TIMEOUT_MS) });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false; // Not listening yet, or too busy to answer: asked again until the deadline.
  }
}

/** @throws AppError `START.NOT_READY` (timeout) naming the service and its log. */
export async function waitReady(
  name: string,
  httpUrl: string,
  logFile: string,
  deadlineMs: number,
  signal: AbortSignal,
): Promise<void> {
  const until = performance.now() + deadlineMs;
  while (!(await isReady(httpUrl))) {
    signal.throwIfAborted();
    if (performance.now() > until) {
      throw new AppError(
        'START.NOT_READY',
        'timeout',
        `${name} did not become ready within ${Math.round(deadlineMs / 1000)} s; its log is ${logFile}.`,
      );
    }
    await delay(ASK_EVERY_MS);
  }
}
