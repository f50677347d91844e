import { z } from 'zod';
import { badRecording } from './bad-recording.js';
import { fileIn, tablesInWords } from './folder-files.js';
import { NameTable } from './names.js';
import type { FileForm } from './read-csv.js';
import type { ReadingOptions } from './reading-options.js';
import { readTimedRows } from './timed-rows.js';
import type { TimeColumns } from './times/time-columns.js';
import type { TimeColumn } from './times/time-column.js';

/** How the failures of a recording are read. */
export const failureFileSchema = z.strictObject({
  /**
   * `failures.csv` (`asset, ts, component`), or a file of intervals (`asset, start, end, component
   * or kind`).
   */
  file: z.string().nullable().default(null),
  componentColumn: z.string().nullable().default(null),
  /** Only rows with these values count, for example `{"phase": "transient (developing)"}`. */
  where: z.record(z.string(), z.string()).default({}),
  /**
   * Which end of an interval is the failure itself. With `end` the interval is the time in which
   * the failure developed.
   */
  at: z.enum(['start', 'end']).default('start'),
  /**
   * Intervals with these values that follow a failure of the same asset and component show how long
   * it lasted.
   */
  standing: z.record(z.string(), z.string()).nullable().default(null),
});
export type FailureFile = z.output<typeof failureFileSchema>;

/** One failure according to the labels of the recording. */
export interface RecordedFailure {
  readonly asset: string;
  readonly component: string;
  readonly atMs: number;
  /** Begin of its development, where the labels have it; otherwise the failure itself. */
  readonly developsFromMs: number;
  /** End of the failure, where the labels have it; otherwise the failure itself. */
  readonly endsMs: number;
}

interface Interval {
  readonly asset: string;
  readonly component: string;
  readonly startMs: number;
  readonly endMs: number;
}

/** Longest time without a label between two labelled intervals of the same fault. */
const LABEL_GAP_MS = 5 * 60_000;

/** The failures of a recording and the format of their file. */
export interface RecordedFailures {
  readonly file: string;
  /** In order of time. */
  readonly failures: readonly RecordedFailure[];
  readonly form: FileForm;
  readonly time: TimeColumn | null;
  readonly timeColumns: readonly TimeColumns[];
  readonly timesOfTwoMeanings: number;
  /** The names of the components in the file, by their identifiers. */
  readonly componentNames: ReadonlyMap<string, string>;
}

/**
 * Reads the failures of a recording.
 * @throws AppError `RECORDING.INVALID` (invalid) that says which file, line, column and value are
 * wrong and what to do.
 */
export async function readFailures(
  folder: string,
  how: FailureFile,
  options: ReadingOptions,
): Promise<RecordedFailures> {
  type Cell = (column: string) => string;
  const meets = (cell: Cell, filter: Readonly<Record<string, string>>): boolean =>
    Object.entries(filter).every(([column, value]) => cell(column) === value);
  const filters = [how.where, how.standing ?? {}];
  let component: string | null = null;
  const read = await readTimedRows(
    findFile(folder, how.file),
    {
      needed: ['asset'],
      columns: (header) => {
        component =
          how.componentColumn ?? ['component', 'kind'].find((column) => header.includes(column)) ?? null;
        return {
          times:
            !header.includes('ts') && (header.includes('start') || header.includes('end'))
              ? ['start', 'end']
              : null,
          others: [
            ...(component === null ? [] : [component]),
            ...filters.flatMap((filter) => Object.keys(filter)),
          ],
        };
      },
      takes: (cell) => meets(cell, how.where) || (how.standing !== null && meets(cell, how.standing)),
    },
    options,
  );
  const names = new NameTable('components');
  const failing: Interval[] = [];
  const standing: Interval[] = [];
  for (const { line, cell, timesMs } of read.rows) {
    const [startMs = NaN, endMs = startMs] = timesMs;
    if (endMs < startMs)
      throw badRecording(
        `line ${line} of ${read.file} ends before it begins: its "end" is earlier than its "start"`,
      );
    const named = component === null ? '' : cell(component);
    (meets(cell, how.where) ? failing : standing).push({
      asset: cell('asset'),
      component: (named === '' ? '' : names.add(named)) || 'asset',
      startMs,
      endMs,
    });
  }
  standing.sort((a, b) => a.startMs - b.startMs);
  return {
    ...read,
    failures: failing
      .map((interval) => failureOf(interval, how.at, standing))
      .sort((a, b) => a.atMs - b.atMs),
    componentNames: names.all,
  };
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
  for (const name of wanted === null ? ['failures.csv', 'events.csv'] : [wanted]) {
    const file = fileIn(folder, name);
    if (file !== null) return file;
  }
  throw badRecording(`${folder} has no ${wanted ?? 'failures.csv or events.csv'}; ${tablesInWords(folder)}`);
}
