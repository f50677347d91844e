import { ZoneClock } from '@eagle/feeds';
import path from 'node:path';
import { badRecording, shown } from './bad-recording.js';
import { assertHas, openCsv, type FileForm } from './read-csv.js';
import type { ReadingOptions } from './reading-options.js';
import type { TextRow } from './text/split-rows.js';
import { InstantReader } from './times/instant-reader.js';
import { findTimeColumns, timeColumnsInWords, timeTextOf, type TimeColumns } from './times/time-columns.js';
import { TimeColumnGuess, type TimeColumn } from './times/time-column.js';

/** One row of a file of events. */
export interface TimedRow {
  readonly line: number;
  readonly cell: (column: string) => string;
  /** Instants of its times, in their order. */
  readonly timesMs: readonly number[];
}

/** A file of events, read whole. */
export interface TimedFile {
  readonly file: string;
  readonly header: readonly string[];
  readonly rows: readonly TimedRow[];
  readonly form: FileForm;
  /** Null where there is no row. */
  readonly time: TimeColumn | null;
  /** The columns of each time of a row. */
  readonly timeColumns: readonly TimeColumns[];
  readonly timesOfTwoMeanings: number;
}

export interface TimedQuestion {
  /** Columns that are always required. */
  readonly needed: readonly string[];
  /**
   * Chooses from the header the columns of times and other required columns; null: one time in any
   * column.
   */
  readonly columns: (header: readonly string[]) => {
    readonly times: readonly string[] | null;
    readonly others: readonly string[];
  };
  /** Whether a row counts. */
  readonly takes: (cell: (column: string) => string) => boolean;
}

/**
 * Reads a file of events. The format of its times is detected from all rows that count.
 * @throws AppError `RECORDING.INVALID` (invalid) that names the file, line, column and value, and
 * what to do.
 */
export async function readTimedRows(
  file: string,
  { needed, columns, takes }: TimedQuestion,
  options: ReadingOptions,
): Promise<TimedFile> {
  const table = await openCsv(file, needed, options);
  const { header, name } = table;
  const { times, others } = columns(header);
  try {
    assertHas(name, header, [...(times ?? []), ...others], table.separator);
  } catch (error) {
    await table.close();
    throw error;
  }
  const places = new Map(header.map((column, at) => [column, at]));
  const read: (TextRow & Pick<TimedRow, 'cell'>)[] = [];
  for await (const page of table.pages) {
    for (const { line, cells } of page) {
      const cell = (column: string): string => cells[places.get(column) ?? -1] ?? '';
      if (!takes(cell)) continue;
      if (cell('asset') === '')
        throw badRecording(
          `line ${line} of ${name} names no asset in column "asset": write the asset, or remove the line`,
        );
      read.push({ line, cells, cell });
    }
  }
  const timeColumns = times?.map((column) => [column] as const) ?? [
    findTimeColumns(table, read, options.time),
  ];
  const sources = timeColumns.map((columns) => ({
    inWords: timeColumnsInWords(columns),
    places: columns.map((column) => header.indexOf(column)),
  }));
  const guess = new TimeColumnGuess(options.timeFormat);
  for (const { line, cells } of read)
    for (const { inWords, places } of sources)
      guess.add({ file: name, line, columns: inWords, text: timeTextOf(cells, places) });
  const time = guess.finish();
  const zone = options.eventsZone ?? options.zone;
  const instants = new InstantReader(time, zone === null ? null : new ZoneClock(zone));
  const instantOf = (line: number, columns: string, text: string): number => {
    const atMs = instants.read(text, NaN);
    if (typeof atMs === 'number') return atMs;
    throw badRecording(`line ${line} of ${name} has no readable time in ${columns}: ${shown(text)} ${atMs}`);
  };
  const rows = read.map(({ line, cells, cell }): TimedRow => ({
    line,
    cell,
    timesMs: sources.map(({ inWords, places }) => instantOf(line, inWords, timeTextOf(cells, places))),
  }));
  return {
    file: path.basename(file),
    header,
    rows,
    form: table.form(),
    time: read.length === 0 ? null : time,
    timeColumns,
    timesOfTwoMeanings: instants.timesOfTwoMeanings,
  };
}
