import { counted } from '@eagle/models';
import { shown } from './bad-recording.js';
import type { FarOff } from './far-off-rows.js';
import type { FileForm } from './read-csv.js';
import type { ReadingOptions } from './reading-options.js';
import type { TelemetryForm } from './telemetry.js';
import type { NumberForm } from './text/number-reader.js';
import type { SkippedColumn } from './telemetry-columns.js';
import { separatorName } from './text/separator.js';
import { TIME_COLUMN, timeColumnsInWords, type TimeColumns } from './times/time-columns.js';
import type { TimeColumn } from './times/time-column.js';

const WORDS_SHOWN_MAX = 12;
const COLUMNS_SHOWN_MAX = 20;
const USUAL_TIME_COLUMNS: readonly string[] = [TIME_COLUMN, 'start', 'end'];

/** How many lines of a file are no rows, by kind; lines of units with their text. */
export interface LeftOutLines {
  readonly aboveTheHeader: number;
  readonly units: readonly string[];
  readonly headersRepeated: number;
  readonly comments: number;
}

/** The detected format of one file. */
export interface FileReading {
  readonly file: string;
  readonly encoding: string;
  readonly separator: string;
  /** The columns of its times: for each time one column, or a date and a time of day. */
  readonly timeColumns: readonly TimeColumns[];
  /** Lines that are no rows and were left out. */
  readonly leftOut: LeftOutLines;
  /** Format of its times; null where it has no row. */
  readonly timeFormat: string | null;
  /** The zone in which times without an offset were read; null where they carry an offset. */
  readonly zone: string | null;
  /** Whether the user gave the zone. */
  readonly isZoneSaid: boolean;
}

/** @param logs  Files of failures and events; absent ones have no format. */
export function fileReadings(
  telemetry: TelemetryForm,
  logs: readonly {
    readonly form: FileForm | null;
    readonly time: TimeColumn | null;
    readonly timeColumns: readonly TimeColumns[];
  }[],
  { zone, eventsZone }: Pick<ReadingOptions, 'zone' | 'eventsZone'>,
): FileReading[] {
  return [
    ...telemetry.files.map((form) => ({
      form,
      time: telemetry.time,
      timeColumns: [telemetry.timeColumns],
      units: form.unitLines,
      said: zone,
    })),
    ...logs.flatMap(({ form, time, timeColumns }) =>
      form === null ? [] : [{ form, time, timeColumns, units: [], said: eventsZone ?? zone }],
    ),
  ].map(({ form, time, timeColumns, units, said }) => ({
    file: form.file,
    encoding: `${form.encoding}${form.packedTimes === 0 ? '' : form.packedTimes === 1 ? ', packed' : `, packed ${form.packedTimes} times`}`,
    separator: separatorName(form.separator),
    timeColumns,
    leftOut: {
      aboveTheHeader: form.linesAbove,
      units: units.map(({ cells }) => cells.filter((cell) => cell !== '').join(', ')),
      headersRepeated: form.headersRepeated,
      comments: form.comments,
    },
    timeFormat: time?.format ?? null,
    zone: time?.isNaive === true ? (said ?? 'UTC') : null,
    isZoneSaid: said !== null,
  }));
}

/** One file, in a line for a person. */
export function fileLine(reading: FileReading): string {
  const { file, encoding, separator, timeFormat, zone, isZoneSaid } = reading;
  const times =
    timeFormat === null
      ? 'no rows'
      : `times${whereWords(reading)} as ${timeFormat}${timeFormat === 'Y/M/D' ? ' (ISO 8601)' : ''}, ${zone === null ? 'with their offset' : isZoneSaid ? `in the zone ${zone}` : 'without offset, read as UTC as no --zone is given'}`;
  return `${file}: ${encoding}, separated by ${separator}, ${times}${leftOutWords(reading)}`;
}

/** Shown where times are in other columns than usual. */
function whereWords({ timeColumns }: FileReading): string {
  const other = timeColumns.filter(
    (columns) => columns.length > 1 || !USUAL_TIME_COLUMNS.includes(columns[0]),
  );
  return other.length === 0 ? '' : ` in ${other.map(timeColumnsInWords).join(', ')}`;
}

function leftOutWords({ leftOut }: FileReading): string {
  const { aboveTheHeader, units, headersRepeated, comments } = leftOut;
  const words = [
    ...(aboveTheHeader > 0 ? [`${counted(aboveTheHeader, 'line')} above the header`] : []),
    ...units.map((unit) => `${shown(unit)} below the header`),
    ...(headersRepeated > 0 ? [`the header ${counted(headersRepeated, 'time')} again`] : []),
    ...(comments > 0
      ? [`${counted(comments, 'line')} that ${comments === 1 ? 'begins' : 'begin'} with "#"`]
      : []),
  ];
  return words.length === 0 ? '' : `; left out, as no rows: ${words.join(', ')}`;
}

/** The format of numbers, and the words for no reading. */
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
  const group =
    thousands === null ? '' : `, thousands separated by ${thousands === '.' ? 'points' : 'commas'}`;
  return (
    `numbers: decimal ${decimal === '.' ? 'point' : 'comma'}${group}` +
    (words.length === 0 ? '' : `; read as no reading: ${[...listed, ...more].join(', ')}`)
  );
}

/** Columns of words that were read as numbers. */
export function switchLines(switches: TelemetryForm['switches']): string[] {
  const listed = [...switches]
    .slice(0, COLUMNS_SHOWN_MAX)
    .map(([column, [off, on]]) => `${column} (${on} = 1, ${off} = 0)`);
  const more = switches.size > COLUMNS_SHOWN_MAX ? [`${switches.size - COLUMNS_SHOWN_MAX} others`] : [];
  return switches.size === 0 ? [] : [`switches: ${[...listed, ...more].join(', ')}`];
}

/** Columns without any reading. */
export function emptyColumnLines(columns: readonly string[]): string[] {
  if (columns.length === 0) return [];
  const more = columns.length > COLUMNS_SHOWN_MAX ? [`${columns.length - COLUMNS_SHOWN_MAX} others`] : [];
  return [`without any reading: ${[...columns.slice(0, COLUMNS_SHOWN_MAX), ...more].join(', ')}`];
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
