import type { RecordedTable, TableRow } from './recorded-table.js';

/** Bytes of rows that are sorted in memory at a time. */
const RUN_BYTES = 64 << 20;
const MERGE_PAGE_ROWS = 256;

/** By time and then by lane; or lane by lane, each by time. */
export type RowOrder = 'by-time' | 'by-asset';

/**
 * The rows of a table in another order; rows of one lane and time keep their order. Memory does not
 * grow with the table: parts are sorted one after the other, written into `runs`, and merged from
 * there.
 * @param runs    An empty table of the same width.
 * @param places  The new number of each lane.
 */
export async function* inOrder(
  table: RecordedTable,
  runs: RecordedTable,
  order: RowOrder,
  places: readonly number[],
  runBytes = RUN_BYTES,
): AsyncGenerator<TableRow> {
  const compare = COMPARISONS[order];
  const stride = table.width + 2;
  const runRows = Math.max(1, Math.floor(runBytes / (stride * 8)));
  const starts: number[] = [];
  for (let from = 0; from < table.rows; from += runRows) {
    starts.push(from);
    await writeRun(
      runs,
      await table.stretch(from, Math.min(table.rows, from + runRows)),
      stride,
      places,
      compare,
    );
  }
  await runs.flush();
  const readings = starts.map(
    (from) => new Run(runs.readFrom(from, Math.min(runs.rows, from + runRows), MERGE_PAGE_ROWS)),
  );
  for (const reading of readings) await reading.fill();
  const isBefore = (a: TableRow, b: TableRow): boolean => compare(a.atMs, a.lane, b.atMs, b.lane) < 0;
  for (;;) {
    let first: Run | undefined;
    for (const reading of readings) {
      if (reading.row === undefined) continue;
      if (first?.row === undefined || isBefore(reading.row, first.row)) first = reading;
    }
    if (first?.row === undefined) return;
    yield first.row;
    first.step();
    if (first.row === undefined) await first.fill();
  }
}

/** Sorts indexes, not rows: an object for each row would take more memory than the numbers. */
async function writeRun(
  runs: RecordedTable,
  numbers: Float64Array,
  stride: number,
  places: readonly number[],
  compare: Comparison,
): Promise<void> {
  const laneOf = (row: number): number => places[numbers[row * stride] ?? 0] ?? 0;
  const timeOf = (row: number): number => numbers[row * stride + 1] ?? NaN;
  const rows = Uint32Array.from({ length: numbers.length / stride }, (_, row) => row);
  rows.sort((a, b) => compare(timeOf(a), laneOf(a), timeOf(b), laneOf(b)) || a - b);
  for (const row of rows) {
    if (runs.isFull) await runs.flush();
    runs.add(laneOf(row), timeOf(row), numbers.subarray(row * stride + 2, (row + 1) * stride));
  }
}

type Comparison = (aMs: number, aLane: number, bMs: number, bLane: number) => number;

const COMPARISONS: Record<RowOrder, Comparison> = {
  'by-time': (aMs, aLane, bMs, bLane) => aMs - bMs || aLane - bLane,
  'by-asset': (aMs, aLane, bMs, bLane) => aLane - bLane || aMs - bMs,
};

/** One sorted part, read up to some row. */
class Run {
  private page: readonly TableRow[] = [];
  private at = 0;

  constructor(private readonly pages: AsyncGenerator<readonly TableRow[]>) {}

  get row(): TableRow | undefined {
    return this.page[this.at];
  }

  step(): void {
    this.at += 1;
  }

  async fill(): Promise<void> {
    const next = await this.pages.next();
    this.page = next.done === true ? [] : next.value;
    this.at = 0;
  }
}
