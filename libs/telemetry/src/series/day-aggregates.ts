import type { TimeSpan } from './time-span.js';
import type { RowStream } from '../rows/merge-rows.js';
import type { RowBlock } from '../rows/row-block.js';
import { winningRows } from '../rows/winning-rows.js';
import { rowsOfBuckets } from './aggregate-rows.js';
import { BucketFold } from './bucket-fold.js';
import { AGGREGATE_MS } from './bucket-widths.js';

/**
 * Minutes of one asset in a span of whole minutes.
 * @param before  Rows of the `DAY_LOOKBACK_MS` before the span: in their last state it begins.
 */
export async function minuteRowsOf(
  { fromMs, toMs }: TimeSpan,
  columns: readonly string[],
  before: RowStream,
  within: RowStream,
): Promise<RowBlock> {
  const fold = new BucketFold(AGGREGATE_MS.minute, columns, fromMs);
  for await (const block of winningRows(before, () => undefined)) fold.add(block);
  for await (const block of winningRows(within, () => undefined)) fold.add(block);
  fold.endStretch(toMs);
  return rowsOfBuckets(fold.finish());
}

/** Hours made of minutes. */
export function hourRowsOf(minutes: RowBlock, columns: readonly string[]): RowBlock {
  const fold = new BucketFold(AGGREGATE_MS.hour, columns, Number.NEGATIVE_INFINITY);
  fold.addAggregates(minutes);
  return rowsOfBuckets(fold.finish());
}
