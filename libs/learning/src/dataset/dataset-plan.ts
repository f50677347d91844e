import type { AssetId, ComponentName, OrganizationSettings } from '@eagle/contracts';
import { mergeFailures, splitByTime, type Failure, type TimeSplit } from '@eagle/models';
import type { Survey } from '../survey/history-survey.js';
import { LABELLING, type DevelopingFailure, type Labelling } from './interval-labeller.js';
import type { RowSplit } from './split.js';

/** About as many training rows as teach a tree model all it can learn of this kind of data; more quiet rows are thinned. */
export const TRAIN_ROWS_MAX = 60_000;
/** Rows before failures are kept whole up to this many. */
const FAILING_ROWS_MAX = 30_000;
/** Held-back rows are never thinned; where there would be more than this, the held-back part begins later. */
export const HELD_BACK_ROWS_MAX = 2_000_000;
/** Faults develop over one to three horizons. Leaving one more out must leave most of the time between two failures in. */
const HORIZONS_BETWEEN_FAILURES_MIN = 4;
const HOUR_MS = 3_600_000;

/** How a history becomes a data set. */
export interface DatasetPlan {
  readonly failures: readonly DevelopingFailure[];
  readonly components: readonly ComponentName[];
  readonly labelling: Labelling;
  readonly split: RowSplit;
  /** Time up to which it is known what became of each asset: its last row, or a failure after that. */
  readonly knownUntilMs: ReadonlyMap<AssetId, number>;
  /** Rows up to this long before a horizon are no examples of health; 0 where failures follow each other too closely for that. */
  readonly earlyMs: number;
  /** Of how many quiet rows of an asset that only train one is kept; 1 keeps all. */
  readonly quietStride: number;
  /** The same for rows before a failure. */
  readonly failingStride: number;
  /** Rows of one asset are taken about so far apart; 0 takes every one. */
  readonly rowEveryMs: number;
  /** Failures before the held-back part, and in it. */
  readonly failuresTrain: number;
  readonly failuresTest: number;
  /** Up to when rows train, for the manifest. */
  readonly trainToMs: number;
}

/** A plan, or one sentence that says what is missing. */
export type Planned = { readonly plan: DatasetPlan } | { readonly missing: string };

/**
 * Decides whether a history is enough to learn from and which of its rows are used.
 * @param records  The organization's own failure records; counted where its settings say so.
 */
export function planDataset(
  survey: Survey,
  records: readonly Failure[],
  settings: OrganizationSettings,
  windowMsMax: number,
): Planned {
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
  const split = splitByTime({
    failuresAtMs: failures.map(({ atMs }) => atMs),
    fromMs: survey.firstMs,
    toMs: survey.lastMs,
    horizonMs,
    windowMsMax: windowMsMax + earlyMs,
    testShare: settings.training.validationShare,
    testFromMsMin: heldBackFromMin(survey),
  });
  if (split === null) {
    return {
      missing: `The ${failures.length} failures in ${span(survey)} of history lie too close together to keep some back for judging.`,
    };
  }
  return {
    plan: {
      failures: failures.map((failure) => ({ ...failure, developsFromMs: failure.atMs })),
      components: componentsOf(failures),
      labelling: LABELLING.coming,
      split: rowSplitOf(split),
      knownUntilMs: survey.lastMsOfAsset,
      earlyMs,
      rowEveryMs: 0,
      failuresTrain: split.failuresTrain,
      failuresTest: split.failuresTest,
      trainToMs: split.trainToMs,
      ...strides(survey, split, horizonMs),
    },
  };
}

/** Distinct components, in order of name. */
export const componentsOf = (failures: readonly Failure[]): ComponentName[] =>
  [...new Set(failures.map(({ component }) => component))].sort();

/** The older part trains, the newer one is held back once. */
export function rowSplitOf({ trainToMs, testFromMs }: TimeSplit): RowSplit {
  return {
    folds: 1,
    foldOf: (_, timeMs) => (timeMs <= trainToMs ? -1 : timeMs >= testFromMs ? 0 : null),
    sentence: `By time: rows to ${iso(trainToMs)} train, rows from ${iso(testFromMs)} are held back.`,
  };
}

const iso = (timeMs: number): string => new Date(timeMs).toISOString();

/** Failures of known assets within the record, each once. */
function usableFailures(survey: Survey, records: readonly Failure[], horizonMs: number): Failure[] {
  const within = records.filter(
    ({ assetId, atMs }) => atMs >= survey.firstMs && atMs <= (survey.lastMsOfAsset.get(assetId) ?? -Infinity),
  );
  return mergeFailures([...survey.failures, ...within], horizonMs);
}

/** One more horizon, where an asset runs for several between two failures. */
function earlyMsOf({ scans, scansPerAssetHour }: Survey, failures: number, horizonMs: number): number {
  const betweenMs = ((scans / scansPerAssetHour) * HOUR_MS) / failures;
  return betweenMs >= HORIZONS_BETWEEN_FAILURES_MIN * horizonMs ? horizonMs : 0;
}

/** Earliest beginning of a held-back part with at most `HELD_BACK_ROWS_MAX` rows. */
function heldBackFromMin({ meantByHour }: Survey): number {
  let rows = 0;
  for (let i = meantByHour.length - 1; i >= 0; i -= 1) {
    const [hour, scans] = meantByHour[i] ?? [0, 0];
    rows += scans;
    if (rows > HELD_BACK_ROWS_MAX) return (hour + 1) * HOUR_MS;
  }
  return -Infinity;
}

/** How much of the training part is kept. */
export function strides(
  survey: Survey,
  split: Pick<TimeSplit, 'trainToMs' | 'failuresTrain'>,
  horizonMs: number,
): Pick<DatasetPlan, 'quietStride' | 'failingStride'> {
  const trainHour = Math.floor(split.trainToMs / HOUR_MS);
  const rows = survey.meantByHour.reduce((sum, [hour, scans]) => (hour <= trainHour ? sum + scans : sum), 0);
  const failing = Math.min(rows, (split.failuresTrain * horizonMs * survey.scansPerAssetHour) / HOUR_MS);
  const failingStride = Math.max(1, Math.ceil(failing / FAILING_ROWS_MAX));
  const room = TRAIN_ROWS_MAX - failing / failingStride;
  return { failingStride, quietStride: Math.max(1, Math.ceil((rows - failing) / room)) };
}

function span({ firstMs, lastMs }: Survey): string {
  const hours = (lastMs - firstMs) / HOUR_MS;
  return hours < 48 ? `${hours.toFixed(1)} hours` : `${(hours / 24).toFixed(1)} days`;
}
