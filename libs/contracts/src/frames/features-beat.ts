import type { OrganizationId } from '../domain/ids.js';

/**
 * Beat on which an organization's feature frames leave under load, milliseconds: rows that come within it travel together. A frame costs the
 * platform much the same whatever it holds, so this sets its CPU at a given load, and the wait of a row; see ADR 7.
 */
export const FEATURES_TICK_MS = 15;

const HALF_BEAT_MS = Math.floor(FEATURES_TICK_MS / 2);

/**
 * When within the beat of the clock it is this organization's turn, milliseconds. One half of them has the beat, the other the off-beat: each
 * half's frames share few writes, and the last of them waits for half as many before it.
 */
export function featuresOffsetMs(organizationId: OrganizationId): number {
  return Number.parseInt(organizationId.slice(-1), 16) % 2 === 0 ? 0 : HALF_BEAT_MS;
}

/** Time from now to the organization's next turn, more than 0 and at most one beat. */
export function untilFeaturesBeatMs(organizationId: OrganizationId, nowMs: number): number {
  return FEATURES_TICK_MS - ((nowMs - featuresOffsetMs(organizationId)) % FEATURES_TICK_MS);
}
