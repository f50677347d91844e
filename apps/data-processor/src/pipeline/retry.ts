import { AppError, type FeedProblem } from '@eagle/contracts/domain';
import { feedProblemOf } from '@eagle/feeds';
import { backOffMs } from '@eagle/service-kit';

const FIRST_MS = 200;
/** Longest delay before an unreadable source is retried. */
const SOURCE_MS_MAX = 5_000;
/**
 * Longest delay after a refused password or a misbehaving source: a refused password does not pass
 * by itself, sources lock out clients that try too often, and every try on a misbehaving source has
 * a cost. A corrected configuration is tried at once.
 */
const REFUSED_MS_MAX = 30_000;
const NOT_PASSING: ReadonlySet<FeedProblem> = new Set([
  'wrong-credentials',
  'insecure-connection',
  'source-misbehaves',
  'too-costly',
]);
/** Longest delay before publishing is retried. */
const HAND_ON_MS_MAX = 2_000;

export const isOfFeed = (error: unknown): error is AppError =>
  error instanceof AppError && error.code.startsWith('FEED.');

/**
 * How long a pipeline waits after a failure.
 * @param attempt  Failures in a row before this one.
 * @param random  0 to 1.
 */
export function retryMs(error: unknown, attempt: number, random: number): number {
  const maxMs = !isOfFeed(error)
    ? HAND_ON_MS_MAX
    : NOT_PASSING.has(feedProblemOf(error))
      ? REFUSED_MS_MAX
      : SOURCE_MS_MAX;
  return backOffMs(attempt, random, { baseMs: FIRST_MS, maxMs });
}
