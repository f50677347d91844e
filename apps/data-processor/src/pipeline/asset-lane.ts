import type { AssetId } from '@eagle/contracts/domain';
import { FEATURE_FLAG } from '@eagle/contracts/frames';
import { AssetFeatures, QualityAssessor, type AssetLogEntry, type FleetState } from '@eagle/features';
import type { PipelinePlan } from './pipeline-plan.js';

/**
 * When the last row of an asset arrived (wall clock, which outlives the process), and what the
 * asset's clock showed then.
 */
export interface Heard {
  readonly readAtMs: number;
  readonly clockMs: number;
}

/** The pipeline's memory of one asset: quality, features, numbering. */
export class AssetLane {
  private readonly assessor: QualityAssessor;
  private readonly features: AssetFeatures | null;
  /** Number of the last scan published. */
  sequence = 0;
  /** Newest event time, milliseconds; -Infinity before the first scan. */
  newestMs = -Infinity;
  /** The event time that heartbeats and scans have announced so far. */
  announcedMs = -Infinity;
  /** When its last row arrived, by the steady clock. */
  private heardAtMs = -Infinity;
  private heard: Heard | null = null;

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

  /**
   * Notes that rows of the asset have arrived.
   * @param atMs  When, by the steady clock.
   * @param readAtMs  When, by the wall clock.
   */
  hear(atMs: number, readAtMs: number): void {
    this.heardAtMs = atMs;
    this.heard = { readAtMs, clockMs: Math.max(this.newestMs, this.announcedMs) };
  }

  /**
   * Restores what was known before a restart. @param atMs  Now, by the steady clock; `nowMs` by the
   * wall clock.
   */
  recall(newestMs: number, heard: Heard, atMs: number, nowMs: number): void {
    this.newestMs = Math.max(this.newestMs, newestMs);
    if (this.heard !== null && this.heard.readAtMs > heard.readAtMs) return;
    this.heardAtMs = atMs - Math.max(0, nowMs - heard.readAtMs);
    this.heard = heard;
  }

  /** For how long nothing has arrived, milliseconds; Infinity before the first row. */
  silentMs(atMs: number): number {
    return Math.max(0, atMs - this.heardAtMs);
  }

  /**
   * The asset's clock: its newest event time, advanced since its last row arrived. It never goes
   * back, even if the source's clock does.
   */
  clockMs(atMs: number): number {
    return this.heard === null ? -Infinity : this.heard.clockMs + this.silentMs(atMs);
  }

  /** What a process needs after a restart; null before the first row. */
  get lastHeard(): Heard | null {
    return this.heard;
  }

  /**
   * Takes in an entry of the asset's logs. @returns false where it is known or no feature uses it.
   */
  addLogEntry(event: AssetLogEntry): boolean {
    return this.features?.addLogEntry(event) ?? false;
  }

  /** Removes a withdrawn entry. */
  removeLogEntry(event: AssetLogEntry): void {
    this.features?.removeLogEntry(event);
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
