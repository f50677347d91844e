import { createReadStream, existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { createGunzip } from 'node:zlib';
import { AppError } from '@eagle/contracts';
import { parse } from 'csv-parse';
import { z } from 'zod';
import type { ReplayConfig } from './replay-config.js';

/** One recorded row: its instant, its asset and the cells of the tag columns as they stand in the file. */
export interface RecordedRow {
  readonly atMs: number;
  readonly asset: string;
  readonly cells: readonly string[];
}

export interface RecordedFailure {
  readonly asset: string;
  readonly component: string;
  readonly atMs: number;
}

/** A folder of recorded data in the shape of the data sets' README. */
export interface Recording {
  readonly telemetryFile: string;
  /** Column names of the tags, in the order of the cells. */
  readonly columns: readonly string[];
  readonly assets: readonly string[];
  readonly rowCount: number;
  readonly failures: readonly RecordedFailure[];
  /** Instant that parts the older rows from those that are played. */
  readonly splitAtMs: number;
  readonly scanPeriodMs: number;
}

const rowSchema = z.array(z.string());

/** Streams a CSV file, unpacked where its name ends in `.gz`; the first yield is the header. */
export async function* readCsv(file: string): AsyncGenerator<string[]> {
  const raw = createReadStream(file);
  const text = file.endsWith('.gz') ? raw.pipe(createGunzip()) : raw;
  const parser = text.pipe(parse({ skip_empty_lines: true }));
  for await (const row of parser) yield rowSchema.parse(row);
}

export async function* readTelemetry(
  file: string,
  ignored: ReadonlySet<string>,
): AsyncGenerator<RecordedRow> {
  let wanted: number[] | null = null;
  let [timeIndex, assetIndex] = [-1, -1];
  for await (const row of readCsv(file)) {
    if (wanted === null) {
      [timeIndex, assetIndex] = [row.indexOf('ts'), row.indexOf('asset')];
      wanted = tagIndexes(row, ignored);
      continue;
    }
    yield {
      atMs: Date.parse(row[timeIndex] ?? ''),
      asset: row[assetIndex] ?? '',
      cells: wanted.map((index) => row[index] ?? ''),
    };
  }
}

function tagIndexes(header: readonly string[], ignored: ReadonlySet<string>): number[] {
  return header.flatMap((name, index) =>
    name === 'ts' || name === 'asset' || ignored.has(name) ? [] : [index],
  );
}

/**
 * Reads what a replay must know of a recording before it begins.
 * @throws AppError `REPLAY.BAD_RECORDING` (invalid) that says which file or column is missing.
 */
export async function openRecording(
  folder: string,
  config: ReplayConfig,
  trainShare: number,
): Promise<Recording> {
  const telemetryFile = findTelemetry(folder, config);
  const ignored = new Set(config.ignoreColumns);
  const header = await headerOf(telemetryFile);
  if (!header.includes('ts') || !header.includes('asset')) {
    throw badRecording(`${telemetryFile} has no columns "ts" and "asset"`);
  }
  const columns = tagIndexes(header, ignored).map((index) => header[index] ?? '');
  const failures = await readFailures(folder, config);
  const times: number[] = [];
  const assets = new Set<string>();
  const lastOf = new Map<string, number>();
  const periods: number[] = [];
  for await (const { atMs, asset } of readTelemetry(telemetryFile, ignored)) {
    if (!Number.isFinite(atMs))
      throw badRecording(`row ${times.length + 2} of ${telemetryFile} has no readable ts`);
    times.push(atMs);
    assets.add(asset);
    const before = lastOf.get(asset);
    if (before !== undefined && periods.length < 100_000) periods.push(atMs - before);
    lastOf.set(asset, atMs);
  }
  if (times.length === 0) throw badRecording(`${telemetryFile} has no rows`);
  const sorted = Float64Array.from(times).sort();
  const splitAtMs = sorted[Math.floor(sorted.length * trainShare)] ?? 0;
  const scanPeriodMs = median(periods) || 1_000;
  return {
    telemetryFile,
    columns,
    assets: [...assets].sort(),
    rowCount: times.length,
    failures,
    splitAtMs,
    scanPeriodMs,
  };
}

function median(values: readonly number[]): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

async function headerOf(file: string): Promise<string[]> {
  for await (const row of readCsv(file)) return row;
  throw badRecording(`${file} is empty`);
}

function findTelemetry(folder: string, config: ReplayConfig): string {
  if (!existsSync(folder)) throw badRecording(`${folder} does not exist`);
  const name = config.telemetry ?? readdirSync(folder).find((file) => /^telemetry.*\.csv(\.gz)?$/.test(file));
  if (name === undefined || !existsSync(path.join(folder, name))) {
    throw badRecording(`${folder} has no ${config.telemetry ?? 'telemetry*.csv or telemetry*.csv.gz'}`);
  }
  return path.join(folder, name);
}

async function readFailures(folder: string, config: ReplayConfig): Promise<RecordedFailure[]> {
  const { failures: how } = config;
  const name = how.file ?? ['failures.csv', 'events.csv'].find((file) => existsSync(path.join(folder, file)));
  if (name === undefined || !existsSync(path.join(folder, name))) {
    throw badRecording(`${folder} has no ${how.file ?? 'failures.csv or events.csv'}`);
  }
  let header: string[] | null = null;
  const found: RecordedFailure[] = [];
  for await (const row of readCsv(path.join(folder, name))) {
    if (header === null) {
      header = row;
      continue;
    }
    const cell = (column: string): string => row[header?.indexOf(column) ?? -1] ?? '';
    if (!Object.entries(how.where).every(([column, value]) => cell(column) === value)) continue;
    const component = how.componentColumn ? cell(how.componentColumn) : cell('component') || cell('kind');
    const atMs = Date.parse(header.includes('ts') ? cell('ts') : cell(how.at));
    if (Number.isFinite(atMs))
      found.push({ asset: cell('asset'), component: toName(component) || 'asset', atMs });
  }
  return found.sort((a, b) => a.atMs - b.atMs);
}

/** Names of recordings made fit for identifiers: letters, digits, "-" and "_". */
export function toName(text: string): string {
  return text
    .trim()
    .replace(/[^A-Za-z0-9_-]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 64);
}

function badRecording(what: string): AppError {
  return new AppError('REPLAY.BAD_RECORDING', 'invalid', `The recording cannot be replayed: ${what}.`);
}
