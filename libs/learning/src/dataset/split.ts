import type { AssetId } from '@eagle/contracts/domain';

/** Which rows train and which are held out. */
export interface RowSplit {
  /** Number of folds; 1 where one period or some assets are held out once. */
  readonly folds: number;
  /** -1 trains always; k >= 0 is held out in fold k; null lies in a gap and is left out. */
  foldOf(assetId: AssetId, timeMs: number): number | null;
  /** For the report: how it was cut. */
  readonly sentence: string;
}
