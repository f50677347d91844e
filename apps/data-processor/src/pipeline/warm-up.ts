import { STREAMS } from '@eagle/contracts/bus';
import { RowMapper, type FeedConnection, type MappedScan } from '@eagle/feeds';
import type { AssetLanes } from './asset-lanes.js';
import type { PipelinePlan } from './pipeline-plan.js';
import type { StreamMarks } from './stream-marks.js';

/** Windows longer than most of the stream's retention are filled from the source's history. */
const STREAM_SHARE = 0.8;

/**
 * Whether the SCANS stream is too short for a rebuild up to `newestMs`. That is so for slow plants
 * with windows of days, and for feeds that were published only from where their windows begin.
 */
export function needsHistory(plan: PipelinePlan, marks: StreamMarks, newestMs: number): boolean {
  if (plan.lookBackMs > plan.windowBackMs && !marks.covers(newestMs)) return true;
  return plan.feed.clock === 'wall' && plan.lookBackMs > STREAMS.scans.maxAgeMs * STREAM_SHARE;
}

/**
 * Fills quality and features' state from the source's history, the look-back before `toMs`, without
 * publishing anything.
 * @param toMs  Event time; rows before it are read.
 * @throws AppError `FEED.*`
 */
export async function warmFromSource(
  feed: FeedConnection,
  plan: PipelinePlan,
  lanes: AssetLanes,
  toMs: number,
  nowMs: number,
): Promise<void> {
  const mapper = new RowMapper(plan.config);
  const scratch = new Float32Array(plan.featureSet?.width ?? 0);
  const take = (scans: readonly MappedScan[]): void => {
    for (const { assetId, eventTimeMs, values, quality } of scans) {
      const lane = lanes.of(assetId);
      lane.assess(eventTimeMs, values, quality);
      lane.advance(eventTimeMs, values, plan.states.stateOf(values), scratch, 0);
    }
  };
  const range = { fromMs: toMs - plan.lookBackMs, toMs };
  for await (const rows of feed.history(plan.mapping, range)) take(mapper.map(rows, nowMs).scans);
  take(mapper.flush(Infinity).scans);
}
