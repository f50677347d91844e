import type { AssetId } from '@eagle/contracts/domain';
import type { RowBlock, SeriesKind } from '../rows/row-block.js';
import type { RowRange } from '../store/telemetry-store.js';

/** What waits in memory, see `Head`. */
export interface HeadRows {
  rowsOf(range: RowRange): RowBlock | null;
  assets(kind: SeriesKind): AssetId[];
  /** Time of the newest row of each asset that it has stored. */
  storedUntil(kind: SeriesKind): ReadonlyMap<AssetId, number>;
}
