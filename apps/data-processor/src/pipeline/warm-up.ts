import { STREAMS } from '@eagle/contracts';
import { RowMapper, type FeedConnection, type MappedScan } from '@eagle/feeds';
import type { AssetLanes } from './asset-lanes.js';
import type { PipelinePlan } from './pipeline-plan.js';

/** Windows longer than most of what the stream keeps are filled from the source's own history. */
const STREAM_SHARE = 0.8;

/** Whether the SCANS stream is too short for these windows: slow plants, whose windows span days. */
export function needsHistory(plan: PipelinePlan): boolean {
  return plan.feed.clock === 'wall' && plan.lookBackMs > STREAMS.scans.maxAgeMs * STREAM_SHARE;
}

/**
 * Fills quality and windows from the source's history up to `newestMs`, without publishing anything.
 * @throws AppError `FEED.*`
 */
export async function warmFromSource(
  feed: FeedConnection,
  plan: PipelinePlan,
  lanes: AssetLanes,
  newestMs: number,
  nowMs: number,
): Promise<void> {
  const mapper = new RowMapper(plan.config);
  const scratch = new Float32Array(plan.featureSet?.width ?? 0);
  const take = (scans: readonly MappedScan[]): void => {
    for (const { assetId, eventTimeMs, values, quality } of scans) {
      const lane = lanes.of(assetId);
      lane.assess(eventTimeMs, values, quality);
      lane.advance(eventTimeMs, values, scratch, 0);
    }
  };
  const range = { fromMs: newestMs - plan.lookBackMs, toMs: newestMs + 1 };
  for await (const rows of feed.history(plan.mapping, range)) take(mapper.map(rows, nowMs).scans);
  take(mapper.flush(Infinity).scans);
}
