import { openCsv, type CsvTable } from './read-csv.js';
import type { ReadingOptions } from './reading-options.js';
import type { TextRow } from './text/split-rows.js';
import { findTimeColumns, timeTextOf, type TimeColumns } from './times/time-columns.js';

/**
 * An opened telemetry file: its times are found, and lines between header and rows are left out.
 */
export interface TelemetryTable extends CsvTable {
  readonly time: TimeColumns;
  /** Lines directly below the header that hold units or descriptions. */
  readonly unitLines: readonly TextRow[];
}

/** At most this many: units, descriptions, kinds of average. */
const UNIT_LINES_MAX = 3;

/**
 * Opens a telemetry file.
 * @param columns  Columns that must be there besides the asset.
 * @param time     Columns of its times, when already known; null detects them.
 * @throws AppError `RECORDING.INVALID` (invalid) that names the file, the line and what is wrong.
 */
export async function openTelemetryTable(
  file: string,
  columns: readonly string[],
  options: Pick<ReadingOptions, 'separator' | 'encoding' | 'time'>,
  time: TimeColumns | null = null,
): Promise<TelemetryTable> {
  const table = await openCsv(file, ['asset', ...columns], options);
  try {
    const first = await table.pages.next();
    const rows = first.done === true ? [] : first.value;
    const units = unitLinesOf(table.header, rows);
    const firstRows = rows.slice(units.length);
    return {
      ...table,
      time: time ?? findTimeColumns(table, firstRows, options.time),
      unitLines: units,
      pages: pagesFrom(firstRows, table.pages),
    };
  } catch (error) {
    await table.close();
    throw error;
  }
}

/** The text of the time of each telemetry row. */
export function timeReaderOf({ header, time }: Pick<TelemetryTable, 'header' | 'time'>) {
  const places = time.map((column) => header.indexOf(column));
  return (cells: readonly string[]): string => timeTextOf(cells, places);
}

async function* pagesFrom(
  first: readonly TextRow[],
  others: AsyncGenerator<readonly TextRow[]>,
): AsyncGenerator<readonly TextRow[]> {
  try {
    yield first;
    yield* others;
  } finally {
    await others.return(undefined);
  }
}

const NUMBER = /^[+-]?[.,]?\d[\d.,e+-]*$/i;
const LIKE_TIME = /\d[:/-]\d|\d\.\d+\.\d|\d{4}/;

/** The number of first lines without a number and without a time: a row has at least its time. */
function unitLinesOf(header: readonly string[], rows: readonly TextRow[]): TextRow[] {
  const isUnitLine = ({ cells }: TextRow): boolean =>
    cells.every((cell, at) => header[at] === 'asset' || !(NUMBER.test(cell) || LIKE_TIME.test(cell)));
  const count = rows.slice(0, UNIT_LINES_MAX).findIndex((row) => !isUnitLine(row));
  return count === -1 ? rows.slice(0, Math.min(rows.length, UNIT_LINES_MAX)) : rows.slice(0, count);
}
