import type { QualityName } from '../domain/telemetry.js';

/**
 * Quality of one value, as stored in a scan's quality column. Good is 0, so that a zeroed column is
 * a good one.
 */
export const QUALITY = {
  good: 0,
  missing: 1,
  frozen: 2,
  outOfRange: 3,
  stale: 4,
} as const satisfies Record<QualityName, number>;
export type QualityCode = (typeof QUALITY)[keyof typeof QUALITY];
