import type { AssetId } from '@eagle/contracts/domain';
import type { Failure } from '../labels/failure.js';

/** Extent of one asset's rows. */
export interface AssetExtent {
  readonly assetId: AssetId;
  readonly firstMs: number;
  readonly lastMs: number;
}

/** With fewer assets there is no fleet. */
const FLEET_MIN = 4;
/** Share of failing assets that must have run to failure exactly once. */
const ONCE_SHARE_MIN = 0.9;

/**
 * Whether assets run to failure once: their records end with their only failure (which may lie
 * after the last row). Several failures within one horizon count as one end.
 */
export function runsToFailureOnce(
  assets: readonly AssetExtent[],
  failures: readonly Failure[],
  horizonMs: number,
): boolean {
  const failing = assets.filter(({ assetId }) => failures.some((failure) => failure.assetId === assetId));
  if (assets.length < FLEET_MIN || failing.length < 2) return false;
  const once = failing.filter(({ assetId, lastMs }) => {
    const first = Math.min(...failures.filter((f) => f.assetId === assetId).map(({ atMs }) => atMs));
    return first >= lastMs - horizonMs;
  });
  return once.length >= ONCE_SHARE_MIN * failing.length;
}

/**
 * Deals assets to folds: first the failing ones, then the others, each group in shuffled order, so
 * every fold gets its share of both.
 * @param share  With one fold: share of the assets to hold out, the others get -1. With several
 * folds every asset is held out in one.
 * @param next  Numbers in [0, 1).
 */
export function dealAssets(
  assets: readonly AssetExtent[],
  failures: readonly Failure[],
  folds: number,
  share: number,
  next: () => number,
): Map<AssetId, number> {
  const isFailing = ({ assetId }: AssetExtent): boolean => failures.some((f) => f.assetId === assetId);
  const dealt = new Map<AssetId, number>();
  const groups = [assets.filter(isFailing), assets.filter((asset) => !isFailing(asset))];
  let turn = 0;
  for (const group of groups) {
    const held = Math.min(group.length, Math.max(group.length > 1 ? 1 : 0, Math.round(share * group.length)));
    shuffled(group, next).forEach(({ assetId }, i) => {
      if (folds === 1) dealt.set(assetId, i < held ? 0 : -1);
      else dealt.set(assetId, turn++ % folds);
    });
  }
  return dealt;
}

/** In an order drawn by Fisher and Yates. */
function shuffled<T>(items: readonly T[], next: () => number): T[] {
  const drawn = [...items];
  for (let i = drawn.length - 1; i > 0; i -= 1) {
    const j = Math.floor(next() * (i + 1));
    const [a, b] = [drawn[i], drawn[j]];
    if (a === undefined || b === undefined) continue;
    drawn[i] = b;
    drawn[j] = a;
  }
  return drawn;
}
