import { at, type RowBlock } from '../rows/row-block.js';
import { partsOf, ROWS_COLUMN, stateOfColumn } from './aggregate-rows.js';
import { BucketTable, type Buckets } from './bucket-table.js';
import { STATE_HOLD, StateHold, type HoldBounds } from './state-hold.js';

interface LastState {
  readonly timeMs: number;
  readonly state: string;
  /** It holds so long, at most. */
  readonly holdMs: number;
}

/**
 * Makes buckets of rows in one pass and keeps the buckets alone in memory. Rows come in ascending
 * order, each instant once. Raw rows and aggregates may alternate.
 */
export class BucketFold {
  private readonly table: BucketTable;
  private last: LastState | null = null;
  private readonly hold: StateHold;
  /** State is counted from here on. */
  private fromMs: number;

  /**
   * @param fromMs  Rows before it show only in which state the range begins.
   */
  constructor(
    private readonly widthMs: number,
    private readonly columns: readonly string[],
    fromMs: number,
    hold: HoldBounds = STATE_HOLD,
  ) {
    this.hold = new StateHold(hold);
    this.table = new BucketTable(widthMs, columns);
    this.fromMs = fromMs;
  }

  /** Rows as they came. */
  add(block: RowBlock): void {
    let row = 0;
    while (row < block.rows) {
      const timeMs = at(block.timesMs, row);
      if (timeMs < this.fromMs) {
        this.last = this.stateAt(block, row);
        row += 1;
        continue;
      }
      const endMs = this.table.startOf(timeMs) + this.widthMs;
      let end = row + 1;
      while (end < block.rows && at(block.timesMs, end) < endMs) end += 1;
      this.holdUntil(timeMs);
      this.addRun(block, row, end);
      row = end;
    }
  }

  /** Rows of an aggregate. Its width divides the width of the buckets. */
  addAggregates(block: RowBlock): void {
    const parts = this.columns.flatMap((name) => {
      const partAt = partsOf(block, name);
      const column = this.table.column(name);
      return partAt === null || column === undefined ? [] : [{ partAt, column }];
    });
    const states = [...block.columns].flatMap(([name, { values }]) => {
      const state = stateOfColumn(name);
      return state === null ? [] : [{ state, values }];
    });
    const rows = block.columns.get(ROWS_COLUMN)?.values;
    for (let row = 0; row < block.rows; row += 1) {
      this.table.open(at(block.timesMs, row));
      this.table.addRows(rows?.[row] ?? 0);
      for (const { partAt, column } of parts) column.addPart(partAt(row));
      for (const { state, values } of states) this.table.addState(state, at(values, row));
    }
    this.forgetState();
  }

  /**
   * The stretch of rows that were given ends here; the next one may begin with aggregates, or
   * later.
   */
  endStretch(untilMs: number): void {
    this.holdUntil(untilMs);
    this.forgetState();
    this.fromMs = Math.max(this.fromMs, untilMs);
  }

  finish(): Buckets {
    return this.table.finish();
  }

  private addRun(block: RowBlock, from: number, to: number): void {
    this.table.open(at(block.timesMs, from));
    this.table.addRows(to - from);
    for (const name of this.columns) {
      const values = block.columns.get(name);
      const column = this.table.column(name);
      if (values === undefined || column === undefined) continue;
      column.addRun(values, from, to);
    }
    const label = block.labels.get('state');
    if (label === undefined) return;
    for (let row = from; row + 1 < to; row += 1) {
      const timeMs = at(block.timesMs, row);
      this.hold.row(timeMs);
      const heldMs = Math.min(at(block.timesMs, row + 1) - timeMs, this.hold.maxMs);
      this.table.addState(label.names[label.codes[row] ?? 0] ?? '', heldMs);
    }
    this.last = this.stateAt(block, to - 1);
  }

  /** Counts the time of the last row's state up to a time, in each bucket that it reaches into. */
  private holdUntil(timeMs: number): void {
    if (this.last === null) return;
    const untilMs = Math.min(timeMs, this.last.timeMs + this.last.holdMs);
    let fromMs = Math.max(this.last.timeMs, this.fromMs);
    while (fromMs < untilMs) {
      this.table.open(fromMs);
      const cutMs = Math.min(untilMs, this.table.startOf(fromMs) + this.widthMs);
      this.table.addState(this.last.state, cutMs - fromMs);
      fromMs = cutMs;
    }
  }

  private stateAt(block: RowBlock, row: number): LastState | null {
    const label = block.labels.get('state');
    if (label === undefined) return null;
    const timeMs = at(block.timesMs, row);
    this.hold.row(timeMs);
    return { timeMs, state: label.names[label.codes[row] ?? 0] ?? '', holdMs: this.hold.maxMs };
  }

  private forgetState(): void {
    this.last = null;
    this.hold.forget();
  }
}
