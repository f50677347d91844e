import type { OrganizationId } from '../domain/ids.js';

/**
 * Interval in which an organization's feature frames are flushed under load, milliseconds: rows
 * that come within it travel together. A frame costs nearly the same whatever it holds, so this
 * interval sets the CPU use at a given load, and the wait of a row; see ADR 7.
 */
export const FEATURES_TICK_MS = 15;

const HALF_FLUSH_INTERVAL_MS = Math.floor(FEATURES_TICK_MS / 2);

/**
 * When within the flush interval this organization is flushed, milliseconds. One half of them is
 * flushed at its beginning, the other in its middle: the frames of each half share few writes, and
 * the last frame waits for half as many others.
 */
export function featuresOffsetMs(organizationId: OrganizationId): number {
  return Number.parseInt(organizationId.slice(-1), 16) % 2 === 0 ? 0 : HALF_FLUSH_INTERVAL_MS;
}

/** Time from now to the organization's next flush, more than 0 and at most one interval. */
export function untilFeaturesFlushMs(organizationId: OrganizationId, nowMs: number): number {
  return FEATURES_TICK_MS - ((nowMs - featuresOffsetMs(organizationId)) % FEATURES_TICK_MS);
}
