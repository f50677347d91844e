import type { AssetId, OrganizationConfig } from '@eagle/contracts';
import {
  componentsOf,
  strides,
  type DatasetPlan,
  type DevelopingFailure,
  type RowSplit,
  type Survey,
} from '@eagle/learning';
import type { Lane } from '../recordings/recorded-folder.js';
import type { EvaluateConfig } from './evaluate-config.js';

/** Where rows train in some folds and are judged in another, all folds together read so many. */
const ROWS_OF_FOLDS_MAX = 150_000;

/** Everything that the plan of an evaluation depends on. */
export interface Evaluation {
  readonly config: EvaluateConfig;
  readonly organization: OrganizationConfig;
  readonly lanes: readonly Lane[];
  readonly failures: readonly DevelopingFailure[];
  readonly survey: Survey;
  readonly split: RowSplit;
}

/** How recorded rows become a data set. */
export function planEvaluation({
  config,
  organization,
  lanes,
  failures,
  survey,
  split,
}: Evaluation): DatasetPlan {
  const { horizonMs } = organization.settings.prediction;
  const { scanPeriodMs } = organization.settings;
  const judged = failures.filter((failure) => isJudged(failure, split, horizonMs)).length;
  const trained = split.folds > 1 ? failures.length : failures.length - judged;
  const thinning =
    split.folds > 1
      ? { quietStride: 1, failingStride: 1 }
      : strides(survey, { trainToMs: Infinity, failuresTrain: trained }, horizonMs);
  const every = Math.ceil(survey.scans / ROWS_OF_FOLDS_MAX);
  return {
    failures,
    components: componentsOf(failures),
    labelling: config.positive,
    split,
    knownUntilMs: knownUntil(lanes, failures),
    earlyMs: 0,
    rowEveryMs: config.rowEveryMs ?? (split.folds > 1 && every > 1 ? every * scanPeriodMs : 0),
    failuresTrain: trained,
    failuresTest: judged,
    trainToMs: survey.lastMs,
    ...thinning,
  };
}

/** Whether anybody could have been warned of it on held-back rows. */
export function isJudged(
  { assetId, atMs, developsFromMs }: DevelopingFailure,
  split: RowSplit,
  horizonMs: number,
): boolean {
  const fold = split.foldOf(assetId, Math.min(developsFromMs, atMs - horizonMs / 2));
  return fold !== null && fold >= 0;
}

/** An asset without failure counts as healthy up to the last horizon; one that failed later is known up to that. */
function knownUntil(lanes: readonly Lane[], failures: readonly DevelopingFailure[]): Map<AssetId, number> {
  const until = new Map<AssetId, number>();
  const learn = (assetId: AssetId, atMs: number): void => {
    until.set(assetId, Math.max(atMs, until.get(assetId) ?? -Infinity));
  };
  for (const { laneId, lastMs } of lanes) learn(laneId, lastMs);
  for (const { assetId, atMs } of failures) learn(assetId, atMs);
  return until;
}
