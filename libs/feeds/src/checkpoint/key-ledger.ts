import type { KeyLedger, KeyCheckpoint } from './checkpoint.js';

/** Rows of one block of the ledger: what one comparison with the source counts. */
export const BLOCK_ROWS = 5_000;
/** Blocks that are kept; older ones are no longer compared. */
export const BLOCKS_MAX = 20;

/**
 * The ledger after a read. @param keys  Read above the old watermark, ascending; the last one is
 * the new watermark; @param late  Read below it.
 */
export function withRead(
  books: KeyLedger,
  watermark: string,
  fresh: { readonly rows: number; readonly watermark: string },
  late: readonly bigint[],
): KeyLedger {
  if (fresh.rows === 0 && late.length === 0) return books;
  const blocks = books.blocks.map((block) => ({ ...block }));
  let { from } = books;
  for (const key of late) {
    if (from === null || key <= BigInt(from)) continue;
    const block = blocks.find(({ to }) => key <= BigInt(to));
    if (block !== undefined) block.rows++;
  }
  if (fresh.rows > 0) {
    from ??= watermark;
    const open = blocks.at(-1);
    if (open !== undefined && open.rows < BLOCK_ROWS) {
      open.rows += fresh.rows;
      open.to = fresh.watermark;
    } else blocks.push({ to: fresh.watermark, rows: fresh.rows });
  }
  while (blocks.length > BLOCKS_MAX) from = blocks.shift()?.to ?? from;
  return { ...books, from, blocks };
}

/** One block as the source is asked for it. */
export interface BlockRange {
  readonly index: number;
  readonly from: string;
  readonly to: string;
  readonly rows: number;
}

export function blockRanges({ books }: Pick<KeyCheckpoint, 'books'>): BlockRange[] {
  let from = books.from ?? '0';
  return books.blocks.map(({ to, rows }, index) => {
    const range = { index, from, to, rows };
    from = to;
    return range;
  });
}

/**
 * Which blocks to compare now: the newest two, where rows still come late, and one of the others in
 * turn.
 */
export function blocksDue(ranges: readonly BlockRange[], turn: number): BlockRange[] {
  const newest = ranges.slice(-2);
  const others = ranges.slice(0, -2);
  const other = others[turn % Math.max(1, others.length)];
  return other === undefined ? newest : [other, ...newest];
}
