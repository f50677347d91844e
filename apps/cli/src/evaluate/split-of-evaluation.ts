import { AppError } from '@eagle/contracts';
import { rowSplitOf, type DevelopingFailure, type RowSplit } from '@eagle/learning';
import { splitByTime } from '@eagle/models';
import type { Lane, RecordedFolder } from '../recordings/recorded-folder.js';
import type { EvaluateConfig } from './evaluate-config.js';
import { testFolderSplit } from './test-folder-split.js';

export interface SplitQuestion {
  readonly config: EvaluateConfig;
  readonly folders: readonly RecordedFolder[];
  readonly lanes: readonly Lane[];
  readonly failures: readonly DevelopingFailure[];
  /** Those that the training folder knows of. */
  readonly trainFailures: readonly DevelopingFailure[];
  readonly horizonMs: number;
  readonly windowMsMax: number;
}

/** Which rows are held back: the test folder's where there is one; else as configured; else as the record suggests. */
export function splitOfEvaluation(question: SplitQuestion): RowSplit {
  const { folders, trainFailures, horizonMs, failures, lanes, windowMsMax } = question;
  const [train, test] = folders;
  if (train !== undefined && test !== undefined) {
    return testFolderSplit(train.lanes, test.lanes, trainFailures, horizonMs);
  }
  const { split: wish } = question.config;
  if (wish?.by === 'time' && wish.at !== null) {
    const testFromMs = Date.parse(wish.at);
    const trainToMs = testFromMs - horizonMs - windowMsMax;
    return rowSplitOf({ trainToMs, testFromMs, failuresTrain: 0, failuresTest: 0 });
  }
  const split = splitByTime({
    failuresAtMs: failures.map(({ atMs }) => atMs),
    fromMs: Math.min(...lanes.map(({ firstMs }) => firstMs)),
    toMs: Math.max(...lanes.map(({ lastMs }) => lastMs)),
    horizonMs,
    windowMsMax,
    testShare: 0.3,
  });
  if (split === null)
    throw new AppError('EVALUATE.TOO_FEW_FAILURES', 'invalid', 'Too few failures to hold some back.');
  return rowSplitOf(split);
}
