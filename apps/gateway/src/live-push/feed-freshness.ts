import type { FeedStatus } from '@eagle/contracts/domain';

/** The newest status of a feed, and when this replica heard it. */
export interface HeardFeed {
  readonly status: FeedStatus;
  /** Monotonic clock of this process, milliseconds: the clocks of two machines say nothing about an age. */
  readonly heardAtMs: number;
}

/**
 * The status heard before, or the one that comes now. One that is merely given again (the watch was made anew) is not younger for that.
 */
export function heardFeed(before: HeardFeed | undefined, status: FeedStatus, nowMs: number): HeardFeed {
  return before?.status.updatedAt === status.updatedAt ? before : { status, heardAtMs: nowMs };
}

export function isOld({ status, heardAtMs }: HeardFeed, nowMs: number): boolean {
  return status.goodForMs !== null && nowMs - heardAtMs > status.goodForMs;
}

/**
 * What is to be shown of a feed: what was said of it, as long as that is good for.
 * @param storeProblem  why the message server stores nothing; null while it does. What is read then cannot come through.
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
    reason: `Nothing has been heard of this feed for ${seconds} seconds: see whether data-processor and the message server run. Before, it was: ${heard.status.reason}`,
  };
}
