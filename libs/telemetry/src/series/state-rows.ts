import type { RowStream } from '../rows/merge-rows.js';
import type { RowBlock } from '../rows/row-block.js';
import { dayOf } from '../rows/sort-rows.js';
import { winningRows } from '../rows/winning-rows.js';
import { DAY_LOOKBACK_MS, HOLD_ROWS } from './state-hold.js';

/**
 * Rows before an instant that show which state holds there, and how long. As a rule they lie as
 * near as the usual distance of rows says; where a pause lies before the instant, they lie before
 * the pause.
 * @param usualMs  How far back they lie as a rule.
 * @param rowsFrom  Rows from an instant to `atMs`.
 */
export async function* stateRows(
  atMs: number,
  usualMs: number,
  rowsFrom: (fromMs: number) => RowStream,
): AsyncGenerator<RowBlock> {
  const sinceMidnightMs = atMs - dayOf(atMs);
  const lookbacksMs = [usualMs, DAY_LOOKBACK_MS, DAY_LOOKBACK_MS + sinceMidnightMs];
  let blocks: RowBlock[] = [];
  for (const lookbackMs of lookbacksMs) {
    blocks = [];
    for await (const block of winningRows(rowsFrom(atMs - lookbackMs), () => undefined)) blocks.push(block);
    if (blocks.reduce((sum, block) => sum + block.rows, 0) >= HOLD_ROWS) break;
  }
  yield* blocks;
}
