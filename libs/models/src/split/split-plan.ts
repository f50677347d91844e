import type { AssetId } from '@eagle/contracts/domain';

/**
 * Rows of an asset from `fromMs` (inclusive) to `toMs` (exclusive). Fold -1 trains always, k >= 0
 * is held out in fold k.
 */
export interface FoldRange {
  readonly fromMs: number;
  readonly toMs: number;
  readonly fold: number;
}

export type SplitKind = 'by-time' | 'by-asset' | 'one-asset-out' | 'time-blocks' | 'alternating';

/** Which rows train and which are held out. */
export interface SplitPlan {
  readonly kind: SplitKind;
  /** Number of folds; with several, each is scored by a model trained on the others. */
  readonly folds: number;
  /** Rows of an asset nearer than this to rows of a fold do not train for it. */
  readonly gapMs: number;
  /** Per asset, ascending, without overlap; times in between are left out. */
  readonly ranges: ReadonlyMap<AssetId, readonly FoldRange[]>;
  /** What was done, for the report. */
  readonly sentence: string;
}

/** All of the time, in one fold. */
export const always = (fold: number): FoldRange[] => [{ fromMs: -Infinity, toMs: Infinity, fold }];

/** Fold of an asset's row; null when the row is left out. */
export function foldAt(
  { ranges }: Pick<SplitPlan, 'ranges'>,
  assetId: AssetId,
  timeMs: number,
): number | null {
  const own = ranges.get(assetId) ?? [];
  let low = 0;
  let high = own.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((own[middle]?.toMs ?? Infinity) <= timeMs) low = middle + 1;
    else high = middle;
  }
  const range = own[low];
  return range !== undefined && range.fromMs <= timeMs ? range.fold : null;
}

/**
 * Whether a row may train the model that scores fold `fold`: it belongs to another fold (or always
 * trains) and is at least the gap away from every time of that fold on the same asset.
 */
export function trainsFor(plan: SplitPlan, fold: number, assetId: AssetId, timeMs: number): boolean {
  const own = foldAt(plan, assetId, timeMs);
  if (own === null || own === fold) return false;
  return (plan.ranges.get(assetId) ?? []).every(
    (range) =>
      range.fold !== fold || timeMs >= range.toMs - 1 + plan.gapMs || timeMs <= range.fromMs - plan.gapMs,
  );
}
