import type { ScanBatch } from '@eagle/contracts';
import type { AssetLane } from './asset-lane.js';
import type { AssetLanes } from './asset-lanes.js';
import type { PipelinePlan } from './pipeline-plan.js';

/** Clock time without a row after which an asset's silence is announced, again and again. */
export const SILENCE_MS = 5_000;

/**
 * Messages without rows for the assets that have been silent for 5 s of their clock: alarm logic learns that time went on.
 * @param clockMs  Up to when the source is known to have said nothing: for a live plant the wall clock of the last successful look (or
 * of now, where the source cannot be reached), for a recording the newest event time of the organization.
 */
export function heartbeatsDue(plan: PipelinePlan, lanes: AssetLanes, clockMs: number): ScanBatch[] {
  const due: ScanBatch[] = [];
  for (const lane of lanes) {
    if (!Number.isFinite(lane.newestMs) || clockMs - lane.announcedMs < SILENCE_MS) continue;
    lane.announcedMs = clockMs;
    due.push(heartbeat(plan, lane, clockMs));
  }
  return due;
}

function heartbeat(plan: PipelinePlan, lane: AssetLane, clockMs: number): ScanBatch {
  return {
    organizationId: plan.config.organizationId,
    assetId: lane.assetId,
    configRevision: plan.config.revision,
    tags: [...plan.table.names],
    stateNames: [...plan.states.stateNames],
    heartbeatAtMs: clockMs,
    rows: 0,
    sequences: new Float64Array(0),
    eventTimesMs: new Float64Array(0),
    readAtsMs: new Float64Array(0),
    states: new Uint8Array(0),
    values: new Float64Array(0),
    quality: new Uint8Array(0),
  };
}
