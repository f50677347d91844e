import type { RowStream } from './merge-rows.js';
import { at, rowsBetween, type RowBlock } from './row-block.js';

/** Several rows of one instant. */
export interface SequenceConflict {
  readonly timeMs: number;
  /** Ascending; the last one won. */
  readonly sequences: readonly number[];
}

/**
 * Leaves one row an instant, the one with the highest sequence.
 * @param onConflict  Called for each instant that had several.
 */
export async function* winningRows(
  rows: RowStream,
  onConflict: (conflict: SequenceConflict) => void,
): AsyncGenerator<RowBlock> {
  // The last row of a block is held back: the next block may begin with the same instant.
  let held: RowBlock | null = null;
  let lost: number[] = [];
  const won = (block: RowBlock, row: number): void => {
    if (lost.length === 0) return;
    onConflict({ timeMs: at(block.timesMs, row), sequences: [...lost, at(block.sequences, row)] });
    lost = [];
  };
  for await (const block of rows) {
    if (block.rows === 0) continue;
    if (held !== null) {
      if (at(held.timesMs, 0) === at(block.timesMs, 0)) lost.push(at(held.sequences, 0));
      else {
        won(held, 0);
        yield held;
      }
    }
    const last = block.rows - 1;
    let from = 0;
    for (let row = 0; row < last; row += 1) {
      if (at(block.timesMs, row) !== at(block.timesMs, row + 1)) {
        won(block, row);
        continue;
      }
      if (row > from) yield rowsBetween(block, from, row);
      lost.push(at(block.sequences, row));
      from = row + 1;
    }
    if (last > from) yield rowsBetween(block, from, last);
    held = rowsBetween(block, last, block.rows);
  }
  if (held === null) return;
  won(held, 0);
  yield held;
}
