import type { AssetId } from '@eagle/contracts/domain';

/** Which rows train and which are held out. */
export interface RowSplit {
  /** Number of folds; 1 if one period or some assets are held out once. */
  readonly folds: number;
  /** -1: always trains. k >= 0: held out in fold k. null: lies in a gap and is left out. */
  foldOf(assetId: AssetId, timeMs: number): number | null;
  /** How the history was cut, for the report. */
  readonly sentence: string;
}
