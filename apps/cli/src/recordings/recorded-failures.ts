import { existsSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { badRecording } from './bad-recording.js';
import { headerOf, readCsv } from './read-csv.js';

/** How the failures of a recording are read. */
export const failureFileSchema = z.strictObject({
  /** `failures.csv` (`asset, ts, component`), or a file of intervals (`asset, start, end, component or kind`). */
  file: z.string().nullable().default(null),
  componentColumn: z.string().nullable().default(null),
  /** Only rows whose columns have these values count, for example `{"phase": "transient (developing)"}`. */
  where: z.record(z.string(), z.string()).default({}),
  /** Which end of an interval is the failure itself. With `end` the interval is the time in which the failure developed. */
  at: z.enum(['start', 'end']).default('start'),
  /** Intervals of the same asset and component with these values that follow a failure say how long it stood. */
  standing: z.record(z.string(), z.string()).nullable().default(null),
});
export type FailureFile = z.output<typeof failureFileSchema>;

/** One failure as the recording's labels tell it. */
export interface RecordedFailure {
  readonly asset: string;
  readonly component: string;
  readonly atMs: number;
  /** Since when it was developing, where the labels say so; else the failure itself. */
  readonly developsFromMs: number;
  /** Until when it stood, where the labels say so; else the failure itself. */
  readonly endsMs: number;
}

interface Interval {
  readonly asset: string;
  readonly component: string;
  readonly startMs: number;
  readonly endMs: number;
}

/** Between the end of one labelled interval and the beginning of the next of the same fault nothing may be labelled for as long as this. */
const LABEL_GAP_MS = 5 * 60_000;

/**
 * Reads the failures of a recording, in order of time.
 * @throws AppError `RECORDING.INVALID` (invalid) that says which file, column or row is wrong.
 */
export async function readFailures(folder: string, how: FailureFile): Promise<RecordedFailure[]> {
  const file = findFile(folder, how.file);
  const header = await headerOf(file, ['asset']);
  const isInstant = header.includes('ts');
  const [startColumn, endColumn] = isInstant ? ['ts', 'ts'] : ['start', 'end'];
  const componentColumn =
    how.componentColumn ?? ['component', 'kind'].find((column) => header.includes(column)) ?? null;
  const filters = [how.where, how.standing ?? {}];
  await headerOf(file, [
    startColumn,
    endColumn,
    ...(componentColumn === null ? [] : [componentColumn]),
    ...filters.flatMap((filter) => Object.keys(filter)),
  ]);
  const failing: Interval[] = [];
  const standing: Interval[] = [];
  let line = 0;
  for await (const row of readCsv(file)) {
    line += 1;
    if (line === 1) continue;
    const cell = (column: string): string => row[header.indexOf(column)] ?? '';
    const meets = (filter: Readonly<Record<string, string>>): boolean =>
      Object.entries(filter).every(([column, value]) => cell(column) === value);
    const isFailure = meets(how.where);
    if (!isFailure && !(how.standing && meets(how.standing))) continue;
    const component = componentColumn === null ? '' : toName(cell(componentColumn));
    const [startMs, endMs] = [Date.parse(cell(startColumn)), Date.parse(cell(endColumn))];
    if (!Number.isFinite(startMs) || !Number.isFinite(endMs)) {
      throw badRecording(`row ${line} of ${path.basename(file)} has no readable time`);
    }
    (isFailure ? failing : standing).push({
      asset: cell('asset'),
      component: component || 'asset',
      startMs,
      endMs,
    });
  }
  standing.sort((a, b) => a.startMs - b.startMs);
  return failing.map((interval) => failureOf(interval, how.at, standing)).sort((a, b) => a.atMs - b.atMs);
}

function failureOf(
  { asset, component, startMs, endMs }: Interval,
  at: 'start' | 'end',
  standing: readonly Interval[],
): RecordedFailure {
  let endsMs = endMs;
  for (const next of standing) {
    if (next.asset !== asset || next.component !== component) continue;
    if (next.startMs <= endsMs + LABEL_GAP_MS && next.endMs > endsMs) endsMs = next.endMs;
  }
  return { asset, component, atMs: at === 'start' ? startMs : endMs, developsFromMs: startMs, endsMs };
}

function findFile(folder: string, wanted: string | null): string {
  const name = wanted ?? ['failures.csv', 'events.csv'].find((file) => existsSync(path.join(folder, file)));
  if (name === undefined || !existsSync(path.join(folder, name))) {
    throw badRecording(`${folder} has no ${wanted ?? 'failures.csv or events.csv'}`);
  }
  return path.join(folder, name);
}

/** Names of recordings made fit for identifiers: letters, digits, "-" and "_". */
export function toName(text: string): string {
  return text
    .trim()
    .replace(/[^A-Za-z0-9_-]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 64);
}
