import type { ScanBatch } from '@eagle/contracts/frames';
import type { AssetLane } from './asset-lane.js';
import type { AssetLanes } from './asset-lanes.js';
import type { PipelinePlan } from './pipeline-plan.js';

/** Time without a row after which an asset's silence is announced, again and again. */
export const SILENCE_MS = 5_000;

/**
 * Messages without rows for the assets of which nothing has arrived for 5 s: alarm logic learns that time went on, and for how long nothing came. What
 * counts is arrival by this process's steady clock. The source's clock may be an hour off, stand still or be set back, and says nothing once the source
 * is silent; in a recording that is played fast, though, an asset may be silent for a minute of the others' time within a moment.
 * @param atMs  Up to when the source is known to have said nothing, by the steady clock: that of the last successful look, or of now where it
 * cannot be reached.
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
