import type { AssetId } from '@eagle/contracts/domain';
import { foldAt, planSplit, splitByTime, type Failure, type SplitPlan, type TimeSplit } from '@eagle/models';
import { SEED } from '../seed.js';
import type { Survey } from '../survey/history-survey.js';
import { strides } from './row-strides.js';
import type { RowSplit } from './split.js';

/**
 * Held-out rows are never thinned. If there were more than this, the held-out part would begin
 * later.
 */
export const HOLD_OUT_ROWS_MAX = 2_000_000;
/**
 * With folds, a row trains in some and is judged in one: all folds together read at most this many.
 */
const ROWS_OF_FOLDS_MAX = 150_000;
const HOUR_MS = 3_600_000;

export interface HoldOutRequest {
  readonly survey: Survey;
  readonly failures: readonly Failure[];
  readonly horizonMs: number;
  /** Longest window, lag, or other span over which rows share data. */
  readonly windowMsMax: number;
  /** Share of the failures, or of the assets, to hold out if they are enough for one part. */
  readonly testShare: number;
  /**
   * End of the live model's training rows; null without a live model. That model can be judged only
   * on newer rows.
   */
  readonly championTrainedToMs: number | null;
}

/** Which rows are held out, and how the others are thinned. */
export interface HoldOutPlan {
  readonly split: RowSplit;
  /** One of this many quiet rows of an asset is kept, of the rows that only train; 1 keeps all. */
  readonly quietStride: number;
  /** The same for rows before a failure. */
  readonly failingStride: number;
  /** Approximate time between two rows of one asset that are taken; 0 takes every row. */
  readonly rowEveryMs: number;
  /**
   * Failures that train the model with the reported figures, and failures that judge it. With
   * several folds each does both.
   */
  readonly failuresTrain: number;
  readonly failuresTest: number;
  /** Time of the last training row, for the manifest. */
  readonly trainToMs: number;
}

/**
 * Holds out the newest part of the record, if it has enough failures for a judgement or if the live
 * model can be judged on it too. Else holds out whole assets or blocks of time in turn, so that
 * every failure judges once.
 * @returns null if no cut leaves failures on both sides.
 */
export function planHoldOut(request: HoldOutRequest): HoldOutPlan | null {
  const newest = newestPartOf(request);
  const { championTrainedToMs } = request;
  const isShared = newest !== null && championTrainedToMs !== null && newest.testFromMs > championTrainedToMs;
  const plan = isShared ? null : splitOfRecord(request);
  if (plan !== null && plan.kind !== 'by-time') return byPlan(request, plan);
  return newest === null ? null : byTime(request, newest);
}

function splitOfRecord({ survey, ...request }: HoldOutRequest): SplitPlan | null {
  const planned = planSplit({ ...request, assets: extentsOf(survey), seed: SEED });
  return 'missing' in planned ? null : planned.plan;
}

const extentsOf = ({ firstMsOfAsset, lastMsOfAsset, firstMs }: Survey) =>
  [...lastMsOfAsset].map(([assetId, lastMs]) => ({
    assetId,
    firstMs: firstMsOfAsset.get(assetId) ?? firstMs,
    lastMs,
  }));

const newestPartOf = ({ survey, failures, ...request }: HoldOutRequest): TimeSplit | null =>
  splitByTime({
    ...request,
    failuresAtMs: failures.map(({ atMs }) => atMs),
    fromMs: survey.firstMs,
    toMs: survey.lastMs,
    testFromMsMin: holdOutFromMin(survey),
  });

function byTime({ survey, horizonMs }: HoldOutRequest, newest: TimeSplit): HoldOutPlan {
  const { failuresTrain, failuresTest, trainToMs } = newest;
  const thinned = strides(survey, newest, horizonMs);
  return { split: rowSplitByTime(newest), failuresTrain, failuresTest, trainToMs, rowEveryMs: 0, ...thinned };
}

function byPlan({ survey, failures, horizonMs }: HoldOutRequest, plan: SplitPlan): HoldOutPlan {
  const split = rowSplitOfPlan(plan);
  const failuresTest = failures.filter((failure) => isJudged(failure, split, horizonMs)).length;
  const isSeveral = split.folds > 1;
  const failuresTrain = isSeveral ? failures.length : failures.length - failuresTest;
  const rowsMax = isSeveral ? ROWS_OF_FOLDS_MAX : HOLD_OUT_ROWS_MAX;
  return {
    split,
    failuresTrain,
    failuresTest,
    trainToMs: survey.lastMs,
    rowEveryMs: rowEveryMsFor(survey.scans, rowsMax, HOUR_MS / survey.scansPerAssetHour),
    ...thinningOf(split, survey, failuresTrain, horizonMs),
  };
}

/** Rows that judge are never thinned; with several folds every row judges. */
export const thinningOf = (
  { folds }: RowSplit,
  survey: Survey,
  failuresTrain: number,
  horizonMs: number,
): Pick<HoldOutPlan, 'quietStride' | 'failingStride'> =>
  folds > 1
    ? { quietStride: 1, failingStride: 1 }
    : strides(survey, { trainToMs: Infinity, failuresTrain }, horizonMs);

/**
 * Time between two rows of an asset that are taken, so that all folds together read a bounded
 * number; 0 takes every row.
 */
export const rowEveryOfFolds = (scans: number, scanPeriodMs: number): number =>
  rowEveryMsFor(scans, ROWS_OF_FOLDS_MAX, scanPeriodMs);

const rowEveryMsFor = (scans: number, rowsMax: number, scanPeriodMs: number): number =>
  scans <= rowsMax ? 0 : Math.ceil(scans / rowsMax) * scanPeriodMs;

/** Whether a warning of it was possible in held-out rows. */
export function isJudged(
  { assetId, atMs, developsFromMs }: Failure & { readonly developsFromMs?: number },
  split: RowSplit,
  horizonMs: number,
): boolean {
  const fold = split.foldOf(assetId, Math.min(developsFromMs ?? atMs, atMs - horizonMs / 2));
  return fold !== null && fold >= 0;
}

export const rowSplitOfPlan = (plan: SplitPlan): RowSplit => ({
  folds: plan.folds,
  foldOf: (assetId: AssetId, timeMs: number) => foldAt(plan, assetId, timeMs),
  sentence: plan.sentence,
});

/** The older part trains, the newer one is held out once. */
function rowSplitByTime({ trainToMs, testFromMs }: TimeSplit): RowSplit {
  return {
    folds: 1,
    foldOf: (_, timeMs) => (timeMs <= trainToMs ? -1 : timeMs >= testFromMs ? 0 : null),
    sentence: `By time: rows to ${iso(trainToMs)} train, rows from ${iso(testFromMs)} are held out.`,
  };
}

const iso = (timeMs: number): string => new Date(timeMs).toISOString();

/** Earliest beginning of a held-out part with at most `HOLD_OUT_ROWS_MAX` rows. */
function holdOutFromMin({ meantByHour }: Survey): number {
  let rows = 0;
  for (let i = meantByHour.length - 1; i >= 0; i -= 1) {
    const [hour, scans] = meantByHour[i] ?? [0, 0];
    rows += scans;
    if (rows > HOLD_OUT_ROWS_MAX) return (hour + 1) * HOUR_MS;
  }
  return -Infinity;
}
