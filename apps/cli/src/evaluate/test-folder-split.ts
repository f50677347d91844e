import type { AssetId } from '@eagle/contracts/domain';
import type { DevelopingFailure, RowSplit } from '@eagle/learning';
import type { FolderBlock, FolderBlocks } from './folder-blocks.js';

/** The folder that trains comes first. */
const TRAIN = 0;

/**
 * One folder trains, the other is held out. Where an asset is in both, a label of the training
 * folder may depend on events in the other: the last `aheadMs` before rows of the other folder
 * train only where the training folder itself has the later failure.
 * @param aheadMs  How far after a row its label looks: the horizon, or 0 where the label describes
 *   the time of the row.
 */
export function testFolderSplit(
  blocks: FolderBlocks,
  trainFailures: readonly DevelopingFailure[],
  aheadMs: number,
): RowSplit {
  const failuresAtMs = timesOf(trainFailures);
  return {
    folds: 1,
    foldOf: (assetId, timeMs) => {
      const own = blocks.get(assetId) ?? [];
      const at = blockAt(own, timeMs);
      const block = own[at];
      if (block === undefined) return -1;
      if (block.folder !== TRAIN) return 0;
      const isFollowed = own.length > at + 1;
      if (!isFollowed || timeMs <= block.toMs - aheadMs) return -1;
      const comesBackLater = own.length > at + 2;
      return isReported(failuresAtMs.get(assetId) ?? [], timeMs, comesBackLater ? aheadMs : Infinity)
        ? -1
        : null;
    },
    sentence: 'One folder trains, the other is held out.',
  };
}

/** Whether the training folder has a failure after a row, at most this far ahead. */
const isReported = (failuresAtMs: readonly number[], timeMs: number, aheadMs: number): boolean =>
  failuresAtMs.some((atMs) => atMs > timeMs && atMs <= timeMs + aheadMs);

/** Index of the last block that had begun; -1 before the first. */
function blockAt(blocks: readonly FolderBlock[], timeMs: number): number {
  let [from, to] = [0, blocks.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((blocks[middle]?.fromMs ?? Infinity) <= timeMs) from = middle + 1;
    else to = middle;
  }
  return from - 1;
}

function timesOf(failures: readonly DevelopingFailure[]): ReadonlyMap<AssetId, readonly number[]> {
  const times = new Map<AssetId, number[]>();
  for (const { assetId, atMs } of failures) times.set(assetId, [...(times.get(assetId) ?? []), atMs]);
  return times;
}
