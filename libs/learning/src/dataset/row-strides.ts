import type { TimeSplit } from '@eagle/models';
import type { Survey } from '../survey/history-survey.js';

/**
 * With about this many training rows a tree model learns all that it can from such data; further
 * quiet rows are thinned.
 */
export const TRAIN_ROWS_MAX = 60_000;
/** Up to this many rows before failures are all kept. */
const FAILING_ROWS_MAX = 30_000;
const HOUR_MS = 3_600_000;

/**
 * Thinning of the training part: one of this many quiet rows is kept, and of rows before a failure.
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
