import { readFile } from 'node:fs/promises';
import { AppError } from '@eagle/contracts/domain';
import { tableFromIPC, type Data } from 'apache-arrow';

/** The answers of the trainer's models for each held-out row, row after row. */
export interface HoldOutScores {
  /** Calibrated probability of any failure. */
  readonly probability: Float32Array;
  /** n x components, calibrated probability of each. */
  readonly component: Float32Array;
  /** n x 3 minutes; quantiles 10, 50, 90. */
  readonly timeToFailure: Float32Array;
  /** Answers of the same kind of model with elapsed time as its only input. */
  readonly clockProbability: Float32Array;
}

/**
 * Reads `predictions.arrow`.
 * @throws AppError `TRAINING.PREDICTIONS_UNREADABLE` (bug) when there is not one finite answer for
 * each row.
 */
export async function readPredictions(
  path: string,
  rows: number,
  components: number,
): Promise<HoldOutScores> {
  try {
    const { batches } = tableFromIPC(await readFile(path));
    const column = (name: string, width: number): Float32Array => {
      const values = new Float32Array(rows * width);
      let at = 0;
      for (const batch of batches) {
        const data: Data | undefined = batch.getChild(name)?.data[0];
        if (data === undefined) throw new Error(`no column ${name}`);
        const own = floatsOf(data, width);
        values.set(own, at);
        at += own.length;
      }
      if (at !== values.length) throw new Error(`${at} values in ${name}, not ${values.length}`);
      return values;
    };
    return {
      probability: column('probability', 1),
      component: column('component', components),
      timeToFailure: column('time_to_failure', 3),
      clockProbability: column('clock_probability', 1),
    };
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new AppError(
      'TRAINING.PREDICTIONS_UNREADABLE',
      `The trainer wrote no readable predictions: ${why}.`,
      {},
      { cause },
    );
  }
}

/** Values of one batch: of a plain column, or of the items of a list column. */
function floatsOf(data: Data, width: number): Float32Array {
  const own: Data | undefined = width === 1 && data.children.length === 0 ? data : data.children[0];
  const from = (data.offset || 0) * width;
  const values: unknown = own?.values;
  if (values instanceof Float32Array) return values.subarray(from, from + data.length * width);
  throw new Error('a column is not of Float32');
}
