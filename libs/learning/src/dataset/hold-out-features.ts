import { open } from 'node:fs/promises';
import { AppError } from '@eagle/contracts/domain';
import { RecordBatchReader } from 'apache-arrow';

/** Features of some held-out rows, row after row. */
export interface HoldOutFeatures {
  readonly matrix: Float32Array;
  readonly rows: number;
}

/**
 * Features of the held-out rows of `rows.arrow` in order, batch by batch.
 * @throws AppError `TRAINING.DATASET_UNREADABLE` (bug).
 */
export async function* readHoldOutFeatures(path: string, width: number): AsyncGenerator<HoldOutFeatures> {
  const file = await open(path, 'r');
  try {
    const reader = await RecordBatchReader.from(file);
    for await (const batch of reader) {
      const features: unknown = batch.getChild('features')?.data[0]?.children[0]?.values;
      const folds: unknown = batch.getChild('fold')?.data[0]?.values;
      if (!(features instanceof Float32Array) || !(folds instanceof Int16Array)) {
        throw new AppError(
          'TRAINING.DATASET_UNREADABLE',
          'The columns of the data set differ from those that were written.',
        );
      }
      yield holdOutOf(features, folds, batch.numRows, width);
    }
  } finally {
    await file.close();
  }
}

function holdOutOf(features: Float32Array, folds: Int16Array, rows: number, width: number): HoldOutFeatures {
  const matrix = new Float32Array(rows * width);
  let kept = 0;
  for (let row = 0; row < rows; row += 1) {
    if ((folds[row] ?? -1) < 0) continue;
    matrix.set(features.subarray(row * width, (row + 1) * width), kept * width);
    kept += 1;
  }
  return { matrix, rows: kept };
}
