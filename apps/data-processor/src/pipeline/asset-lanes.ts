import type { AssetId } from '@eagle/contracts';
import { AssetLane } from './asset-lane.js';
import type { PipelinePlan } from './pipeline-plan.js';

/** The lanes of an organization's assets, made when an asset is first seen; bounded by its configured assets. */
export class AssetLanes implements Iterable<AssetLane> {
  private readonly lanes = new Map<AssetId, AssetLane>();

  constructor(readonly plan: PipelinePlan) {
    for (const { assetId } of plan.config.assets) this.lanes.set(assetId, new AssetLane(assetId, plan));
  }

  of(assetId: AssetId): AssetLane {
    let lane = this.lanes.get(assetId);
    if (lane === undefined) {
      lane = new AssetLane(assetId, this.plan);
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
