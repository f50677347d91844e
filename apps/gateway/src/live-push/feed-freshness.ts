import type { FeedStatus } from '@eagle/contracts/domain';

/** The newest status of a feed, and when this replica received it. */
export interface HeardFeed {
  readonly status: FeedStatus;
  /**
   * Monotonic clock of this process, milliseconds: the clocks of two machines say nothing about an
   * age.
   */
  readonly heardAtMs: number;
}

/**
 * The status received before, or the one that comes now. A status that is only delivered again (the
 * watch was made anew) does not become younger.
 */
export function heardFeed(before: HeardFeed | undefined, status: FeedStatus, nowMs: number): HeardFeed {
  return before?.status.updatedAt === status.updatedAt ? before : { status, heardAtMs: nowMs };
}

export function isOld({ status, heardAtMs }: HeardFeed, nowMs: number): boolean {
  return status.goodForMs !== null && nowMs - heardAtMs > status.goodForMs;
}

/**
 * The status to show for a feed: the received one, as long as it is valid.
 * @param storeProblem  why the message server stores nothing; null while it does. Rows that are
 *   read then cannot come through.
 */
export function judgedFeed(heard: HeardFeed, nowMs: number, storeProblem: string | null = null): FeedStatus {
  if (storeProblem !== null)
    return { ...heard.status, state: 'down', problem: 'message-store', reason: storeProblem };
  if (!isOld(heard, nowMs)) return heard.status;
  const seconds = Math.round((nowMs - heard.heardAtMs) / 1_000);
  return {
    ...heard.status,
    state: 'down',
    problem: 'not-reported',
    reason: `There has been no status of this feed for ${seconds} seconds: see whether data-processor and the message server run. Before, it was: ${heard.status.reason}`,
  };
}
