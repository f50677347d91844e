import { LaneTimes, type Lane, type LaneName } from './lanes.js';
import { isFarOff, type FarOff } from './far-off-rows.js';
import { inOrder, type RowOrder } from './ordered-table.js';
import { RecordedTable, type TableRow } from './recorded-table.js';

/** The outcome for the rows of a folder. */
export interface SettledRows {
  readonly table: RecordedTable;
  readonly lanes: readonly Lane[];
  readonly times: LaneTimes;
  /** How they were sorted; null: they stay in the given order. */
  readonly sorted: RowOrder | null;
  /** Repeated rows of an asset and time: the first was kept. */
  readonly duplicates: number;
  /** Those of them that differ from the kept row. */
  readonly duplicatesThatDiffer: number;
}

/** Rows as they were read. */
export interface ReadRows {
  readonly table: RecordedTable;
  readonly names: readonly LaneName[];
  readonly times: LaneTimes;
  readonly farOff: readonly FarOff[];
  /** Whether assets of such a record should be compared at each moment. */
  readonly compares: (lanes: readonly Lane[], scanPeriodMs: number) => boolean;
  /** Names a file for a temporary table. */
  readonly fileFor: (what: string) => string;
}

/**
 * Sorts rows where needed, leaves out rows with far-off times, and keeps one row for each asset and
 * instant. The result does not depend on the order of the given rows: where assets are compared at
 * each moment, rows are sorted by time; otherwise the rows of each asset are sorted. Rows that need
 * no change stay as they are.
 */
export async function settleRows(rows: ReadRows): Promise<SettledRows> {
  const { table, names, times, farOff } = rows;
  const lanes = times.of(names);
  const asTheyAre = async (): Promise<SettledRows> =>
    times.rowsRepeated === 0 && farOff.length === 0
      ? { table, lanes, times, sorted: null, duplicates: 0, duplicatesThatDiffer: 0 }
      : rewritten(rows, rowsOf(table), names, null);
  if (times.inTimeOrder) return asTheyAre();
  const compares = rows.compares(lanes, times.scanPeriodMs());
  if (times.rowsOlder > 0) return sortedRows(rows, compares ? 'by-time' : 'by-asset');
  if (!compares) return asTheyAre();
  const sorted = await sortedRows(rows, 'by-time');
  if (sorted.times.isFleet) return sorted;
  await sorted.table.close();
  return asTheyAre();
}

async function* rowsOf(table: RecordedTable): AsyncGenerator<TableRow> {
  for await (const page of table.read()) yield* page;
}

/** Assets in the order of their names, as a person would list them. */
async function sortedRows(rows: ReadRows, by: RowOrder): Promise<SettledRows> {
  const { names } = rows;
  const collator = new Intl.Collator('en', { numeric: true });
  const order = names
    .map((_, lane) => lane)
    .sort((a, b) => collator.compare(names[a]?.laneId ?? '', names[b]?.laneId ?? ''));
  const places: number[] = [];
  order.forEach((lane, place) => (places[lane] = place));
  const runs = await RecordedTable.create(rows.fileFor('runs'), rows.table.width);
  try {
    const byName = order.flatMap((lane) => names[lane] ?? []);
    return await rewritten(rows, inOrder(rows.table, runs, by, places), byName, by);
  } finally {
    await runs.close();
  }
}

/** Writes the kept rows into a separate table. */
async function rewritten(
  { farOff, fileFor, table: { width } }: ReadRows,
  rows: AsyncGenerator<TableRow>,
  names: readonly LaneName[],
  sorted: RowOrder | null,
): Promise<SettledRows> {
  const table = await RecordedTable.create(fileFor(sorted ?? 'kept'), width);
  const times = new LaneTimes();
  const kept = new Map<number, { atMs: number; readonly values: Float64Array }>();
  let [duplicates, duplicatesThatDiffer] = [0, 0];
  for await (const { lane, atMs, values } of rows) {
    if (isFarOff(farOff, atMs)) continue;
    const last = kept.get(lane);
    if (last?.atMs === atMs) {
      duplicates += 1;
      if (!values.every((value, at) => Object.is(value, last.values[at]))) duplicatesThatDiffer += 1;
      continue;
    }
    if (last === undefined) kept.set(lane, { atMs, values: Float64Array.from(values) });
    else {
      last.atMs = atMs;
      last.values.set(values);
    }
    times.add(lane, atMs);
    if (table.isFull) await table.flush();
    table.add(lane, atMs, values);
  }
  await table.flush();
  return { table, lanes: times.of(names), times, sorted, duplicates, duplicatesThatDiffer };
}
