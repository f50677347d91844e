import type { AssetId, ComponentName, OrganizationSettings } from '@eagle/contracts/domain';
import { mergeFailures, tooClose, type Failure } from '@eagle/models';
import type { Survey } from '../survey/history-survey.js';
import { planHoldOut, type HoldOutPlan } from './hold-out.js';
import { LABELLING, type DevelopingFailure, type Labelling } from './interval-labeller.js';

/**
 * Faults develop over one to three horizons. Leaving one more out must leave most of the time
 * between two failures in.
 */
const HORIZONS_BETWEEN_FAILURES_MIN = 4;
const HOUR_MS = 3_600_000;

/** Which rows of a history a data set contains, and how they are labelled. */
export interface DatasetPlan extends HoldOutPlan {
  readonly failures: readonly DevelopingFailure[];
  readonly components: readonly ComponentName[];
  readonly labelling: Labelling;
  /**
   * Last time of which the state of each asset is known: its last row, or a later failure.
   */
  readonly knownUntilMs: ReadonlyMap<AssetId, number>;
  /**
   * Rows up to this long before a horizon are no examples of health; 0 where failures follow each
   * other too closely for that.
   */
  readonly earlyMs: number;
}

export interface PlanRequest {
  readonly survey: Survey;
  /** The organization's own failure records; used if its settings say so. */
  readonly records: readonly Failure[];
  readonly settings: OrganizationSettings;
  readonly windowMsMax: number;
  /** See `HoldOutRequest`. */
  readonly championTrainedToMs: number | null;
}

/** A plan, or one sentence on what is missing. */
export type Planned = { readonly plan: DatasetPlan } | { readonly missing: string };

/** Decides whether a history is sufficient for learning, and which of its rows are used. */
export function planDataset({
  survey,
  records,
  settings,
  windowMsMax,
  championTrainedToMs,
}: PlanRequest): Planned {
  if (survey.scans === 0) return { missing: 'The source holds no usable rows yet.' };
  const { horizonMs } = settings.prediction;
  const failures = usableFailures(survey, settings.failures.records ? records : [], horizonMs);
  const { failuresMin } = settings.training;
  if (failures.length < failuresMin) {
    const found = failures.length === 1 ? '1 failure was' : `${failures.length} failures were`;
    return {
      missing: `${found} found in ${span(survey)} of history; ${failuresMin} are needed to learn from.`,
    };
  }
  const earlyMs = earlyMsOf(survey, failures.length, horizonMs);
  const holdOut = planHoldOut({
    survey,
    failures,
    horizonMs,
    windowMsMax: windowMsMax + earlyMs,
    testShare: settings.training.validationShare,
    championTrainedToMs,
  });
  if (holdOut === null) {
    return { missing: tooClose(failures.length, span(survey)) };
  }
  return {
    plan: {
      failures: failures.map((failure) => ({ ...failure, developsFromMs: failure.atMs })),
      components: componentsOf(failures),
      labelling: LABELLING.coming,
      knownUntilMs: survey.lastMsOfAsset,
      earlyMs,
      ...holdOut,
    },
  };
}

/** Distinct components, in order of name. */
export const componentsOf = (failures: readonly Failure[]): ComponentName[] =>
  [...new Set(failures.map(({ component }) => component))].sort();

/** Failures of known assets within the record, each once. */
function usableFailures(survey: Survey, records: readonly Failure[], horizonMs: number): Failure[] {
  const within = records.filter(
    ({ assetId, atMs }) => atMs >= survey.firstMs && atMs <= (survey.lastMsOfAsset.get(assetId) ?? -Infinity),
  );
  return mergeFailures([...survey.failures, ...within], horizonMs);
}

/** One more horizon, if an asset runs for several horizons between two failures. */
function earlyMsOf({ scans, scansPerAssetHour }: Survey, failures: number, horizonMs: number): number {
  const betweenMs = ((scans / scansPerAssetHour) * HOUR_MS) / failures;
  return betweenMs >= HORIZONS_BETWEEN_FAILURES_MIN * horizonMs ? horizonMs : 0;
}

function span({ firstMs, lastMs }: Survey): string {
  const hours = (lastMs - firstMs) / HOUR_MS;
  return hours < 48 ? `${hours.toFixed(1)} hours` : `${(hours / 24).toFixed(1)} days`;
}
