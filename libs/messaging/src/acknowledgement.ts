import { AppError, type AppErrorCode, type ErrorKind } from '@eagle/contracts/domain';
import { ZodError } from 'zod';
import { messageOf } from './errors.js';

/** What happens to a message after its handler failed. */
export type Disposition =
  | {
      readonly action: 'retry';
      readonly delayMs: number;
      readonly code: AppErrorCode;
      readonly reason: string;
    }
  | { readonly action: 'dead-letter'; readonly code: AppErrorCode; readonly reason: string };

export interface RetryLimits {
  /** Total deliveries while a dependency is away; Infinity where the order must not be broken. */
  readonly unavailableMax: number;
  /**
   * Total deliveries after a possible bug: enough to survive a race, few enough to delay no other
   * message.
   */
  readonly bugMax: number;
}

export const DURABLE_CONSUMER_LIMITS: RetryLimits = { unavailableMax: 10, bugMax: 3 };
export const ORDERED_CONSUMER_LIMITS: RetryLimits = { unavailableMax: Number.POSITIVE_INFINITY, bugMax: 3 };

type Patience = 'none' | 'few' | 'long';

/** The only place that decides which kinds of failure are retried. */
function patienceWith(kind: ErrorKind): Patience {
  switch (kind) {
    case 'invalid':
    case 'unauthenticated':
    case 'forbidden':
      return 'none';
    case 'not-found':
    case 'conflict':
    case 'bug':
      return 'few';
    case 'unavailable':
    case 'timeout':
    case 'exhausted':
      return 'long';
  }
}

function verdictOn(error: unknown): { patience: Patience; code: AppErrorCode; reason: string } {
  if (error instanceof ZodError) {
    return {
      patience: 'none',
      code: 'BUS.PAYLOAD_INVALID',
      reason: error.issues.map((i) => i.message).join('; '),
    };
  }
  if (!(error instanceof AppError))
    return { patience: 'few', code: 'BUS.HANDLER_FAILED', reason: messageOf(error) };
  return {
    patience: error.retryable ? 'long' : patienceWith(error.kind),
    code: error.code,
    reason: error.message,
  };
}

/**
 * @param deliveries  How often the message was delivered so far, this time included; at least 1.
 * @param random  Uniform in [0, 1): jitter, so that many messages do not come back at once.
 */
export function dispositionOf(
  error: unknown,
  deliveries: number,
  limits: RetryLimits,
  random: number,
): Disposition {
  const { patience, code, reason } = verdictOn(error);
  const deliveriesMax = { none: 1, few: limits.bugMax, long: limits.unavailableMax }[patience];
  if (deliveries >= deliveriesMax) return { action: 'dead-letter', code, reason };
  const wholeMs = Math.min(patience === 'few' ? 500 : 5_000, 100 * 2 ** Math.min(deliveries - 1, 20));
  return { action: 'retry', delayMs: Math.round(wholeMs / 2 + (wholeMs / 2) * random), code, reason };
}
