import type { AssetId } from '@eagle/contracts/domain';
import { seededNumbers } from '../judgement/bootstrap.js';
import { lasting } from '../judgement/gate-words.js';
import type { Failure } from '../labels/failure.js';
import { dealAssets, runsToFailureOnce, type AssetExtent } from './asset-folds.js';
import { splitByTime } from './split-by-time.js';
import { always, type FoldRange, type SplitKind, type SplitPlan } from './split-plan.js';
import { cutBetweenFailures } from './time-blocks.js';

/** A number that the experiment's records give to a stretch of an asset's time: a cycle, a run. */
export interface BookkeepingStretch {
  readonly assetId: AssetId;
  /** Times of its first row and of its last. */
  readonly fromMs: number;
  readonly toMs: number;
  readonly value: number;
}

/** How to split, when the record does not decide it. */
export type RequestedSplit =
  | { readonly kind: 'by-time' | 'by-asset' | 'one-asset-out' | 'time-blocks' }
  /** Everything from this time on is held out. */
  | { readonly kind: 'by-time'; readonly testFromMs: number }
  /** Blocks of so many successive values of a bookkeeping column, dealt to the folds in turn. */
  | {
      readonly kind: 'alternating';
      readonly column: string;
      readonly blockValues: number;
      readonly folds: number;
      readonly stretches: readonly BookkeepingStretch[];
    };

export interface SplitRequest {
  readonly assets: readonly AssetExtent[];
  /** Failures that label the rows; they may lie after their asset's last row. */
  readonly failures: readonly Failure[];
  readonly horizonMs: number;
  /** Longest window or lag, plus any further time that a row looks back. */
  readonly windowMsMax: number;
  /** Share of failures (or assets) to hold out where there are enough for one fold. */
  readonly testShare: number;
  /**
   * Fewer failures than this in the newest part: several folds instead, so that all can be judged.
   * 8 when left out.
   */
  readonly holdOutFailuresMin?: number;
  /** Bounds the held-out part of a split by time. */
  readonly testFromMsMin?: number;
  readonly seed: number;
  readonly requested?: RequestedSplit;
}

export type PlannedSplit = { readonly plan: SplitPlan } | { readonly missing: string };

const HOLD_OUT_FAILURES_MIN = 8;
const FOLDS_MAX = 5;

/**
 * Decides which rows train and which are held out. Never random rows, because neighbours in time
 * are nearly equal. By default: by asset where each asset runs to failure once; else by time, the
 * newest part held out; in several blocks of time where that part would hold few failures, and in
 * groups of assets where failures leave no time to cut in.
 * @returns the plan, or one sentence that says what is missing.
 */
export function planSplit(request: SplitRequest): PlannedSplit {
  const { assets, failures, horizonMs, requested } = request;
  if (assets.length === 0) return { missing: 'The record holds no assets.' };
  if (requested?.kind === 'alternating') return alternating(request, requested);
  if (failures.length === 0)
    return { missing: 'No failures are known in this record: there is nothing to learn from.' };
  if (requested !== undefined) return requestedSplit(request, requested);
  if (runsToFailureOnce(assets, failures, horizonMs)) return byAsset(request);
  const byTime = newestPart(request);
  const least = request.holdOutFailuresMin ?? HOLD_OUT_FAILURES_MIN;
  if (byTime !== null && byTime.failuresTest >= least) return { plan: byTime.plan };
  const blocks = timeBlocks(request);
  if ('plan' in blocks) return blocks;
  if (failingAssets(request).length >= 2) return byAsset(request);
  return byTime === null ? blocks : { plan: byTime.plan };
}

function requestedSplit(
  request: SplitRequest,
  requested: Exclude<RequestedSplit, { readonly kind: 'alternating' }>,
): PlannedSplit {
  switch (requested.kind) {
    case 'by-asset':
      return byAsset(request);
    case 'one-asset-out':
      return oneAssetOut(request);
    case 'time-blocks':
      return timeBlocks(request);
    case 'by-time': {
      if ('testFromMs' in requested) return { plan: cutAt(request, requested.testFromMs, 'by-time') };
      const found = newestPart(request);
      return found === null ? { missing: tooClose(request.failures.length) } : { plan: found.plan };
    }
  }
}

/**
 * Why nothing can be held out.
 * @param history  How long it is, in words; empty when it does not matter.
 */
export function tooClose(failures: number, history = ''): string {
  const where = history === '' ? '' : ` in ${history} of history`;
  return failures === 1
    ? `Only one failure is known${where}: none is left to judge by once a model has learned from it.`
    : `The ${failures} failures${where} lie too close together to keep some back for judging.`;
}

const gapOf = ({ horizonMs, windowMsMax }: SplitRequest): number => horizonMs + windowMsMax;

const failingAssets = ({ assets, failures }: SplitRequest): readonly AssetExtent[] =>
  assets.filter(({ assetId }) => failures.some((failure) => failure.assetId === assetId));

const forAll = (
  assets: readonly AssetExtent[],
  ranges: readonly FoldRange[],
): ReadonlyMap<AssetId, readonly FoldRange[]> => new Map(assets.map(({ assetId }) => [assetId, ranges]));

function newestPart(request: SplitRequest): { plan: SplitPlan; failuresTest: number } | null {
  const { assets, failures, testFromMsMin } = request;
  const split = splitByTime({
    failuresAtMs: failures.map(({ atMs }) => atMs),
    fromMs: Math.min(...assets.map(({ firstMs }) => firstMs)),
    toMs: Math.max(...assets.map(({ lastMs }) => lastMs)),
    horizonMs: request.horizonMs,
    windowMsMax: request.windowMsMax,
    testShare: request.testShare,
    ...(testFromMsMin === undefined ? {} : { testFromMsMin }),
  });
  if (split === null) return null;
  return { plan: cutAt(request, split.testFromMs, 'by-time'), failuresTest: split.failuresTest };
}

function cutAt(request: SplitRequest, testFromMs: number, kind: SplitKind): SplitPlan {
  const gapMs = gapOf(request);
  const holdOut = request.failures.filter(({ atMs }) => atMs > testFromMs).length;
  return {
    kind,
    folds: 1,
    gapMs,
    // The last training row is the gap before the first row held out.
    ranges: forAll(request.assets, [
      { fromMs: -Infinity, toMs: testFromMs - gapMs + 1, fold: -1 },
      { fromMs: testFromMs, toMs: Infinity, fold: 0 },
    ]),
    sentence:
      `Everything from ${new Date(testFromMs).toISOString()} on was held out, with ${holdOut} of ${request.failures.length} failures; ` +
      `${lasting(gapMs)} before it were left out.`,
  };
}

function timeBlocks(request: SplitRequest): PlannedSplit {
  const blocks = cutBetweenFailures(request.failures, request.horizonMs, FOLDS_MAX);
  if (blocks === null) {
    return { missing: tooClose(request.failures.length) };
  }
  const folds = blocks.ranges.length;
  const plan: SplitPlan = {
    kind: 'time-blocks',
    folds,
    gapMs: gapOf(request),
    ranges: forAll(request.assets, blocks.ranges),
    sentence:
      `With ${request.failures.length} failures only, the record was cut between failures into ${folds} blocks of time; each was held out ` +
      `once and judged by a model trained on the others, ${lasting(gapOf(request))} or more away.`,
  };
  return { plan };
}

function byAsset(request: SplitRequest): PlannedSplit {
  const { assets, failures, testShare, seed } = request;
  const failing = failingAssets(request).length;
  if (failing < 2) return { missing: 'Only one asset has failed: none is left to hold out.' };
  const least = request.holdOutFailuresMin ?? HOLD_OUT_FAILURES_MIN;
  const folds = testShare * failing >= least ? 1 : Math.min(FOLDS_MAX, failing);
  const dealt = dealAssets(assets, failures, folds, testShare, seededNumbers(seed));
  const held = [...dealt.values()].filter((fold) => fold >= 0).length;
  const heldFailures = failures.filter(({ assetId }) => (dealt.get(assetId) ?? -1) >= 0).length;
  const plan: SplitPlan = {
    kind: 'by-asset',
    folds,
    gapMs: gapOf(request),
    ranges: new Map([...dealt].map(([assetId, fold]) => [assetId, always(fold)])),
    sentence:
      folds === 1
        ? `${held} of ${assets.length} assets were held out whole, with ${heldFailures} of ${failures.length} failures.`
        : `The ${assets.length} assets were dealt to ${folds} groups; each was held out whole once and judged by a model trained on the others.`,
  };
  return { plan };
}

function oneAssetOut(request: SplitRequest): PlannedSplit {
  const { assets } = request;
  if (failingAssets(request).length < 2)
    return { missing: 'Only one asset has failed: none is left to hold out.' };
  const plan: SplitPlan = {
    kind: 'one-asset-out',
    folds: assets.length,
    gapMs: gapOf(request),
    ranges: new Map(assets.map(({ assetId }, fold) => [assetId, always(fold)])),
    sentence: `Each of ${assets.length} assets was held out once and judged by a model trained on the others.`,
  };
  return { plan };
}

/**
 * Rows of a stretch belong to it up to the next one. A state that lasts longer than a block lies in
 * several folds.
 */
function alternating(
  request: SplitRequest,
  requested: Extract<RequestedSplit, { readonly kind: 'alternating' }>,
): PlannedSplit {
  const { blockValues, folds, column, stretches } = requested;
  if (stretches.length === 0) return { missing: `The record has no column "${column}" to cut it by.` };
  const foldOf = (value: number): number => ((Math.floor(value / blockValues) % folds) + folds) % folds;
  const ranges = new Map<AssetId, FoldRange[]>();
  for (const { assetId, fromMs, toMs, value } of [...stretches].sort((a, b) => a.fromMs - b.fromMs)) {
    const own = ranges.get(assetId) ?? [];
    ranges.set(assetId, own);
    const last = own.at(-1);
    const fold = foldOf(value);
    if (last?.fold === fold && last.toMs <= fromMs) own.splice(-1, 1, { ...last, toMs: toMs + 1 });
    else own.push({ fromMs: Math.max(fromMs, last?.toMs ?? -Infinity), toMs: toMs + 1, fold });
  }
  const used = new Set([...ranges.values()].flat().map(({ fold }) => fold));
  if (used.size < folds)
    return {
      missing: `"${column}" does not change often enough for ${folds} folds of blocks of ${blockValues}.`,
    };
  const plan: SplitPlan = {
    kind: 'alternating',
    folds,
    gapMs: gapOf(request),
    ranges,
    sentence:
      `Blocks of ${blockValues} of "${column}" were dealt to ${folds} folds in turn; each was held out once and judged by a model trained on ` +
      `the others, ${lasting(gapOf(request))} or more away.`,
  };
  return { plan };
}
