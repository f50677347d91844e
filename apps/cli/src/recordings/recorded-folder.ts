import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import {
  readLog,
  readMachines,
  type RecordedLogEntry,
  type MachineFacts,
  type RecordedLog,
} from './asset-logs.js';
import { badRecording, shown } from './bad-recording.js';
import { assertOneClock } from './times/one-clock.js';
import { assertTimesThere } from './times/time-columns.js';
import { RowsByHour, type FarOff } from './far-off-rows.js';
import { LaneNames, LaneTimes, type Lane } from './lanes.js';
import { fileIn, tablesIn, tablesInWords } from './folder-files.js';
import { NameTable } from './names.js';
import { openCsv } from './read-csv.js';
import { assertOneRowATime, type RepeatedRow } from './one-row-a-time.js';
import type { ReadingOptions } from './reading-options.js';
import {
  readFailures,
  type FailureFile,
  type RecordedFailures,
  type RecordedFailure,
} from './recorded-failures.js';
import { RecordedTable } from './recorded-table.js';
import { settleRows, type SettledRows } from './settled-rows.js';
import { Telemetry, type TelemetryForm } from './telemetry.js';
import type { SkippedColumn } from './telemetry-columns.js';

export type { Lane } from './lanes.js';

/** A folder of recorded data, read once. */
export interface RecordedFolder {
  /** Column names of the tags, in the order of the values in the table. */
  readonly columns: readonly string[];
  /** Columns that hold no numbers and were left out. */
  readonly skippedColumns: readonly SkippedColumn[];
  readonly table: RecordedTable;
  /** In the order of the table's lane numbers. */
  readonly lanes: readonly Lane[];
  readonly scanPeriodMs: number;
  /** Whether the rows of all lanes come in one order of time. */
  readonly inTimeOrder: boolean;
  /** Whether assets can be compared with each other at each moment. */
  readonly isFleet: boolean;
  readonly failures: readonly RecordedFailure[];
  readonly errors: readonly RecordedLogEntry[];
  readonly maintenance: readonly RecordedLogEntry[];
  readonly machines: MachineFacts | null;
  readonly read: FolderRead;
}

/** How a folder was read, and findings that the user should see. */
export interface FolderRead {
  readonly telemetry: TelemetryForm;
  readonly options: ReadingOptions;
  readonly rowsGiven: number;
  readonly rows: Pick<SettledRows, 'sorted' | 'duplicates' | 'duplicatesThatDiffer'>;
  readonly rowsOutOfOrder: number;
  readonly farOff: readonly FarOff[];
  readonly gaps: { readonly count: number; readonly longestMs: number };
  readonly failures: Omit<RecordedFailures, 'failures'>;
  readonly logs: readonly Omit<RecordedLog, 'events'>[];
  /** Unread files that look like tables. */
  readonly filesNotRead: readonly string[];
}

export interface FolderReading {
  readonly telemetry: readonly string[] | null;
  readonly ignoreColumns: readonly string[];
  readonly runColumn: string;
  readonly failures: FailureFile;
  readonly reading: ReadingOptions;
  /**
   * Whether assets of such a record should be compared at each moment: then their rows are sorted
   * by time.
   */
  readonly compares: (
    lanes: readonly Lane[],
    failures: readonly RecordedFailure[],
    scanPeriodMs: number,
  ) => boolean;
  /** File of the parsed rows; temporary files are beside it. */
  readonly tableFile: string;
  /** Tags to read, where another folder decides them; null detects them. */
  readonly columns: readonly string[] | null;
  /** @param rows  Rows read so far. */
  readonly onProgress: (rows: number) => void;
}

const COLUMNS_NAMED_MAX = 3;
/** The limit of a table of a feed. */
const SIGNALS_MAX = 1_600;
const PROGRESS_EVERY_ROWS = 50_000;

/**
 * Reads a folder in the shape of `docs/replays.md`.
 * @throws AppError `RECORDING.INVALID` (invalid) that says which file, line, column and value are
 * wrong and what to do.
 */
export async function readFolder(folder: string, reading: FolderReading): Promise<RecordedFolder> {
  if (!existsSync(folder)) throw badRecording(`${folder} does not exist`);
  const { reading: options } = reading;
  const files = await telemetryFiles(folder, reading.telemetry, options);
  const telemetry = await openTelemetry(files, reading);
  // Read first because it is smaller: a folder without failures is refused before an hour of
  // reading.
  const failures = await readFailures(folder, reading.failures, options);
  const errors = await readLog(folder, 'errors.csv', options);
  const maintenance = await readLog(folder, 'maintenance.csv', options);
  const machines = await readMachines(folder, options);
  assertTimesThere(options.time, [
    telemetry.timeColumns,
    ...[failures, errors, maintenance].flatMap((one) => one.timeColumns),
  ]);
  assertOneClock([telemetry.clock], [failures, errors, maintenance], options);
  const rows = await readRows(telemetry, failures.failures, reading);
  if (rows.given === 0) {
    await rows.settled.table.close();
    throw badRecording(`${path.basename(files[0] ?? folder)} has no rows`);
  }
  const { table, lanes, times } = rows.settled;
  return {
    columns: telemetry.columns,
    skippedColumns: telemetry.skipped,
    table,
    lanes,
    scanPeriodMs: times.scanPeriodMs(),
    inTimeOrder: times.inTimeOrder,
    isFleet: times.isFleet,
    failures: failures.failures,
    errors: errors.events,
    maintenance: maintenance.events,
    machines,
    read: {
      telemetry: telemetry.form(),
      options,
      rowsGiven: rows.given,
      rows: rows.settled,
      rowsOutOfOrder: rows.outOfOrder,
      farOff: rows.farOff,
      gaps: times.gaps(),
      failures,
      logs: [errors, maintenance],
      filesNotRead: filesNotRead(folder, [...files, failures.file]),
    },
  };
}

function filesNotRead(folder: string, read: readonly string[]): string[] {
  const logs = ['errors.csv', 'maintenance.csv', 'machines.csv'].map((name) => fileIn(folder, name) ?? name);
  const names = new Set([...read, ...logs].map((file) => path.basename(file)));
  return tablesIn(folder).filter((file) => !names.has(file));
}

async function telemetryFiles(
  folder: string,
  named: readonly string[] | null,
  options: ReadingOptions,
): Promise<string[]> {
  const names =
    named ??
    readdirSync(folder)
      .sort()
      .filter((file) => /^telemetry.*\.csv(\.gz)?$/.test(file));
  const missing = names.find((name) => !existsSync(path.join(folder, name)));
  if (names.length === 0 || missing !== undefined) {
    throw badRecording(
      `${folder} has no ${missing ?? 'telemetry*.csv or telemetry*.csv.gz'}; ${tablesInWords(folder)}`,
    );
  }
  const files = names.map((name) => path.join(folder, name));
  const headers: TableHeader[] = [];
  for (const [at, file] of files.entries()) {
    const { header, close } = await openCsv(file, ['asset'], options);
    await close();
    headers.push({ file: names[at] ?? '', columns: new Set(header.filter((column) => column !== '')) });
  }
  assertSameColumns(headers);
  return files;
}

interface TableHeader {
  readonly file: string;
  readonly columns: ReadonlySet<string>;
}

/** Files of one record have the same columns, in any order. */
function assertSameColumns(headers: readonly TableHeader[]): void {
  const [first] = headers;
  if (first === undefined) return;
  for (const other of headers) {
    for (const [has, lacks] of [
      [first, other],
      [other, first],
    ] as const) {
      const column = [...has.columns].find((name) => !lacks.columns.has(name));
      if (column === undefined) continue;
      throw badRecording(
        `${first.file} and ${other.file} have different columns: ${lacks.file} has no ${shown(column)}; name the ones that belong together in "telemetry" of the configuration, or with --telemetry`,
      );
    }
  }
}

async function openTelemetry(files: readonly string[], reading: FolderReading): Promise<Telemetry> {
  const telemetry = await Telemetry.open(files, {
    ignored: new Set([...reading.ignoreColumns, reading.runColumn]),
    runColumn: reading.runColumn,
    columns: reading.columns,
    options: reading.reading,
  });
  if (telemetry.columns.length === 0) {
    throw badRecording(
      `${path.basename(files[0] ?? '')} has no column of numbers beside those of the time, asset and those that are left out` +
        telemetry.skipped
          .slice(0, COLUMNS_NAMED_MAX)
          .map(({ column, example }) =>
            example === null ? '' : `; ${shown(column)} holds ${shown(example)}`,
          )
          .join('') +
        '. Write numbers without units or other words',
    );
  }
  if (telemetry.columns.length > SIGNALS_MAX) {
    throw badRecording(
      `${path.basename(files[0] ?? '')} has ${telemetry.columns.length} columns of numbers; at most ${SIGNALS_MAX} can be signals of one asset: leave the others out with --ignore-columns, or ignoreColumns of the configuration`,
    );
  }
  const names = new NameTable('columns');
  for (const column of telemetry.columns) names.add(column);
  return telemetry;
}

interface FolderRows {
  readonly given: number;
  readonly settled: SettledRows;
  readonly outOfOrder: number;
  readonly farOff: FolderRead['farOff'];
}

async function readRows(
  telemetry: Telemetry,
  failures: readonly RecordedFailure[],
  { tableFile, onProgress, compares }: FolderReading,
): Promise<FolderRows> {
  const table = await RecordedTable.create(tableFile, telemetry.columns.length);
  try {
    const names = new LaneNames();
    const times = new LaneTimes();
    const hours = new RowsByHour();
    let repeated: RepeatedRow | null = null;
    for await (const page of telemetry.pages()) {
      for (const { asset, run, atMs, values, file, line } of page) {
        const lane = names.numberOf(asset, run);
        times.add(lane, atMs);
        if (repeated === null && times.rowsRepeated > 0)
          repeated = { file: telemetry.nameOf(file), line, asset };
        hours.add(atMs);
        if (table.isFull) await table.flush();
        table.add(lane, atMs, values);
        if (table.rows % PROGRESS_EVERY_ROWS === 0) onProgress(table.rows);
      }
    }
    await table.flush();
    const farOff = hours.farOff();
    const settled = await settleRows({
      table,
      names: names.all,
      times,
      farOff,
      compares: (lanes, scanPeriodMs) => compares(lanes, failures, scanPeriodMs),
      fileFor: (what) => `${tableFile}.${what}`,
    });
    if (settled.table !== table) await table.close();
    try {
      assertOneRowATime(settled, repeated, telemetry.skipped);
    } catch (error) {
      await settled.table.close();
      throw error;
    }
    return { given: table.rows, settled, outOfOrder: times.rowsOlder, farOff };
  } catch (error) {
    await table.close();
    throw error;
  }
}
