import { FEATURE_FLAG, type AssetId } from '@eagle/contracts';
import { AssetFeatures, QualityAssessor, type AssetEvent, type FleetState } from '@eagle/features';
import type { PipelinePlan } from './pipeline-plan.js';

/** What the pipeline keeps in memory of one asset: quality, features, numbering. */
export class AssetLane {
  private readonly assessor: QualityAssessor;
  private readonly features: AssetFeatures | null;
  /** Number of the last scan published. */
  sequence = 0;
  /** Newest event time, milliseconds; -Infinity before the first scan. */
  newestMs = -Infinity;
  /** Event time that heartbeats and scans have announced so far. */
  announcedMs = -Infinity;

  constructor(
    readonly assetId: AssetId,
    { table, featureSet, config }: PipelinePlan,
    fleet: FleetState | null,
  ) {
    this.assessor = new QualityAssessor(table, config.settings);
    const asset = config.assets.find((known) => known.assetId === assetId) ?? null;
    this.features =
      featureSet === null ? null : new AssetFeatures(featureSet, table, config.settings, asset, fleet);
  }

  /** Marks the quality of a scan in place. */
  assess(eventTimeMs: number, values: Float64Array, quality: Uint8Array): void {
    this.assessor.assess(eventTimeMs, values, quality);
    if (eventTimeMs > this.newestMs) this.newestMs = eventTimeMs;
    if (eventTimeMs > this.announcedMs) this.announcedMs = eventTimeMs;
  }

  /** Takes in an entry of the asset's logs. @returns false where it is known or no feature asks for it. */
  addEvent(event: AssetEvent): boolean {
    return this.features?.addEvent(event) ?? false;
  }

  /** Forgets an entry that was taken back. */
  removeEvent(event: AssetEvent): void {
    this.features?.removeEvent(event);
  }

  /** Takes in a scan and writes its feature row. @returns FEATURE_FLAG bits. */
  advance(
    eventTimeMs: number,
    values: Float64Array,
    state: number,
    out: Float32Array,
    outOffset: number,
  ): number {
    return this.features?.push(eventTimeMs, values, state, out, outOffset) ?? FEATURE_FLAG.windowIncomplete;
  }
}
