import type { FeedStatus, RejectionReason } from '@eagle/contracts/domain';
import { REJECTION_REASONS } from '../../plant-source/index.js';

export interface Rejection {
  readonly reason: RejectionReason;
  readonly count: number;
}

/** What was rejected since the feed began, the most frequent reason first. */
export function rejectionsOf({ rejected }: Pick<FeedStatus, 'rejected'>): Rejection[] {
  return REJECTION_REASONS.map((reason) => ({ reason, count: rejected[reason] ?? 0 }))
    .filter(({ count }) => count > 0)
    .toSorted((a, b) => b.count - a.count);
}
