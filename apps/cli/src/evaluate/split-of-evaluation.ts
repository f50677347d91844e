import { rowSplitOfPlan, SEED, type DevelopingFailure, type RowSplit } from '@eagle/learning';
import { planSplit, type BookkeepingStretch, type RequestedSplit } from '@eagle/models';
import type { Lane } from '../recordings/recorded-folder.js';
import type { EvaluateConfig } from './evaluate-config.js';
import type { FolderBlocks } from './folder-blocks.js';
import { testFolderSplit } from './test-folder-split.js';

export interface SplitQuestion {
  readonly config: Pick<EvaluateConfig, 'split' | 'positive'>;
  /** The rows of the test folder; null where there is none. */
  readonly blocks: FolderBlocks | null;
  readonly lanes: readonly Lane[];
  readonly failures: readonly DevelopingFailure[];
  /** Failures in the training folder. */
  readonly trainFailures: readonly DevelopingFailure[];
  readonly horizonMs: number;
  readonly windowMsMax: number;
  /** Share of the failures or assets, where the record is divided automatically. */
  readonly testShare: number;
}

/** A split, or one sentence that says why none is possible. */
export type SplitAnswer = { readonly split: RowSplit } | { readonly missing: string };

/**
 * Which rows are held out: the rows of the test folder where there is one; else as configured; else
 * as the record suggests.
 */
export function splitOfEvaluation(question: SplitQuestion): SplitAnswer {
  const { config, blocks, lanes, failures, trainFailures, horizonMs, windowMsMax, testShare } = question;
  if (blocks !== null) {
    const aheadMs = config.positive === 'coming' ? horizonMs : 0;
    return { split: testFolderSplit(blocks, trainFailures, aheadMs) };
  }
  const requested = requestedSplitOf(config.split, lanes);
  const planned = planSplit({
    assets: lanes.map(({ laneId, firstMs, lastMs }) => ({ assetId: laneId, firstMs, lastMs })),
    failures,
    horizonMs,
    windowMsMax,
    testShare,
    seed: SEED,
    ...(requested === null ? {} : { requested }),
  });
  if ('missing' in planned) return planned;
  return { split: rowSplitOfPlan(planned.plan) };
}

function requestedSplitOf(split: EvaluateConfig['split'], lanes: readonly Lane[]): RequestedSplit | null {
  switch (split?.by) {
    case undefined:
      return null;
    case 'time':
      return split.at === null ? { kind: 'by-time' } : { kind: 'by-time', testFromMs: Date.parse(split.at) };
    case 'asset':
      return { kind: 'by-asset' };
    case 'one-asset':
      return { kind: 'one-asset-out' };
    case 'time-blocks':
      return { kind: 'time-blocks' };
    case 'alternating':
      return {
        kind: 'alternating',
        column: 'time',
        blockValues: 1,
        folds: split.folds,
        stretches: lanes.flatMap((lane) => stretchesOf(lane, split.blockMs)),
      };
  }
}

/** A lane's time in blocks of one length, numbered from its beginning. */
function stretchesOf({ laneId, firstMs, lastMs }: Lane, blockMs: number): BookkeepingStretch[] {
  const count = Math.floor((lastMs - firstMs) / blockMs) + 1;
  return Array.from({ length: count }, (_, value) => ({
    assetId: laneId,
    fromMs: firstMs + value * blockMs,
    toMs: Math.min(lastMs, firstMs + (value + 1) * blockMs - 1),
    value,
  }));
}
