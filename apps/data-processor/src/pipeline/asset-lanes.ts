import type { AssetId } from '@eagle/contracts/domain';
import { FleetState } from '@eagle/features';
import { AssetLane } from './asset-lane.js';
import type { PipelinePlan } from './pipeline-plan.js';

/**
 * The lanes of an organization's assets, made when an asset is first seen; bounded by its
 * configured assets.
 */
export class AssetLanes implements Iterable<AssetLane> {
  /**
   * False while the log entries for the features are unknown: then rows are marked as incomplete.
   */
  logsAreKnown = true;
  private readonly lanes = new Map<AssetId, AssetLane>();
  private readonly fleet: FleetState | null;

  constructor(readonly plan: PipelinePlan) {
    const { featureSet, config } = plan;
    this.fleet = featureSet?.fleet === true ? new FleetState(featureSet, config.settings) : null;
    for (const { assetId } of config.assets)
      this.lanes.set(assetId, new AssetLane(assetId, plan, this.fleet));
  }

  of(assetId: AssetId): AssetLane {
    let lane = this.lanes.get(assetId);
    if (lane === undefined) {
      lane = new AssetLane(assetId, this.plan, this.fleet);
      this.lanes.set(assetId, lane);
    }
    return lane;
  }

  /** Newest event time of the organization; -Infinity before the first scan. */
  get newestMs(): number {
    let newestMs = -Infinity;
    for (const lane of this.lanes.values()) newestMs = Math.max(newestMs, lane.newestMs);
    return newestMs;
  }

  [Symbol.iterator](): Iterator<AssetLane> {
    return this.lanes.values();
  }
}
