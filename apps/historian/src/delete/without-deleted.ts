import type { AssetId } from '@eagle/contracts/domain';
import { rowsWithin, sortRows, type AssetRows, type Deletion, type RowBlock } from '@eagle/telemetry';

/** Rows without those of deleted ranges. Each block is in ascending order. */
export function withoutDeleted(
  rows: readonly AssetRows<AssetId>[],
  deletions: readonly Deletion[],
): AssetRows<AssetId>[] {
  return rows.flatMap((given) => {
    const ranges = deletions.filter(({ assetId }) => assetId === null || assetId === given.assetId);
    const block = ranges.reduce((left, range) => outside(left, range), given.block);
    return block.rows === 0 ? [] : [{ ...given, block }];
  });
}

function outside(block: RowBlock, { fromMs, toMs }: Deletion): RowBlock {
  const before = rowsWithin(block, Number.NEGATIVE_INFINITY, fromMs);
  if (before.rows === block.rows) return block;
  const behind = rowsWithin(block, toMs, Number.POSITIVE_INFINITY);
  if (behind.rows === block.rows) return block;
  return sortRows([before, behind]);
}
