import type { Resolution } from '../series/bucket-widths.js';

const DAY_MS = 86_400_000;

/** How long rows are kept, by their own time. */
export interface Retention {
  readonly rawDays: number;
  readonly aggregateDays: number;
}

export const RETENTION: Retention = { rawDays: 400, aggregateDays: 5 * 365 };

/** Rows of a resolution before this instant go; whole UTC days, so that no day is kept in part. */
export function keptFromMs(resolution: Resolution, retention: Retention, nowMs: number): number {
  const days =
    resolution === 'raw' ? retention.rawDays : Math.max(retention.rawDays, retention.aggregateDays);
  return Math.floor(nowMs / DAY_MS) * DAY_MS - days * DAY_MS;
}
