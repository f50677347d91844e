import { FEATURE_FLAG, type AssetId } from '@eagle/contracts';
import { FeatureWindows, QualityAssessor } from '@eagle/features';
import type { PipelinePlan } from './pipeline-plan.js';

/** What the pipeline keeps in memory of one asset: quality, windows, numbering. */
export class AssetLane {
  private readonly assessor: QualityAssessor;
  private readonly windows: FeatureWindows | null;
  /** Number of the last scan published. */
  sequence = 0;
  /** Newest event time, milliseconds; -Infinity before the first scan. */
  newestMs = -Infinity;
  /** Event time that heartbeats and scans have announced so far. */
  announcedMs = -Infinity;

  constructor(
    readonly assetId: AssetId,
    { table, featureSet, config }: PipelinePlan,
  ) {
    this.assessor = new QualityAssessor(table, config.settings);
    this.windows = featureSet === null ? null : new FeatureWindows(featureSet, table, config.settings);
  }

  /** Marks the quality of a scan in place. */
  assess(eventTimeMs: number, values: Float64Array, quality: Uint8Array): void {
    this.assessor.assess(eventTimeMs, values, quality);
    if (eventTimeMs > this.newestMs) this.newestMs = eventTimeMs;
    if (eventTimeMs > this.announcedMs) this.announcedMs = eventTimeMs;
  }

  /** Advances the windows and writes one feature row. @returns FEATURE_FLAG bits. */
  advance(eventTimeMs: number, values: Float64Array, out: Float32Array, outOffset: number): number {
    return this.windows?.push(eventTimeMs, values, out, outOffset) ?? FEATURE_FLAG.windowIncomplete;
  }
}
