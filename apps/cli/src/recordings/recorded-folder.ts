import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { assetIdSchema, type AssetId } from '@eagle/contracts';
import { readLog, readMachines, type LoggedEvent, type MachineFacts } from './asset-logs.js';
import { badRecording } from './bad-recording.js';
import { headerOf, readCsv } from './read-csv.js';
import { readFailures, toName, type FailureFile, type RecordedFailure } from './recorded-failures.js';
import { RecordedTable } from './recorded-table.js';
import { tagIndexes } from './telemetry.js';

/** Rows of one asset, or of one run of it: what came before a run says nothing about it. */
export interface Lane {
  readonly laneId: AssetId;
  readonly asset: string;
  readonly firstMs: number;
  readonly lastMs: number;
  readonly rows: number;
}

/** A folder of recorded data, read once. */
export interface RecordedFolder {
  /** Column names of the tags, in the order of the table's values. */
  readonly columns: readonly string[];
  /** Columns that hold no numbers and were left out. */
  readonly skippedColumns: readonly string[];
  readonly table: RecordedTable;
  /** In the order of the table's lane numbers. */
  readonly lanes: readonly Lane[];
  readonly scanPeriodMs: number;
  /** Whether the rows of all lanes come in one order of time. */
  readonly inTimeOrder: boolean;
  readonly failures: readonly RecordedFailure[];
  readonly errors: readonly LoggedEvent[];
  readonly maintenance: readonly LoggedEvent[];
  readonly machines: MachineFacts | null;
}

export interface FolderReading {
  readonly telemetry: readonly string[] | null;
  readonly ignoreColumns: readonly string[];
  readonly runColumn: string;
  readonly failures: FailureFile;
  /** Where the parsed rows go. */
  readonly tableFile: string;
  /** Tags to read, where another folder has said which; null finds them. */
  readonly columns: readonly string[] | null;
  /** @param rows  Rows read so far. */
  readonly onProgress: (rows: number) => void;
}

const NO_READING = /^(|nan|null|none|na|n\/a)$/i;
const SAMPLED_ROWS = 500;
const PERIODS_MAX = 100_000;
const PROGRESS_EVERY_ROWS = 50_000;

/**
 * Reads a folder in the shape of `docs/replays.md`.
 * @throws AppError `RECORDING.INVALID` (invalid) that says which file, column or row is wrong and, where it helps, what to do.
 */
export async function readFolder(folder: string, reading: FolderReading): Promise<RecordedFolder> {
  if (!existsSync(folder)) throw badRecording(`${folder} does not exist`);
  const files = await telemetryFiles(folder, reading.telemetry);
  const ignored = new Set([...reading.ignoreColumns, reading.runColumn]);
  const { columns, skipped } = await chooseColumns(files, ignored, reading.columns);
  const table = await RecordedTable.create(reading.tableFile, columns.length);
  const lanes = new LaneBook();
  for (const file of files) await readRows(file, columns, reading, table, lanes);
  await table.flush();
  if (table.rows === 0) throw badRecording(`${path.basename(files[0] ?? folder)} has no rows`);
  return {
    columns,
    skippedColumns: skipped,
    table,
    lanes: lanes.finish(),
    scanPeriodMs: lanes.scanPeriodMs(),
    inTimeOrder: lanes.inTimeOrder,
    failures: await readFailures(folder, reading.failures),
    errors: await readLog(folder, 'errors.csv'),
    maintenance: await readLog(folder, 'maintenance.csv'),
    machines: await readMachines(folder),
  };
}

async function telemetryFiles(folder: string, named: readonly string[] | null): Promise<string[]> {
  const names =
    named ??
    readdirSync(folder)
      .sort()
      .filter((file) => /^telemetry.*\.csv(\.gz)?$/.test(file));
  const missing = names.find((name) => !existsSync(path.join(folder, name)));
  if (names.length === 0 || missing !== undefined) {
    throw badRecording(`${folder} has no ${missing ?? 'telemetry*.csv or telemetry*.csv.gz'}`);
  }
  const files = names.map((name) => path.join(folder, name));
  const headers = await Promise.all(
    files.map(async (file) => (await headerOf(file, ['ts', 'asset'])).join(',')),
  );
  const other = headers.findIndex((header) => header !== headers[0]);
  if (other === -1) return files;
  throw badRecording(
    `${names[0] ?? ''} and ${names[other] ?? ''} have different columns; name the ones that belong together in "telemetry" of the configuration, or with --telemetry`,
  );
}

/** Columns whose first cells are numbers. */
async function chooseColumns(
  files: readonly string[],
  ignored: ReadonlySet<string>,
  wanted: readonly string[] | null,
): Promise<{ columns: string[]; skipped: string[] }> {
  const [file = ''] = files;
  const header = await headerOf(file, ['ts', 'asset', ...(wanted ?? [])]);
  if (wanted !== null) return { columns: [...wanted], skipped: [] };
  const candidates = tagIndexes(header, ignored);
  const text = new Set<number>();
  let line = 0;
  for await (const row of readCsv(file)) {
    line += 1;
    if (line > SAMPLED_ROWS) break;
    if (line === 1) continue;
    for (const at of candidates) if (!isReading(row[at] ?? '')) text.add(at);
  }
  const columns = candidates.filter((at) => !text.has(at)).map((at) => header[at] ?? '');
  if (columns.length === 0) {
    throw badRecording(`${path.basename(file)} has no column of numbers beside ts, asset and those left out`);
  }
  assertNameable(columns);
  return { columns, skipped: [...text].map((at) => header[at] ?? '') };
}

const isReading = (cell: string): boolean => NO_READING.test(cell) || !Number.isNaN(Number(cell));

function assertNameable(columns: readonly string[]): void {
  const names = columns.map(toName);
  const at = names.findIndex((name, index) => name === '' || names.indexOf(name) !== index);
  if (at === -1) return;
  throw badRecording(
    `column "${columns[at] ?? ''}" has no name of its own left once anything but letters, digits, "-" and "_" is taken out`,
  );
}

async function readRows(
  file: string,
  columns: readonly string[],
  reading: FolderReading,
  table: RecordedTable,
  lanes: LaneBook,
): Promise<void> {
  const header = await headerOf(file, ['ts', 'asset', ...columns]);
  const at = (name: string): number => header.indexOf(name);
  const [timeAt, assetAt, runAt] = [at('ts'), at('asset'), at(reading.runColumn)];
  const places = columns.map(at);
  let line = 0;
  for await (const row of readCsv(file)) {
    line += 1;
    if (line === 1) continue;
    const where = (): string => `row ${line} of ${path.basename(file)}`;
    const atMs = Date.parse(row[timeAt] ?? '');
    if (!Number.isFinite(atMs))
      throw badRecording(`${where()} has no readable time in "ts": "${row[timeAt] ?? ''}"`);
    const asset = row[assetAt] ?? '';
    if (asset === '') throw badRecording(`${where()} names no asset`);
    const cells = places.map((place) => cellOf(row[place] ?? '', where, header[place] ?? ''));
    await table.add(lanes.laneOf(asset, runAt === -1 ? '' : (row[runAt] ?? ''), atMs), atMs, cells);
    if (table.rows % PROGRESS_EVERY_ROWS === 0) reading.onProgress(table.rows);
  }
}

function cellOf(cell: string, where: () => string, column: string): string {
  if (cell === '' || NO_READING.test(cell)) return '';
  if (!Number.isNaN(Number(cell))) return cell;
  throw badRecording(
    `${where()} has "${cell}" in column "${column}" where a number is expected; name the column in ignoreColumns if it is no signal`,
  );
}

/** Keeps what is known of each lane while rows pass. */
class LaneBook {
  private readonly numbers = new Map<string, number>();
  private readonly found: { -readonly [K in keyof Lane]: Lane[K] }[] = [];
  private readonly periods: number[] = [];
  private newestMs = -Infinity;
  inTimeOrder = true;

  /** Number of the lane, new where it was not met. */
  laneOf(asset: string, run: string, atMs: number): number {
    if (atMs < this.newestMs) this.inTimeOrder = false;
    this.newestMs = atMs;
    const key = run === '' ? asset : `${asset}\n${run}`;
    const known = this.numbers.get(key);
    const lane = known === undefined ? undefined : this.found[known];
    if (known === undefined || lane === undefined) {
      const laneId = assetIdSchema.safeParse(run === '' ? asset : toName(`${asset}_${run}`));
      if (!laneId.success) {
        throw badRecording(
          `"${asset}" cannot name an asset; use letters, digits, "-" and "_", at most 64 of them`,
        );
      }
      this.numbers.set(key, this.found.length);
      this.found.push({ laneId: laneId.data, asset, firstMs: atMs, lastMs: atMs, rows: 1 });
      return this.found.length - 1;
    }
    if (this.periods.length < PERIODS_MAX && atMs > lane.lastMs) this.periods.push(atMs - lane.lastMs);
    lane.firstMs = Math.min(lane.firstMs, atMs);
    lane.lastMs = Math.max(lane.lastMs, atMs);
    lane.rows += 1;
    return known;
  }

  finish(): Lane[] {
    return this.found;
  }

  /** Median distance between two rows of a lane. */
  scanPeriodMs(): number {
    const ordered = Float64Array.from(this.periods).sort();
    return ordered[Math.floor(ordered.length / 2)] ?? 1_000;
  }
}
