import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '@eagle/contracts/domain';
import { backOffMs } from '@eagle/service-kit';

/**
 * Whether a retry can help: only a refusal of the request is permanent. What looks like a bug may
 * be a full disk.
 */
export function isWorthRetrying(error: unknown): boolean {
  if (!(error instanceof AppError) || error.retryable) return true;
  switch (error.kind) {
    case 'invalid':
    case 'not-found':
    case 'conflict':
    case 'unauthenticated':
    case 'forbidden':
      return false;
    case 'unavailable':
    case 'timeout':
    case 'exhausted':
    case 'bug':
      return true;
  }
}

/**
 * Retries an operation with growing pauses until it succeeds.
 * @throws an error that a retry cannot solve, and the last failure once `signal` is aborted
 */
export async function retryUntil<T>(
  attempt: () => Promise<T>,
  signal: AbortSignal,
  onFailure: (error: unknown) => void,
  isFinal: (error: unknown) => boolean = (error) => !isWorthRetrying(error),
): Promise<T> {
  for (let failures = 0; ; failures += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (signal.aborted || isFinal(error)) throw error;
      onFailure(error);
      await delay(backOffMs(failures, Math.random(), { baseMs: 50, maxMs: 2_000 }), undefined, { signal });
    }
  }
}
