import { isLive, type RowBlock } from '@eagle/telemetry';
import { SequenceHeap } from './sequence-heap.js';

/** Rows `from` to `to` (exclusive) of a block. */
export interface Run {
  readonly block: RowBlock;
  readonly from: number;
  readonly to: number;
}

export interface ArrivalBounds {
  /**
   * No row is further behind the newest one of its asset than this, milliseconds: others are
   * refused live.
   */
  readonly lateToleranceMs: number;
  /** Rows that are held back at most. */
  readonly rowsMax: number;
  /**
   * Whether sequences of rows that were taken over ascend in the order in which the source wrote
   * them: those of its keys do.
   */
  readonly sourceIsNumbered: boolean;
}

/**
 * Brings the rows of one asset from the order of time, in which they are stored, into the order in
 * which they arrived, which is that of their sequences. A row that came late is held back until
 * those that came before it are through.
 *
 * A row whose sequence follows the last one passes at once. Any other is held until its
 * predecessors came, or cannot come any more: those are no later than the tolerance. So a hole in
 * the sequences (rows that were not stored) delays rows by the tolerance once, and rows that were
 * taken over, whose numbers have holes, are always that far behind. Where these are not numbered,
 * they pass in order of time.
 */
export class ArrivalOrder {
  private readonly held = new SequenceHeap();
  /** What follows the last numbered row that passed; NaN before the first. */
  private next = Number.NaN;
  private isFlowing = true;

  constructor(private readonly bounds: ArrivalBounds) {}

  /**
   * @param block  Ascending by time and behind all rows so far.
   * @returns what passes now, in order of arrival.
   */
  push(block: RowBlock): Run[] {
    const runs: GrowingRun[] = [];
    for (let row = 0; row < block.rows; row += 1) {
      const sequence = block.sequences[row] ?? 0;
      const timeMs = block.timesMs[row] ?? 0;
      const isNumbered = this.bounds.sourceIsNumbered || isLive(sequence);
      this.isFlowing = !isNumbered || sequence <= this.next;
      if (this.isFlowing) {
        if (isNumbered) this.next = sequence + 1;
        extend(runs, block, row);
      } else this.held.push({ sequence, timeMs, block, row });
      if (this.held.size > 0) this.passHeld(timeMs, runs);
    }
    return runs;
  }

  /** All rows that are left: no more come. */
  finish(): Run[] {
    const runs: GrowingRun[] = [];
    this.passHeld(Number.POSITIVE_INFINITY, runs);
    return runs;
  }

  /**
   * No row that passes later stands before this instant, but late ones; Infinity where none is held
   * that may be in time.
   */
  get waitsFromMs(): number {
    return this.isFlowing ? Number.POSITIVE_INFINITY : this.held.earliestMs();
  }

  private passHeld(timeMs: number, runs: GrowingRun[]): void {
    const { lateToleranceMs, rowsMax } = this.bounds;
    for (let first = this.held.first; first !== undefined; first = this.held.first) {
      const isNext = first.sequence <= this.next;
      if (!isNext && timeMs <= first.timeMs + lateToleranceMs && this.held.size <= rowsMax) return;
      this.held.pop();
      this.next = first.sequence + 1;
      extend(runs, first.block, first.row);
    }
    this.isFlowing = true;
  }
}

interface GrowingRun extends Run {
  to: number;
}

/** Adds a row to the last run where it follows it. */
function extend(runs: GrowingRun[], block: RowBlock, row: number): void {
  const last = runs.at(-1);
  if (last?.block === block && last.to === row) last.to = row + 1;
  else runs.push({ block, from: row, to: row + 1 });
}
