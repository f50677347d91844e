import { badRecording, shown } from './bad-recording.js';
import { fileIn } from './folder-files.js';
import { NameTable } from './names.js';
import { openCsv, type FileForm } from './read-csv.js';
import type { ReadingOptions } from './reading-options.js';
import { chooseColumns } from './telemetry-columns.js';
import { NumberReader } from './text/number-reader.js';
import type { TextRow } from './text/split-rows.js';
import { readTimedRows } from './timed-rows.js';
import type { TimeColumns } from './times/time-columns.js';
import type { TimeColumn } from './times/time-column.js';

/** One line of a log: an error that a machine reported, or work done on one of its components. */
export interface RecordedLogEntry {
  readonly asset: string;
  readonly atMs: number;
  /** The error's code, or the component worked on. */
  readonly code: string;
}

/** A log and its format. */
export interface RecordedLog {
  readonly file: string;
  readonly events: readonly RecordedLogEntry[];
  /** Null where the folder has none. */
  readonly form: FileForm | null;
  readonly time: TimeColumn | null;
  readonly timeColumns: readonly TimeColumns[];
  readonly timesOfTwoMeanings: number;
}

/** Facts of a machine that do not change. */
export interface MachineFacts {
  /** Columns of the file besides the asset. */
  readonly names: readonly string[];
  readonly ofAsset: ReadonlyMap<string, readonly string[]>;
}

/** Most attributes of an asset. */
const FACTS_MAX = 32;

/**
 * Reads `errors.csv` (`asset, ts, error`) or `maintenance.csv` (`asset, ts, component`), in order
 * of time; empty where the folder has none.
 * @throws AppError `RECORDING.INVALID` (invalid) that says which file, line, column and value are
 * wrong.
 */
export async function readLog(
  folder: string,
  file: 'errors.csv' | 'maintenance.csv',
  options: ReadingOptions,
): Promise<RecordedLog> {
  const source = fileIn(folder, file);
  if (source === null)
    return { file, events: [], form: null, time: null, timeColumns: [], timesOfTwoMeanings: 0 };
  const code = file === 'errors.csv' ? 'error' : 'component';
  const read = await readTimedRows(
    source,
    {
      needed: ['asset', code],
      columns: () => ({ times: null, others: [] }),
      takes: () => true,
    },
    options,
  );
  const codes = new NameTable(code === 'error' ? 'errors' : 'components');
  const events = read.rows.map(({ line, cell, timesMs: [atMs = NaN] }): RecordedLogEntry => {
    if (cell(code) === '')
      throw badRecording(
        `line ${line} of ${read.file} has nothing in column "${code}": fill it, or remove the line`,
      );
    codes.add(cell(code));
    return { asset: cell('asset'), atMs, code: cell(code) };
  });
  return { ...read, events: events.sort((a, b) => a.atMs - b.atMs) };
}

/**
 * Reads `machines.csv` (`asset`, then anything); null where the folder has none. Numbers are
 * written in plain form; words for no value become empty.
 * @throws AppError `RECORDING.INVALID` (invalid) that says which file, line, column and value are
 * wrong.
 */
export async function readMachines(folder: string, options: ReadingOptions): Promise<MachineFacts | null> {
  const source = fileIn(folder, 'machines.csv');
  if (source === null) return null;
  const table = await openCsv(source, ['asset'], options);
  const rows: TextRow[] = [];
  for await (const page of table.pages) rows.push(...page);
  const { header, name } = table;
  const columns = new NameTable('columns');
  for (const column of header) if (column !== 'asset' && column !== '') columns.add(column);
  const found = chooseColumns(table, rows, new Set(), null, options);
  const numbers = new NumberReader(found.numbers, options.badWords);
  const places = header.flatMap((column, at) => (column === 'asset' || column === '' ? [] : [at]));
  if (places.length > FACTS_MAX)
    throw badRecording(
      `${name} has ${places.length} columns beside "asset"; at most ${FACTS_MAX} can be used, so leave out the others`,
    );
  const assetAt = header.indexOf('asset');
  const ofAsset = new Map<string, readonly string[]>();
  for (const { line, cells } of rows) {
    const asset = cells[assetAt] ?? '';
    if (ofAsset.has(asset))
      throw badRecording(
        `line ${line} of ${name} names ${shown(asset)} once more: keep one of the two lines`,
      );
    ofAsset.set(
      asset,
      places.map((at) => {
        const cell = cells[at] ?? '';
        if (!found.columns.includes(header[at] ?? '')) return cell;
        const value = numbers.read(cell);
        if (value === undefined) return cell;
        return Number.isNaN(value) ? '' : String(value);
      }),
    );
  }
  return { names: places.map((at) => header[at] ?? ''), ofAsset };
}
