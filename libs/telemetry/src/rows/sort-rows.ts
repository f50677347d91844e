import { BlockBuilder } from './block-builder.js';
import { at, compareRows, rowsBetween, type RowBlock } from './row-block.js';

/** Whether a block ascends by time and sequence and holds no row twice. */
export function isAscending(block: RowBlock): boolean {
  for (let row = 1; row < block.rows; row += 1) {
    if (compareRows(block, row - 1, block, row) >= 0) return false;
  }
  return true;
}

/** Rows of several blocks in order, each key once: of equal keys the last one that was given. */
export function sortRows(blocks: readonly RowBlock[]): RowBlock {
  const [only, ...others] = blocks;
  if (only !== undefined && others.length === 0 && isAscending(only)) return only;
  const rows = blocks.reduce((sum, block) => sum + block.rows, 0);
  const joined = new BlockBuilder(rows);
  for (const block of blocks) joined.add(block, 0, block.rows);
  const all = joined.build();
  if (isAscending(all)) return all;
  const order = Uint32Array.from({ length: rows }, (_, row) => row).sort(
    (a, b) => compareRows(all, a, all, b) || a - b,
  );
  const kept = order.filter(
    (row, place) => place + 1 === rows || compareRows(all, row, all, at(order, place + 1)) !== 0,
  );
  return pick(all, kept);
}

function pick(block: RowBlock, rows: Uint32Array): RowBlock {
  const sorted = new BlockBuilder(rows.length);
  let from = 0;
  while (from < rows.length) {
    let to = from + 1;
    // Neighbours that stay neighbours are copied at once.
    while (to < rows.length && at(rows, to) === at(rows, to - 1) + 1) to += 1;
    sorted.add(block, at(rows, from), at(rows, to - 1) + 1);
    from = to;
  }
  return sorted.build();
}

const DAY_MS = 86_400_000;

/** First instant of the UTC day of a time. */
export const dayOf = (timeMs: number): number => Math.floor(timeMs / DAY_MS) * DAY_MS;
/** First instant of the day after. */
export const dayAfter = (dayMs: number): number => dayMs + DAY_MS;

/** An ascending block, cut where UTC days begin. */
export function* splitByDay(
  block: RowBlock,
): Generator<{ readonly dayMs: number; readonly block: RowBlock }> {
  let from = 0;
  while (from < block.rows) {
    const dayMs = dayOf(at(block.timesMs, from));
    let to = from + 1;
    while (to < block.rows && at(block.timesMs, to) < dayAfter(dayMs)) to += 1;
    yield { dayMs, block: rowsBetween(block, from, to) };
    from = to;
  }
}
