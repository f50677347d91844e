import type { AssetId } from '@eagle/contracts/domain';
import { foldAt, planSplit, splitByTime, type Failure, type SplitPlan, type TimeSplit } from '@eagle/models';
import { SEED } from '../seed.js';
import type { Survey } from '../survey/history-survey.js';
import { strides } from './row-strides.js';
import type { RowSplit } from './split.js';

/**
 * Held-out rows are never thinned; where there would be more than this, the held-out part begins
 * later.
 */
export const HOLD_OUT_ROWS_MAX = 2_000_000;
/** Where rows train in some folds and are judged in another, all folds together read so many. */
const ROWS_OF_FOLDS_MAX = 150_000;
const HOUR_MS = 3_600_000;

export interface HoldOutRequest {
  readonly survey: Survey;
  readonly failures: readonly Failure[];
  readonly horizonMs: number;
  /** Longest window, lag, or other span over which rows share data. */
  readonly windowMsMax: number;
  /** Share of the failures, or of the assets, to hold out where they are enough for one part. */
  readonly testShare: number;
  /**
   * End of the live model's training rows; null where there is none. It can be judged only on newer
   * rows.
   */
  readonly championTrainedToMs: number | null;
}

/** Which rows are held out, and how rows are thinned beside that. */
export interface HoldOutPlan {
  readonly split: RowSplit;
  /** Of how many quiet rows of an asset that only train one is kept; 1 keeps all. */
  readonly quietStride: number;
  /** The same for rows before a failure. */
  readonly failingStride: number;
  /** Rows of one asset are taken about so far apart; 0 takes every one. */
  readonly rowEveryMs: number;
  /**
   * Failures that train the model whose figures are shown, and those that judge it; with several
   * folds each does both.
   */
  readonly failuresTrain: number;
  readonly failuresTest: number;
  /** Up to when rows train, for the manifest. */
  readonly trainToMs: number;
}

/**
 * The newest part of the record, where it holds failures enough to judge by or the live model can
 * be judged on it too; else whole assets or blocks of time in turn, so that every failure judges
 * once.
 * @returns null where no cut leaves failures on both sides.
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

/** Rows that judge are never thinned, and with several folds every row does. */
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
 * How far apart an asset's rows are to be taken for all folds together to read a bounded number; 0:
 * as they come.
 */
export const rowEveryOfFolds = (scans: number, scanPeriodMs: number): number =>
  rowEveryMsFor(scans, ROWS_OF_FOLDS_MAX, scanPeriodMs);

const rowEveryMsFor = (scans: number, rowsMax: number, scanPeriodMs: number): number =>
  scans <= rowsMax ? 0 : Math.ceil(scans / rowsMax) * scanPeriodMs;

/** Whether held-out rows could have given a warning of it. */
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
