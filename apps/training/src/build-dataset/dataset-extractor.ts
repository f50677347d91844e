import type { AssetId, OrganizationConfig } from '@eagle/contracts';
import {
  compileOperatingStates,
  excludedStates,
  FeatureWindows,
  QualityAssessor,
  tagTable,
  type FeatureSet,
} from '@eagle/features';
import type { MappedScan } from '@eagle/feeds';
import { LABEL, RowLabeller } from '@eagle/models';
import type { DatasetPlan } from './dataset-plan.js';
import { SPLIT, type DatasetWriter } from './dataset-writer.js';

interface Lane {
  readonly index: number;
  readonly assessor: QualityAssessor;
  readonly windows: FeatureWindows;
  readonly labeller: RowLabeller;
  /** Rows seen of each label, for thinning. */
  readonly seen: [quiet: number, failing: number];
}

/**
 * Second reading of a history: quality, operating state and features by the very code of the live path, one lane per asset. A row is kept
 * when an alert could have come of it live (windows whole, state meant, not late) and its label is known. Quiet training rows are thinned by
 * a fixed stride, and their weight says so; held-back rows are all kept.
 */
export class DatasetExtractor {
  private readonly table;
  private readonly states;
  private readonly excluded: readonly boolean[];
  private readonly lanes = new Map<AssetId, Lane>();

  constructor(
    private readonly config: OrganizationConfig,
    private readonly featureSet: FeatureSet,
    private readonly plan: DatasetPlan,
    private readonly lastMsOfAsset: ReadonlyMap<AssetId, number>,
    private readonly writer: DatasetWriter,
  ) {
    const { operatingStates, predictInStates } = config.settings;
    this.table = tagTable(config);
    this.states = compileOperatingStates(operatingStates, this.table);
    this.excluded = excludedStates(this.states.stateNames, predictInStates);
  }

  /** In the order of the indices that kept rows carry. */
  get assetIds(): readonly AssetId[] {
    return [...this.lanes.keys()];
  }

  /** Takes in one scan; its values may be changed. The writer must have room for a row. */
  add(scan: MappedScan): void {
    const { eventTimeMs, values, quality } = scan;
    const lane = this.lanes.get(scan.assetId) ?? this.open(scan.assetId);
    lane.assessor.assess(eventTimeMs, values, quality);
    const { out, offset } = this.writer.slot;
    const flags = lane.windows.push(eventTimeMs, values, out, offset);
    const excluded = flags !== 0 || this.excluded[this.states.stateOf(values)] === true;
    const label = lane.labeller.label(eventTimeMs, excluded);
    if (label === LABEL.leftOut) return;
    const { early, component, minutesToFailure } = lane.labeller;
    const weight = this.weightOf(eventTimeMs, early ? LABEL.failing : label, lane);
    if (weight === 0) return;
    this.writer.keep({
      asset: lane.index,
      timeMs: eventTimeMs,
      label,
      component,
      minutesToFailure,
      split: eventTimeMs > this.plan.split.trainToMs ? SPLIT.test : early ? SPLIT.early : SPLIT.train,
      weight,
      early,
    });
  }

  /** How many rows this one stands for; 0 when it is not kept. */
  private weightOf(eventTimeMs: number, label: 0 | 1, lane: Lane): number {
    const { split, quietStride, failingStride } = this.plan;
    if (eventTimeMs >= split.testFromMs) return 1;
    if (eventTimeMs > split.trainToMs) return 0;
    const stride = label === LABEL.failing ? failingStride : quietStride;
    const turn = lane.seen[label] + lane.index;
    lane.seen[label] += 1;
    return turn % stride === 0 ? stride : 0;
  }

  private open(assetId: AssetId): Lane {
    const { settings } = this.config;
    const { failures, components, earlyMs } = this.plan;
    const lane: Lane = {
      index: this.lanes.size,
      assessor: new QualityAssessor(this.table, settings),
      windows: new FeatureWindows(this.featureSet, this.table, settings),
      labeller: new RowLabeller({
        failures: failures.filter((failure) => failure.assetId === assetId),
        components,
        horizonMs: settings.prediction.horizonMs,
        earlyMs,
        recordEndMs: this.lastMsOfAsset.get(assetId) ?? -Infinity,
      }),
      seen: [0, 0],
    };
    this.lanes.set(assetId, lane);
    return lane;
  }
}
