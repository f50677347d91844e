import { AppError } from '@eagle/contracts/domain';
import { BlockBuilder } from './block-builder.js';
import { compareRows, rowsBetween, type RowBlock } from './row-block.js';

/** Shorter runs are copied together, so that no reader gets a thousand blocks of one row. */
const COPIED_ROWS_MAX = 512;
const BUILT_ROWS = 2_048;

/** Blocks in ascending order: all rows of one lie before those of the next. */
export type RowStream = AsyncIterable<RowBlock>;

/**
 * Merges streams of one asset by time and sequence. Of rows with the same key one is passed on,
 * that of the last stream in the list: what was written later. Streams that do not overlap are
 * passed on block by block, without a copy.
 * @throws AppError `TELEMETRY.ROWS_UNORDERED` (bug) where a stream does not ascend.
 */
export async function* mergeRows(streams: readonly RowStream[]): AsyncGenerator<RowBlock> {
  const cursors = streams.map((stream) => new Cursor(stream));
  try {
    await Promise.all(cursors.map((cursor) => cursor.start()));
    yield* together(runsOf(cursors));
  } finally {
    await Promise.all(cursors.map((cursor) => cursor.close()));
  }
}

/** Rows of one block that lie before the rows of every other stream. */
interface Run {
  readonly block: RowBlock;
  readonly from: number;
  readonly to: number;
}

/** A stream, and how far it was read. */
class Cursor {
  block: RowBlock | null = null;
  row = 0;
  private readonly blocks: AsyncIterator<RowBlock>;
  private before: RowBlock | null = null;

  constructor(stream: RowStream) {
    this.blocks = stream[Symbol.asyncIterator]();
  }

  async start(): Promise<void> {
    await this.nextBlock();
  }

  async moveTo(row: number): Promise<void> {
    this.row = row;
    if (this.block !== null && row >= this.block.rows) await this.nextBlock();
  }

  async close(): Promise<void> {
    await this.blocks.return?.();
  }

  private async nextBlock(): Promise<void> {
    if (this.block !== null) this.before = this.block;
    for (;;) {
      const next = await this.blocks.next();
      this.block = next.done === true ? null : next.value;
      this.row = 0;
      if (this.block === null || this.block.rows > 0) break;
    }
    if (this.block !== null && this.before !== null) assertAscending(this.before, this.block);
  }
}

function assertAscending(before: RowBlock, next: RowBlock): void {
  if (compareRows(before, before.rows - 1, next, 0) < 0) return;
  throw new AppError('TELEMETRY.ROWS_UNORDERED', 'Stored rows do not ascend by time and sequence.');
}

async function* runsOf(cursors: readonly Cursor[]): AsyncGenerator<Run> {
  for (;;) {
    const first = firstOf(cursors);
    if (first === null || first.block === null) return;
    const { block, row } = first;
    // Equal keys: the last stream wins, the others leave the row out.
    for (const other of cursors) {
      if (other !== first && other.block !== null && compareRows(block, row, other.block, other.row) === 0) {
        await other.moveTo(other.row + 1);
      }
    }
    const end = runEnd(first, block, cursors);
    yield { block, from: row, to: end };
    await first.moveTo(end);
  }
}

/** The stream whose next row stands first; of several with the same key, the last. */
function firstOf(cursors: readonly Cursor[]): Cursor | null {
  let first: Cursor | null = null;
  for (const cursor of cursors) {
    if (cursor.block === null) continue;
    if (first?.block == null || compareRows(cursor.block, cursor.row, first.block, first.row) <= 0)
      first = cursor;
  }
  return first;
}

/** First row of the block that does not stand before the next row of each other stream. */
function runEnd(first: Cursor, block: RowBlock, cursors: readonly Cursor[]): number {
  let end = block.rows;
  for (const other of cursors) {
    if (other === first || other.block === null) continue;
    if (compareRows(block, end - 1, other.block, other.row) < 0) continue;
    let low = first.row + 1;
    while (low < end) {
      const middle = (low + end) >>> 1;
      if (compareRows(block, middle, other.block, other.row) < 0) low = middle + 1;
      else end = middle;
    }
  }
  return end;
}

/** Long runs as they are, short ones copied together. */
async function* together(runs: AsyncIterable<Run>): AsyncGenerator<RowBlock> {
  let built = new BlockBuilder(BUILT_ROWS);
  for await (const { block, from, to } of runs) {
    if (to - from >= COPIED_ROWS_MAX) {
      if (built.rows > 0) {
        yield built.build();
        built = new BlockBuilder(BUILT_ROWS);
      }
      yield rowsBetween(block, from, to);
      continue;
    }
    let next = from;
    while (next < to) {
      next += built.add(block, next, to);
      if (built.room > 0) continue;
      yield built.build();
      built = new BlockBuilder(BUILT_ROWS);
    }
  }
  if (built.rows > 0) yield built.build();
}
