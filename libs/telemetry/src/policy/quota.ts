/** What the history of an organization takes. */
export interface Usage {
  readonly rows: number;
  readonly bytes: number;
}

export interface Quota {
  readonly bytesMax: number;
  /** Share of the quota from which on people are warned, 0-1. */
  readonly warnShare: number;
}

/**
 * `refused`: nothing more is stored until something is deleted, the quota is raised or rows grow
 * too old.
 */
export interface QuotaVerdict {
  readonly state: 'within' | 'near' | 'refused';
  readonly usedShare: number;
  readonly freeBytes: number;
  /** Days until the quota is reached at the present growth; null where it does not grow. */
  readonly daysLeft: number | null;
}

export function judgeQuota(usage: Usage, quota: Quota, bytesPerDay: number): QuotaVerdict {
  const freeBytes = Math.max(0, quota.bytesMax - usage.bytes);
  const usedShare = quota.bytesMax > 0 ? usage.bytes / quota.bytesMax : Number.POSITIVE_INFINITY;
  const state = usage.bytes >= quota.bytesMax ? 'refused' : usedShare >= quota.warnShare ? 'near' : 'within';
  return { state, usedShare, freeBytes, daysLeft: bytesPerDay > 0 ? freeBytes / bytesPerDay : null };
}
