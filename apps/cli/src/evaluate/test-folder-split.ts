import type { AssetId } from '@eagle/contracts';
import type { DevelopingFailure, RowSplit } from '@eagle/learning';
import type { Lane } from '../recordings/recorded-folder.js';

/**
 * One folder trains, the other is held back. Where an asset is in both, its rows of the training folder end a horizon before the other
 * begins, unless that folder itself says what came after them.
 */
export function testFolderSplit(
  train: readonly Lane[],
  test: readonly Lane[],
  trainFailures: readonly DevelopingFailure[],
  horizonMs: number,
): RowSplit {
  const testFromMs = new Map(test.map(({ laneId, firstMs }) => [laneId, firstMs]));
  const trainToMs = new Map(train.map(({ laneId, lastMs }) => [laneId, lastMs]));
  const knownUntilMs = new Map<AssetId, number>();
  for (const { assetId, atMs } of trainFailures) {
    knownUntilMs.set(assetId, Math.max(atMs, knownUntilMs.get(assetId) ?? -Infinity));
  }
  return {
    folds: 1,
    foldOf: (assetId, timeMs) => {
      const heldBackFromMs = testFromMs.get(assetId) ?? Infinity;
      if (timeMs >= heldBackFromMs) return 0;
      const known = heldBackFromMs === Infinity || timeMs < (knownUntilMs.get(assetId) ?? -Infinity);
      return known || timeMs <= (trainToMs.get(assetId) ?? Infinity) - horizonMs ? -1 : null;
    },
    sentence: 'One folder trains, the other is held back.',
  };
}
