import type { AssetId, HoldOutAnswers, OrganizationConfig } from '@eagle/contracts/domain';
import {
  AssetFeatures,
  compileOperatingStates,
  excludedStates,
  FleetState,
  QualityAssessor,
  tagTable,
  type AssetLogEntry,
  type FeatureSet,
} from '@eagle/features';
import { LABEL, RowLabeller, type RuleEpisode } from '@eagle/models';
import type { PastScan } from '../ports.js';
import { AnswerCount } from './answer-count.js';
import type { DatasetPlan } from './dataset-plan.js';
import type { DatasetWriter } from './dataset-writer.js';
import { IntervalLabeller, LABELLING, type DevelopingFailure } from './interval-labeller.js';
import { RuleAlarms } from './rule-alarms.js';

/** A pause of this many scan periods ends an asset's run. */
const RUN_PAUSE_PERIODS = 100;

interface Lane {
  readonly index: number;
  readonly assessor: QualityAssessor;
  readonly features: AssetFeatures;
  readonly labeller: RowLabeller | IntervalLabeller;
  readonly failures: readonly DevelopingFailure[];
  /** Number of rows seen with each label, for thinning. */
  readonly seen: [quiet: number, failing: number];
  /** Failures of the asset at or before its newest row. */
  failed: number;
  runStartsMs: number;
  lastMs: number;
  keptMs: number;
}

/**
 * Second reading of a history: quality, operating state and features by the code of the live path,
 * one lane per asset. A row is kept when an alert could have come of it live (windows whole, state
 * meant, not late) and its label is known. Quiet rows that only train are thinned by a fixed
 * stride, and their weight says so; rows that are held out once are all kept.
 */
export class DatasetExtractor {
  private readonly table;
  private readonly states;
  private readonly excluded: readonly boolean[];
  private readonly fleet: FleetState;
  private readonly rules: RuleAlarms;
  private readonly lanes = new Map<AssetId, Lane>();
  private readonly answers: AnswerCount;

  /** @param events  Log entries of each asset. */
  constructor(
    private readonly config: OrganizationConfig,
    private readonly featureSet: FeatureSet,
    private readonly plan: DatasetPlan,
    private readonly events: ReadonlyMap<AssetId, readonly AssetLogEntry[]>,
    private readonly writer: DatasetWriter,
  ) {
    this.answers = new AnswerCount(featureSet.windowMsMax);
    this.fleet = new FleetState(featureSet, config.settings);
    const { operatingStates, predictInStates } = config.settings;
    this.table = tagTable(config);
    this.states = compileOperatingStates(operatingStates, this.table);
    this.excluded = excludedStates(this.states.stateNames, predictInStates);
    this.rules = new RuleAlarms(config, this.table, this.states.stateNames);
  }

  /** In the order of the indices in the kept rows. */
  get assetIds(): readonly AssetId[] {
    return [...this.lanes.keys()];
  }

  /** How much of the held-out part gets an answer. */
  holdOutAnswers(): HoldOutAnswers {
    return this.answers.finish();
  }

  /** Alarms of the organization's own rules; null where it has none. */
  ruleEpisodes(): readonly RuleEpisode[] | null {
    return this.rules.episodes();
  }

  /** Adds one scan; may change its values. The writer must have room for a row. */
  add(scan: PastScan): void {
    const { eventTimeMs, values, quality } = scan;
    const lane = this.lanes.get(scan.assetId) ?? this.open(scan.assetId);
    this.follow(lane, eventTimeMs);
    lane.assessor.assess(eventTimeMs, values, quality);
    const { out, offset } = this.writer.slot;
    const state = this.states.stateOf(values);
    this.rules.add(scan.assetId, eventTimeMs, state, values);
    const flags = lane.features.push(eventTimeMs, values, state, out, offset);
    const excluded = flags !== 0 || this.excluded[state] === true;
    const label = lane.labeller.label(eventTimeMs, excluded);
    const fold = this.plan.split.foldOf(scan.assetId, eventTimeMs);
    if (fold !== null && fold >= 0 && this.excluded[state] !== true) this.answers.count(scan.assetId, flags);
    if (fold === null || label === LABEL.leftOut || !this.isTaken(lane, eventTimeMs)) return;
    const { early, component, minutesToFailure } = lane.labeller;
    const weight = fold >= 0 ? 1 : this.weightOf(early ? LABEL.failing : label, lane);
    if (weight === 0) return;
    lane.keptMs = eventTimeMs;
    this.writer.keep({
      asset: lane.index,
      timeMs: eventTimeMs,
      label,
      component,
      minutesToFailure,
      fold,
      weight,
      early,
      sinceStartMs: eventTimeMs - lane.runStartsMs,
      sinceFailureMs: eventTimeMs - (lane.failures[lane.failed - 1]?.atMs ?? NaN),
    });
  }

  /**
   * Where rows are taken at a distance: the last one of each such stretch since the epoch, which
   * has seen the whole of it.
   */
  private isTaken({ keptMs }: Lane, eventTimeMs: number): boolean {
    const { rowEveryMs } = this.plan;
    if (rowEveryMs === 0) return true;
    const next = eventTimeMs + this.config.settings.scanPeriodMs;
    const endsStretch = Math.floor(next / rowEveryMs) > Math.floor(eventTimeMs / rowEveryMs);
    return endsStretch && eventTimeMs >= keptMs + rowEveryMs / 2;
  }

  /** Keeps the clocks of a lane. */
  private follow(lane: Lane, eventTimeMs: number): void {
    const pauseMs = RUN_PAUSE_PERIODS * this.config.settings.scanPeriodMs;
    if (!(eventTimeMs - lane.lastMs <= pauseMs)) lane.runStartsMs = eventTimeMs;
    if (!(eventTimeMs < lane.lastMs)) lane.lastMs = eventTimeMs;
    while ((lane.failures[lane.failed]?.atMs ?? Infinity) <= eventTimeMs) lane.failed += 1;
  }

  /** Number of rows that this one represents; 0 when it is not kept. */
  private weightOf(label: 0 | 1, lane: Lane): number {
    const { quietStride, failingStride } = this.plan;
    const stride = label === LABEL.failing ? failingStride : quietStride;
    const turn = lane.seen[label] + lane.index;
    lane.seen[label] += 1;
    return turn % stride === 0 ? stride : 0;
  }

  private open(assetId: AssetId): Lane {
    const { settings } = this.config;
    const failures = this.plan.failures
      .filter((failure) => failure.assetId === assetId)
      .sort((a, b) => a.atMs - b.atMs);
    const lane: Lane = {
      index: this.lanes.size,
      assessor: new QualityAssessor(this.table, settings),
      features: this.featuresOf(assetId),
      labeller: this.labellerOf(assetId, failures),
      failures,
      seen: [0, 0],
      failed: 0,
      runStartsMs: NaN,
      lastMs: NaN,
      keptMs: -Infinity,
    };
    this.lanes.set(assetId, lane);
    return lane;
  }

  private featuresOf(assetId: AssetId): AssetFeatures {
    const { settings, assets } = this.config;
    const asset = assets.find((known) => known.assetId === assetId) ?? null;
    const features = new AssetFeatures(this.featureSet, this.table, settings, asset, this.fleet);
    for (const event of this.events.get(assetId) ?? []) features.addLogEntry(event);
    return features;
  }

  private labellerOf(
    assetId: AssetId,
    failures: readonly DevelopingFailure[],
  ): RowLabeller | IntervalLabeller {
    const { components, earlyMs, labelling, knownUntilMs } = this.plan;
    if (labelling !== LABELLING.coming) return new IntervalLabeller(failures, components, labelling);
    return new RowLabeller({
      failures,
      components,
      horizonMs: this.config.settings.prediction.horizonMs,
      earlyMs,
      recordEndMs: knownUntilMs.get(assetId) ?? -Infinity,
    });
  }
}
