import { AppError } from '@eagle/contracts/domain';
import type { RawRow } from '../feed-connection.js';
import { ANSWER_BYTES_MAX } from './answer-gate.js';
import type { BoundedCell } from './column-type.js';

const ROWS_MAX = 5_000;
/** Cells in memory of one answer: wide tables are read in fewer rows at a time. */
const CELLS_MAX = 500_000;
/** Code, length and number of cells of a row, and the table's identity behind its cells. */
const ROW_HEADER_BYTES = 64;
/** Rows looked at to see how long they are. */
const SAMPLES = 32;
/** Rows may come this many times longer than those that were seen before an answer is too large. */
const HEADROOM = 4;

/**
 * How many rows to request at once: at first as many as fit if every cell has its maximum length,
 * then as many as fit for rows like those seen.
 */
export class PageSize {
  /** Fits for any content of the rows. */
  readonly rowsSafe: number;
  private readonly rowsMost: number;
  private rowsNow: number;
  private mayGrow = true;

  constructor(cells: readonly BoundedCell[]) {
    const rowBytes = cells.reduce((sum, { bytesMax }) => sum + bytesMax, ROW_HEADER_BYTES);
    this.rowsMost = Math.max(1, Math.min(ROWS_MAX, Math.floor(CELLS_MAX / cells.length)));
    this.rowsSafe = Math.max(1, Math.min(this.rowsMost, Math.floor(ANSWER_BYTES_MAX / rowBytes)));
    this.rowsNow = this.rowsSafe;
  }

  get rows(): number {
    return this.rowsNow;
  }

  /** Takes note of the rows of an answer. */
  learn(rows: readonly RawRow[]): void {
    if (!this.mayGrow || rows.length === 0 || this.rowsSafe === this.rowsMost) return;
    const step = Math.max(1, Math.floor(rows.length / SAMPLES));
    let longest = 0;
    for (let at = 0; at < rows.length; at += step) longest = Math.max(longest, bytesOf(rows[at] ?? []));
    const fitting = Math.floor(ANSWER_BYTES_MAX / (HEADROOM * longest));
    this.rowsNow = Math.min(this.rowsMost, Math.max(this.rowsSafe, fitting));
  }

  /**
   * An answer was too large.
   * @returns whether a smaller one may be asked for, which then fits for certain.
   */
  shrink(): boolean {
    const wasGrown = this.rowsNow > this.rowsSafe;
    this.mayGrow = false;
    this.rowsNow = this.rowsSafe;
    return wasGrown;
  }
}

const bytesOf = (row: RawRow): number =>
  row.reduce((sum, cell) => sum + 4 + (cell === null ? 0 : cell.length), ROW_HEADER_BYTES);

/** Asks for a page, and once more for a smaller one where the rows turned out too long for it. */
export async function fitting<T extends { readonly rows: readonly RawRow[] }>(
  page: PageSize,
  ask: () => Promise<T>,
): Promise<T> {
  try {
    const answer = await ask();
    page.learn(answer.rows);
    return answer;
  } catch (error) {
    if (error instanceof AppError && error.code === 'FEED.SOURCE_MISBEHAVES' && page.shrink()) return ask();
    throw error;
  }
}
