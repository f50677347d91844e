import { lasting } from '@eagle/models';
import type { DatasetCounts } from './dataset-writer.js';

/** Facts that decide how many rows of a history can be used. */
export interface Reach {
  /** Scans of the history. */
  readonly scans: number;
  readonly horizonMs: number;
  /** Rows within this time after a beginning have incomplete windows. */
  readonly windowMsMax: number;
}

/**
 * Whether a data set lacks a part that learning or judging needs.
 * @returns one sentence that says which part is empty and what to set; null where none is.
 */
export function emptyPart(
  { rowsTrain, rowsTest, positivesTrain }: DatasetCounts,
  { scans, horizonMs, windowMsMax }: Reach,
): string | null {
  const what = emptyPartOf(rowsTrain, rowsTest, positivesTrain);
  if (what === null) return null;
  return (
    `${what}: with a horizon of ${lasting(horizonMs)} and windows of up to ${lasting(windowMsMax)} nothing else is left of ${scans} scans. ` +
    'Set a shorter horizon (a tenth of the usual time between failures does for most records) or shorter windows, or take a longer record.'
  );
}

function emptyPartOf(rowsTrain: number, rowsTest: number, positivesTrain: number): string | null {
  if (rowsTrain === 0 && rowsTest === 0) return 'No row can be learned from';
  if (rowsTrain === 0) return 'No row is left to train on, all that can be used are held out';
  if (rowsTest === 0) return 'No row is held out, so that nothing can be judged';
  if (positivesTrain === 0)
    return 'No row of the training part comes before a failure, so that there is nothing to learn';
  if (positivesTrain === rowsTrain)
    return 'Every row of the training part comes before a failure, so that there is nothing to compare with';
  return null;
}
