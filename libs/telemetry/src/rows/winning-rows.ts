import type { RowStream } from './merge-rows.js';
import { at, isLive, rowsBetween, type RowBlock } from './row-block.js';

/** Several rows of one instant. */
export interface SequenceConflict {
  readonly timeMs: number;
  /** Ascending; the last one won. */
  readonly sequences: readonly number[];
}

/**
 * Leaves one row an instant, the one with the highest sequence.
 * @param onConflict  Called for each instant that had several. Rows that were taken over beside a live one are the same scan seen twice: no
 *   conflict, whatever their number.
 */
export async function* winningRows(
  rows: RowStream,
  onConflict: (conflict: SequenceConflict) => void,
): AsyncGenerator<RowBlock> {
  // The last row of a block is held back: the next block may begin with the same instant.
  let held: RowBlock | null = null;
  let lost: number[] = [];
  const lose = (block: RowBlock, row: number, winner: number): void => {
    const sequence = at(block.sequences, row);
    if (isLive(sequence) || !isLive(winner)) lost.push(sequence);
    else lost = [];
  };
  const won = (block: RowBlock, row: number): void => {
    if (lost.length === 0) return;
    onConflict({ timeMs: at(block.timesMs, row), sequences: [...lost, at(block.sequences, row)] });
    lost = [];
  };
  for await (const block of rows) {
    if (block.rows === 0) continue;
    if (held !== null) {
      if (at(held.timesMs, 0) === at(block.timesMs, 0)) lose(held, 0, at(block.sequences, 0));
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
      lose(block, row, at(block.sequences, row + 1));
      from = row + 1;
    }
    if (last > from) yield rowsBetween(block, from, last);
    held = rowsBetween(block, last, block.rows);
  }
  if (held === null) return;
  won(held, 0);
  yield held;
}

/**
 * Leaves out rows that were taken over for an instant that has a live one: the same scan seen
 * twice. All other rows stay.
 */
export async function* eachScanOnce(rows: RowStream): AsyncGenerator<RowBlock> {
  // Of the last instant, all taken over so far: the live row may stand in the next block.
  let held: RowBlock[] = [];
  for await (const block of rows) {
    if (block.rows === 0) continue;
    if (held[0] !== undefined && at(held[0].timesMs, 0) !== at(block.timesMs, 0)) {
      yield* held;
      held = [];
    }
    let from = 0;
    for (let row = 0, end = 0; row < block.rows; row = end) {
      end = endOfInstant(block, row);
      if (isLive(at(block.sequences, end - 1))) {
        const live = firstLive(block, row);
        if (live > row && row > from) yield rowsBetween(block, from, row);
        if (live > row) from = live;
      } else if (end === block.rows) {
        if (row > from) yield rowsBetween(block, from, row);
        held.push(rowsBetween(block, row, end));
        from = end;
        continue;
      } else yield* held;
      held = [];
    }
    if (from < block.rows) yield rowsBetween(block, from, block.rows);
  }
  yield* held;
}

/** Row behind those of the same instant. */
function endOfInstant(block: RowBlock, row: number): number {
  let end = row + 1;
  while (end < block.rows && at(block.timesMs, end) === at(block.timesMs, row)) end += 1;
  return end;
}

function firstLive(block: RowBlock, row: number): number {
  let live = row;
  while (!isLive(at(block.sequences, live))) live += 1;
  return live;
}
