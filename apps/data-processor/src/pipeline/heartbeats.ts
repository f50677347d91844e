import type { ScanBatch } from '@eagle/contracts/frames';
import type { AssetLane } from './asset-lane.js';
import type { AssetLanes } from './asset-lanes.js';
import type { PipelinePlan } from './pipeline-plan.js';

/** Time without a row after which the silence of an asset is announced, repeatedly. */
export const SILENCE_MS = 5_000;

/**
 * Messages without rows for assets that have been silent for 5 s: alarm logic learns that time has
 * passed, and how long the silence is. Silence counts from arrival by this process's steady clock,
 * because the source's clock may be wrong, stand still or be set back, and is unknown once the
 * source is silent. In a recording that is replayed fast, though, an asset may be silent for a
 * minute of recorded time within a moment.
 * @param atMs  Steady-clock time up to which the source is known to be silent: that of the last
 * successful poll, or now where it cannot be reached.
 */
export function heartbeatsDue(plan: PipelinePlan, lanes: AssetLanes, atMs: number): ScanBatch[] {
  const recordedMs = plan.feed.clock === 'source' ? lanes.newestMs : -Infinity;
  const due: ScanBatch[] = [];
  for (const lane of lanes) {
    const ownMs = lane.clockMs(atMs);
    if (!Number.isFinite(ownMs)) continue;
    const clockMs = Math.round(Math.max(ownMs, recordedMs));
    if (clockMs - lane.announcedMs < SILENCE_MS) continue;
    lane.announcedMs = clockMs;
    due.push(heartbeat(plan, lane, clockMs, Math.max(lane.silentMs(atMs), recordedMs - lane.newestMs)));
  }
  return due;
}

/** Rows of these messages have just arrived. */
export function hear(
  lanes: AssetLanes,
  messages: readonly ScanBatch[],
  atMs: number,
  readAtMs: number,
): void {
  for (const { assetId } of messages) lanes.of(assetId).hear(atMs, readAtMs);
}

function heartbeat(plan: PipelinePlan, lane: AssetLane, clockMs: number, silentMs: number): ScanBatch {
  return {
    organizationId: plan.config.organizationId,
    assetId: lane.assetId,
    configRevision: plan.config.revision,
    tags: [...plan.table.names],
    stateNames: [...plan.states.stateNames],
    heartbeatAtMs: clockMs,
    silentMs: Math.round(silentMs),
    rows: 0,
    sequences: new Float64Array(0),
    eventTimesMs: new Float64Array(0),
    readAtsMs: new Float64Array(0),
    states: new Uint8Array(0),
    values: new Float64Array(0),
    quality: new Uint8Array(0),
  };
}
