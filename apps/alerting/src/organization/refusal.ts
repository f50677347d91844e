import { AppError } from '@eagle/contracts/domain';

/**
 * SQL states (or their classes) that concern the data and not the server: the same statement always
 * fails, others do not. 0A feature, 21 cardinality, 2F, 38 and P0 functions and triggers, 54
 * program limits (too large, too deep). Values and constraints have codes of the platform.
 */
const CONTENT_STATES = ['0A', '21', '2F', '38', 'P0', '54'];

/**
 * Whether the database refuses the data permanently. Any other error that looks like a bug may be a
 * full disk, a missing table or a right that is granted later, so the write is retried.
 */
export function isRefusal(error: unknown): boolean {
  // Too large for JSON, or a value that JSON cannot hold.
  if (error instanceof RangeError || error instanceof TypeError) return true;
  if (!(error instanceof AppError) || error.retryable || isFenced(error)) return false;
  if (error.kind === 'invalid' || error.kind === 'conflict' || error.kind === 'not-found') return true;
  const { sqlState } = error.details;
  return typeof sqlState === 'string' && CONTENT_STATES.some((state) => sqlState.startsWith(state));
}

/** Another process has taken over: this one may no longer write. */
export const isFenced = (error: unknown): boolean =>
  error instanceof AppError && error.code === 'ALERTING.FENCED';
