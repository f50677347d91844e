import type { FeedStatus, RejectionReason } from '@eagle/contracts/domain';

/** Why a row, or one value of it, could not be used. */
export const REASONS = [
  'key-missing',
  'time-missing',
  'time-unreadable',
  'time-in-future',
  'too-late',
  'asset-unknown',
  'asset-missing',
  'all-values-missing',
  'value-not-a-number',
  'value-not-finite',
  'tag-unknown',
  'code-missing',
  'code-unknown',
  'quota',
] as const satisfies readonly RejectionReason[];

export interface Rejection {
  readonly reason: RejectionReason;
  readonly count: number;
}

/** What was rejected since the feed began, the most frequent reason first. */
export function rejectionsOf({ rejected }: Pick<FeedStatus, 'rejected'>): Rejection[] {
  return REASONS.map((reason) => ({ reason, count: rejected[reason] ?? 0 }))
    .filter(({ count }) => count > 0)
    .toSorted((a, b) => b.count - a.count);
}

/** An address can name anything. */
export const reasonOf = (text: string | undefined): RejectionReason | null =>
  REASONS.find((reason) => reason === text) ?? null;
