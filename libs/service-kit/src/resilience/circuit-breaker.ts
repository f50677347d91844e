import { AppError } from '@eagle/contracts/domain';
import Opossum from 'opossum';

export interface CircuitBreakerOptions {
  readonly name: string;
  /** A call that takes longer counts as failed; 0 sets no bound. Default 10 s. */
  readonly timeoutMs?: number;
  /**
   * Share of failures, 0-100, among at least `callsMin` calls within `windowMs`, that opens the
   * circuit. Default 50.
   */
  readonly failurePercentMax?: number;
  readonly callsMin?: number;
  readonly windowMs?: number;
  /** Parts in which the window moves on; each is a wake-up of a timer. Default 10. */
  readonly windowParts?: number;
  /** How long it stays open before one call is let through to try. Default 10 s. */
  readonly openMs?: number;
  /** Calls at once. Default 64. */
  readonly concurrencyMax?: number;
  readonly onStateChange?: (state: CircuitState) => void;
}

export type CircuitState = 'closed' | 'half-open' | 'open';

export interface CircuitBreaker<A extends unknown[], R> {
  readonly state: CircuitState;
  /**
   * @throws AppError `CIRCUIT.OPEN` (unavailable), `CIRCUIT.TIMEOUT` (timeout), `CIRCUIT.FULL`
   * (exhausted), or whatever the action threw.
   */
  call(...args: A): Promise<R>;
  /** Frees its timers. */
  close(): void;
}

/** Mistakes of callers do not show the health of the dependency. */
const saysNothingOfHealth = (error: unknown): boolean =>
  error instanceof AppError && !error.retryable && error.kind !== 'bug';

const REFUSALS: Record<string, (name: string) => AppError> = {
  EOPENBREAKER: (name) =>
    new AppError('CIRCUIT.OPEN', `${name} failed too often and gets no calls for a while`),
  ETIMEDOUT: (name) => new AppError('CIRCUIT.TIMEOUT', `${name} took too long`),
  ESEMLOCKED: (name) => new AppError('CIRCUIT.FULL', `${name} has too many calls waiting`),
};

/** Wraps an action so that a failing dependency gets no calls for a while. */
export function circuitBreaker<A extends unknown[], R>(
  action: (...args: A) => Promise<R>,
  options: CircuitBreakerOptions,
): CircuitBreaker<A, R> {
  const breaker = new Opossum(action, {
    name: options.name,
    timeout: options.timeoutMs === 0 ? false : (options.timeoutMs ?? 10_000),
    errorThresholdPercentage: options.failurePercentMax ?? 50,
    volumeThreshold: options.callsMin ?? 5,
    rollingCountTimeout: options.windowMs ?? 10_000,
    rollingCountBuckets: options.windowParts ?? 10,
    enableSnapshots: false,
    resetTimeout: options.openMs ?? 10_000,
    capacity: options.concurrencyMax ?? 64,
    errorFilter: saysNothingOfHealth,
  });
  const report = (state: CircuitState) => options.onStateChange?.(state);
  breaker.on('open', () => report('open'));
  breaker.on('halfOpen', () => report('half-open'));
  breaker.on('close', () => report('closed'));
  return {
    get state() {
      if (breaker.halfOpen) return 'half-open';
      return breaker.opened ? 'open' : 'closed';
    },
    async call(...args) {
      try {
        return await breaker.fire(...args);
      } catch (error) {
        throw refusalOf(error, options.name);
      }
    },
    close: () => breaker.shutdown(),
  };
}

/** Opossum marks its own errors by `code`; those of the action pass unchanged. */
function refusalOf(error: unknown, name: string): unknown {
  if (error instanceof AppError || !(error instanceof Error) || !('code' in error)) return error;
  const ours =
    error.message === 'Breaker is open' || /^Timed out after|^Semaphore locked/.test(error.message);
  return ours ? (REFUSALS[String(error.code)]?.(name) ?? error) : error;
}
