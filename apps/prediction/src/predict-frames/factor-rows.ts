import type { AssetId, OrganizationId } from '@eagle/contracts/domain';
import { FEATURE_FLAG, type FeatureFrame } from '@eagle/contracts/frames';

/**
 * One asset is explained again after this much event time: every row of a plant that is scanned
 * once a second, also when its clock jitters. For faster plants, reading the explanations in
 * alerting would cost more than making them.
 */
const EXPLAIN_EVERY_MS = 500;
/** Rows that may not cause an alert, so that they need no explanation. */
const NO_ALERT = FEATURE_FLAG.windowIncomplete | FEATURE_FLAG.stateExcluded;

/**
 * Chooses the rows to explain: one per asset and frame, and at most two a second of event time per
 * asset.
 */
export class FactorRows {
  private readonly explainedAtMs = new Map<OrganizationId, Map<AssetId, number>>();

  /**
   * @param probabilityMin  The present threshold.
   * @returns indices of rows, each the most probable of its asset within the frame.
   */
  choose(frame: FeatureFrame, probability: Float32Array, probabilityMin: number): readonly number[] {
    let best: Map<number, number> | null = null;
    for (let row = 0; row < frame.rows; row += 1) {
      const p = probability[row] ?? 0;
      if (p < probabilityMin || ((frame.flags[row] ?? 0) & NO_ALERT) !== 0) continue;
      best ??= new Map();
      const asset = frame.assets[row] ?? 0;
      const other = best.get(asset);
      if (other === undefined || p > (probability[other] ?? 0)) best.set(asset, row);
    }
    if (best === null) return [];
    return [...best.values()].filter((row) => this.isDue(frame, row));
  }

  forget(organizationId: OrganizationId): void {
    this.explainedAtMs.delete(organizationId);
  }

  private isDue(frame: FeatureFrame, row: number): boolean {
    const asset = frame.assetNames[frame.assets[row] ?? 0];
    const eventTimeMs = frame.eventTimesMs[row] ?? 0;
    if (asset === undefined) return false;
    const assets = this.explainedAtMs.get(frame.organizationId) ?? new Map<AssetId, number>();
    this.explainedAtMs.set(frame.organizationId, assets);
    const lastMs = assets.get(asset) ?? Number.NEGATIVE_INFINITY;
    // In both directions: a recording that is played again goes back in time.
    if (Math.abs(eventTimeMs - lastMs) < EXPLAIN_EVERY_MS) return false;
    assets.set(asset, eventTimeMs);
    return true;
  }
}
