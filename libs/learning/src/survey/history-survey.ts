import type { AssetId, OrganizationConfig } from '@eagle/contracts/domain';
import { compileOperatingStates, excludedStates, QualityAssessor, tagTable } from '@eagle/features';
import { FailureEdges, type Failure } from '@eagle/models';
import type { PastScan } from '../ports.js';

const HOUR_MS = 3_600_000;

interface SurveyedAsset {
  readonly assessor: QualityAssessor;
  readonly edges: FailureEdges;
  readonly firstMs: number;
  lastMs: number;
  hours: number;
  lastHour: number;
}

export interface Survey {
  /** Time of the last scan of each asset. */
  readonly lastMsOfAsset: ReadonlyMap<AssetId, number>;
  readonly firstMsOfAsset: ReadonlyMap<AssetId, number>;
  readonly firstMs: number;
  readonly lastMs: number;
  readonly scans: number;
  /** Scans in predicted operating states, by hour since the epoch, ascending. */
  readonly meantByHour: readonly (readonly [hour: number, scans: number])[];
  /** Scans of one asset in an hour, over the hours that have any. */
  readonly scansPerAssetHour: number;
  /** Failures found by flags, not merged. */
  readonly failures: readonly Failure[];
}

/**
 * First reading of a history, without features: number of scans, their distribution over time, and
 * the rises of failure flags. Memory grows with assets and hours only.
 */
export class HistorySurvey {
  private readonly table;
  private readonly states;
  private readonly excluded: readonly boolean[];
  private readonly assets = new Map<AssetId, SurveyedAsset>();
  private readonly byHour = new Map<number, number>();
  private scans = 0;

  constructor(private readonly config: OrganizationConfig) {
    const { operatingStates, predictInStates } = config.settings;
    this.table = tagTable(config);
    this.states = compileOperatingStates(operatingStates, this.table);
    this.excluded = excludedStates(this.states.stateNames, predictInStates);
  }

  /** Changes the scan's values in place where they are out of range. */
  add(scan: PastScan): void {
    const { eventTimeMs, values, quality } = scan;
    const asset = this.assets.get(scan.assetId) ?? this.meet(scan);
    asset.assessor.assess(eventTimeMs, values, quality);
    asset.edges.push(eventTimeMs, values);
    this.scans += 1;
    if (eventTimeMs > asset.lastMs) asset.lastMs = eventTimeMs;
    const hour = Math.floor(eventTimeMs / HOUR_MS);
    if (hour !== asset.lastHour) {
      asset.lastHour = hour;
      asset.hours += 1;
    }
    const meant = this.excluded[this.states.stateOf(values)] !== true;
    if (meant) this.byHour.set(hour, (this.byHour.get(hour) ?? 0) + 1);
  }

  finish(): Survey {
    const assets = [...this.assets];
    const assetHours = assets.reduce((sum, [, asset]) => sum + asset.hours, 0);
    return {
      lastMsOfAsset: new Map(assets.map(([assetId, asset]) => [assetId, asset.lastMs])),
      firstMsOfAsset: new Map(assets.map(([assetId, asset]) => [assetId, asset.firstMs])),
      firstMs: Math.min(...assets.map(([, asset]) => asset.firstMs)),
      lastMs: Math.max(...assets.map(([, asset]) => asset.lastMs)),
      scans: this.scans,
      meantByHour: [...this.byHour].sort(([a], [b]) => a - b),
      scansPerAssetHour: assetHours === 0 ? 0 : this.scans / assetHours,
      failures: assets.flatMap(([, asset]) => asset.edges.finish()),
    };
  }

  private meet({ assetId, eventTimeMs }: PastScan): SurveyedAsset {
    const { settings } = this.config;
    const asset: SurveyedAsset = {
      assessor: new QualityAssessor(this.table, settings),
      edges: new FailureEdges(assetId, settings.failures.tags, this.table),
      firstMs: eventTimeMs,
      lastMs: eventTimeMs,
      hours: 0,
      lastHour: NaN,
    };
    this.assets.set(assetId, asset);
    return asset;
  }
}
