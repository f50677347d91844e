import type { RecordedTable, TableRow } from './recorded-table.js';

/** So many bytes of rows are put in order in memory at a time. */
const RUN_BYTES = 32 << 20;
const MERGE_PAGE_ROWS = 512;

/** By time, and of their lanes at one time; or the lanes one after the other, each by time. */
export type RowOrder = 'by-time' | 'by-asset';

/**
 * The rows of a table in another order; rows of one lane and time keep the order in which they were. Memory does not
 * grow with the table: stretches are put in order one after the other, written into `runs`, and merged from there.
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
  const runRows = Math.max(1, Math.floor(runBytes / ((table.width + 2) * 8)));
  const starts: number[] = [];
  for (let from = 0; from < table.rows; from += runRows) {
    starts.push(from);
    for await (const rows of table.readFrom(from, Math.min(table.rows, from + runRows), runRows)) {
      const renumbered = rows.map((row) => ({ ...row, lane: places[row.lane] ?? row.lane }));
      for (const { lane, atMs, values } of renumbered.sort(compare)) {
        if (runs.isFull) await runs.flush();
        runs.add(lane, atMs, values);
      }
    }
  }
  await runs.flush();
  const readings = starts.map(
    (from) => new Run(runs.readFrom(from, Math.min(runs.rows, from + runRows), MERGE_PAGE_ROWS)),
  );
  for (const reading of readings) await reading.fill();
  for (;;) {
    let first: Run | undefined;
    for (const reading of readings) {
      if (reading.row === undefined) continue;
      if (first?.row === undefined || compare(reading.row, first.row) < 0) first = reading;
    }
    if (first?.row === undefined) return;
    yield first.row;
    first.step();
    if (first.row === undefined) await first.fill();
  }
}

const COMPARISONS: Record<RowOrder, (a: TableRow, b: TableRow) => number> = {
  'by-time': (a, b) => a.atMs - b.atMs || a.lane - b.lane,
  'by-asset': (a, b) => a.lane - b.lane || a.atMs - b.atMs,
};

/** One stretch in order, read up to some row. */
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
