import type { TimeSplit } from '@eagle/models';
import type { Survey } from '../survey/history-survey.js';

/**
 * About as many training rows as teach a tree model all it can learn of this kind of data; more
 * quiet rows are thinned.
 */
export const TRAIN_ROWS_MAX = 60_000;
/** Rows before failures are kept whole up to this many. */
const FAILING_ROWS_MAX = 30_000;
const HOUR_MS = 3_600_000;

/**
 * How much of the training part is kept: one of so many quiet rows, and of rows before a failure.
 */
export function strides(
  survey: Survey,
  split: Pick<TimeSplit, 'trainToMs' | 'failuresTrain'>,
  horizonMs: number,
): { readonly quietStride: number; readonly failingStride: number } {
  const trainHour = Math.floor(split.trainToMs / HOUR_MS);
  const rows = survey.meantByHour.reduce((sum, [hour, scans]) => (hour <= trainHour ? sum + scans : sum), 0);
  const failing = Math.min(rows, (split.failuresTrain * horizonMs * survey.scansPerAssetHour) / HOUR_MS);
  const failingStride = Math.max(1, Math.ceil(failing / FAILING_ROWS_MAX));
  const room = TRAIN_ROWS_MAX - failing / failingStride;
  return { failingStride, quietStride: Math.max(1, Math.ceil((rows - failing) / room)) };
}
