import type { AssetId, OrganizationConfig } from '@eagle/contracts/domain';
import {
  componentsOf,
  isJudged,
  rowEveryOfFolds,
  thinningOf,
  type DatasetPlan,
  type DevelopingFailure,
  type RowSplit,
  type Survey,
} from '@eagle/learning';
import type { Lane } from '../recordings/recorded-folder.js';
import type { EvaluateConfig } from './evaluate-config.js';

/** The inputs of an evaluation plan. */
export interface Evaluation {
  readonly config: EvaluateConfig;
  readonly organization: OrganizationConfig;
  readonly lanes: readonly Lane[];
  readonly failures: readonly DevelopingFailure[];
  readonly survey: Survey;
  readonly split: RowSplit;
}

/** The plan that turns recorded rows into a data set. */
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
  return {
    failures,
    components: componentsOf(failures),
    labelling: config.positive,
    split,
    knownUntilMs: knownUntil(lanes, failures),
    earlyMs: 0,
    rowEveryMs: config.rowEveryMs ?? (split.folds > 1 ? rowEveryOfFolds(survey.scans, scanPeriodMs) : 0),
    failuresTrain: trained,
    failuresTest: judged,
    trainToMs: survey.lastMs,
    ...thinningOf(split, survey, trained, horizonMs),
  };
}

/**
 * An asset without failure counts as healthy until one horizon before its end; an asset that failed
 * later is known up to the failure.
 */
function knownUntil(lanes: readonly Lane[], failures: readonly DevelopingFailure[]): Map<AssetId, number> {
  const until = new Map<AssetId, number>();
  const learn = (assetId: AssetId, atMs: number): void => {
    until.set(assetId, Math.max(atMs, until.get(assetId) ?? -Infinity));
  };
  for (const { laneId, lastMs } of lanes) learn(laneId, lastMs);
  for (const { assetId, atMs } of failures) learn(assetId, atMs);
  return until;
}
