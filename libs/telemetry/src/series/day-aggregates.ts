import type { RowStream } from '../rows/merge-rows.js';
import type { RowBlock } from '../rows/row-block.js';
import { dayAfter } from '../rows/sort-rows.js';
import { winningRows } from '../rows/winning-rows.js';
import { rowsOfBuckets } from './aggregate-rows.js';
import { BucketFold } from './bucket-fold.js';
import { AGGREGATE_MS } from './bucket-widths.js';

/**
 * Minutes of one asset's UTC day.
 * @param before  Rows of the `DAY_LOOKBACK_MS` before the day: in their last state it begins.
 */
export async function minuteRowsOf(
  dayMs: number,
  columns: readonly string[],
  before: RowStream,
  ofDay: RowStream,
): Promise<RowBlock> {
  const fold = new BucketFold(AGGREGATE_MS.minute, columns, dayMs);
  for await (const block of winningRows(before, () => undefined)) fold.add(block);
  for await (const block of winningRows(ofDay, () => undefined)) fold.add(block);
  fold.endStretch(dayAfter(dayMs));
  return rowsOfBuckets(fold.finish());
}

/** Hours made of minutes. */
export function hourRowsOf(minutes: RowBlock, columns: readonly string[]): RowBlock {
  const fold = new BucketFold(AGGREGATE_MS.hour, columns, Number.NEGATIVE_INFINITY);
  fold.addAggregates(minutes);
  return rowsOfBuckets(fold.finish());
}
