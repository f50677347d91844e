import { counted } from '@eagle/models';
import { shown } from './bad-recording.js';
import type { FarOff } from './far-off-rows.js';
import type { FileForm } from './read-csv.js';
import type { ReadingOptions } from './reading-options.js';
import type { TelemetryForm } from './telemetry.js';
import type { NumberForm } from './text/number-reader.js';
import type { SkippedColumn } from './telemetry-columns.js';
import { separatorName } from './text/separator.js';
import type { TimeColumn } from './times/time-column.js';

const WORDS_SHOWN_MAX = 12;
const COLUMNS_SHOWN_MAX = 20;

/** How one file was found to be written. */
export interface FileReading {
  readonly file: string;
  readonly encoding: string;
  readonly separator: string;
  /** Of its times; null where it has no row. */
  readonly timeFormat: string | null;
  /** In which zone times without an offset were read; null where they carry one. */
  readonly zone: string | null;
  /** Whether a person has said which. */
  readonly isZoneSaid: boolean;
}

/** @param logs  Files of failures and events; those without form are not there. */
export function fileReadings(
  telemetry: TelemetryForm,
  logs: readonly { readonly form: FileForm | null; readonly time: TimeColumn | null }[],
  { zone, eventsZone }: Pick<ReadingOptions, 'zone' | 'eventsZone'>,
): FileReading[] {
  return [
    ...telemetry.files.map((form) => ({ form, time: telemetry.time, said: zone })),
    ...logs.flatMap(({ form, time }) => (form === null ? [] : [{ form, time, said: eventsZone ?? zone }])),
  ].map(({ form, time, said }) => ({
    file: form.file,
    encoding: `${form.encoding}${form.packedTimes === 0 ? '' : form.packedTimes === 1 ? ', packed' : `, packed ${form.packedTimes} times`}`,
    separator: separatorName(form.separator),
    timeFormat: time?.format ?? null,
    zone: time?.isNaive === true ? (said ?? 'UTC') : null,
    isZoneSaid: said !== null,
  }));
}

/** One file, in a line for a person. */
export function fileLine({ file, encoding, separator, timeFormat, zone, isZoneSaid }: FileReading): string {
  const times =
    timeFormat === null
      ? 'no rows'
      : `times as ${timeFormat}${timeFormat === 'Y/M/D' ? ' (ISO 8601)' : ''}, ${zone === null ? 'with their offset' : isZoneSaid ? `in the zone ${zone}` : 'without offset, read as UTC as no --zone is given'}`;
  return `${file}: ${encoding}, separated by ${separator}, ${times}`;
}

/** How numbers are written, and which words stood where there was none. */
export function numbersLine({
  numbers: { decimal, thousands },
  wordsMet,
}: {
  readonly numbers: Pick<NumberForm, 'decimal' | 'thousands'>;
  readonly wordsMet: ReadonlyMap<string, number>;
}): string {
  const words = [...wordsMet].sort(([, a], [, b]) => b - a);
  const listed = words
    .slice(0, WORDS_SHOWN_MAX)
    .map(([word, count]) => `${shown(word)} ${counted(count, 'time')}`);
  const more = words.length > WORDS_SHOWN_MAX ? [`${words.length - WORDS_SHOWN_MAX} other words`] : [];
  const group = thousands === null ? '' : `, thousands parted by ${thousands === '.' ? 'points' : 'commas'}`;
  return (
    `numbers: decimal ${decimal === '.' ? 'point' : 'comma'}${group}` +
    (words.length === 0 ? '' : `; read as no reading: ${[...listed, ...more].join(', ')}`)
  );
}

/** Columns that hold no numbers. */
export function skippedLines(skipped: readonly SkippedColumn[]): string[] {
  if (skipped.length === 0) return [];
  const listed = skipped
    .slice(0, COLUMNS_SHOWN_MAX)
    .map(({ column, example }) => (example === null ? column : `${column} (${shown(example)})`));
  const more = skipped.length > COLUMNS_SHOWN_MAX ? [`${skipped.length - COLUMNS_SHOWN_MAX} others`] : [];
  return [`left out, as no numbers: ${[...listed, ...more].join(', ')}`];
}

/** Rows that were left out for their time. */
export const farOffLines = (farOff: readonly FarOff[]): string[] =>
  farOff.map(
    ({ rows, fromMs, toMs }) =>
      `far off: ${counted(rows, 'row')} between ${new Date(fromMs).toISOString()} and ${new Date(toMs).toISOString()}, farther from all others than the record is long; left out`,
  );
