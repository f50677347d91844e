import { AppError } from '@eagle/contracts/domain';

/**
 * SQL states (or their classes) that speak of what was to be written and not of the server: the same statement fails for ever, others do not.
 * 0A feature, 21 cardinality, 2F and 38 and P0 functions and triggers, 54 program limits (too large, too deep). Values and constraints have
 * codes of their own.
 */
const CONTENT_STATES = ['0A', '21', '2F', '38', 'P0', '54'];

/**
 * Whether the database will never take what was to be written. What looks like a bug else may be a full disk, a missing table or a right that is
 * granted later: that is tried again.
 */
export function isRefusal(error: unknown): boolean {
  // Too large to become JSON, or what JSON cannot say.
  if (error instanceof RangeError || error instanceof TypeError) return true;
  if (!(error instanceof AppError) || error.retryable || isFenced(error)) return false;
  if (error.kind === 'invalid' || error.kind === 'conflict' || error.kind === 'not-found') return true;
  const { sqlState } = error.details;
  return typeof sqlState === 'string' && CONTENT_STATES.some((state) => sqlState.startsWith(state));
}

/** Another process has taken over: nothing of this one counts any more. */
export const isFenced = (error: unknown): boolean =>
  error instanceof AppError && error.code === 'ALERTING.FENCED';
