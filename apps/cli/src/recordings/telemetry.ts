import path from 'node:path';
import { badRecording } from './bad-recording.js';
import { headerOf, readCsv } from './read-csv.js';

/** One recorded row: its instant, its asset and the cells of the tag columns; an empty cell is no reading. */
export interface RecordedRow {
  readonly atMs: number;
  readonly asset: string;
  readonly cells: readonly string[];
}

/** How recordings write that there was no reading. */
const NO_READING = /^(|nan|null|none|na|n\/a)$/i;

/**
 * Streams the rows of a telemetry file as they stand in it.
 * @throws AppError `RECORDING.INVALID` (invalid) that names the row where a time or a value cannot be read.
 */
export async function* readTelemetry(
  file: string,
  ignored: ReadonlySet<string>,
): AsyncGenerator<RecordedRow> {
  const header = await headerOf(file, ['ts', 'asset']);
  const wanted = tagIndexes(header, ignored);
  const [timeIndex, assetIndex] = [header.indexOf('ts'), header.indexOf('asset')];
  let line = 0;
  for await (const row of readCsv(file)) {
    line += 1;
    if (line === 1) continue;
    const where = `row ${line} of ${path.basename(file)}`;
    const atMs = Date.parse(row[timeIndex] ?? '');
    if (!Number.isFinite(atMs)) {
      throw badRecording(`${where} has no readable time in "ts": "${row[timeIndex] ?? ''}"`);
    }
    const asset = row[assetIndex] ?? '';
    if (asset === '') throw badRecording(`${where} names no asset`);
    yield {
      atMs,
      asset,
      cells: wanted.map((index) => reading(row[index] ?? '', where, header[index] ?? '')),
    };
  }
}

function reading(cell: string, where: string, column: string): string {
  if (NO_READING.test(cell)) return '';
  if (!Number.isNaN(Number(cell))) return cell;
  throw badRecording(
    `${where} has "${cell}" in column "${column}" where a number is expected; name the column in ignoreColumns if it is no signal`,
  );
}

/** Places of the columns that are tags. */
export function tagIndexes(header: readonly string[], ignored: ReadonlySet<string>): number[] {
  return header.flatMap((name, index) =>
    name === 'ts' || name === 'asset' || ignored.has(name) ? [] : [index],
  );
}
