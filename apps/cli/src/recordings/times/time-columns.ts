import { badRecording, shown } from '../bad-recording.js';
import type { TextRow } from '../text/split-rows.js';
import { readClock, readNamedMonthDate, readPlainDate } from './stamp-parts.js';
import { StampReader, TIME_FORMATS } from './stamp-reader.js';

/** The columns of the times of a table: one, or a date and a time of day. */
export type TimeColumns = readonly [time: string] | readonly [date: string, timeOfDay: string];

/** The default name of the column of times. */
export const TIME_COLUMN = 'ts';

/** Facts about a table that are needed to find its times. */
export interface TimedTable {
  readonly name: string;
  readonly header: readonly string[];
}

/** The kind of all non-empty cells of a column. */
type Kind = 'time' | 'date' | 'time-of-day' | 'date-or-time-of-day' | 'other';

/** Rows that are inspected: enough to distinguish a date from a number. */
const ROWS_LOOKED_AT = 200;
/** Spreadsheets write a date with midnight, and a time of day with their first day. */
const MIDNIGHT = /(?<=\d)(?:T| +)(?:0?0:00(?::00(?:[.,]0+)?)?|12:00(?::00)? *AM)$/i;
const DAY_ZERO = /^(?:1899-12-30(?:T| +)|(?:30[./-]12|12[./-]30)[./-]1899 +)(?=\d)/;
const DATE_FORMATS = TIME_FORMATS.filter((format) => format.includes('/'));

/**
 * Finds the columns of the times of a table: those that the user gives; `ts`; or the only column of
 * dates with the only one of times of day. Where several are possible, the user must decide.
 * @param wanted  The columns from the user; null: none.
 * @throws AppError `RECORDING.INVALID` (invalid) that names the possible columns and the option to
 *   give.
 */
export function findTimeColumns(
  table: TimedTable,
  rows: readonly TextRow[],
  wanted: TimeColumns | null,
): TimeColumns {
  const { header, name } = table;
  const looked = rows.slice(0, ROWS_LOOKED_AT);
  if (wanted?.every((column) => header.includes(column)) === true) {
    const [first, second] = wanted;
    const isSwapped =
      second !== undefined &&
      kindOf(looked, header.indexOf(first)) === 'time-of-day' &&
      kindOf(looked, header.indexOf(second)) === 'date';
    return isSwapped ? [second, first] : wanted;
  }
  const has = header.includes(TIME_COLUMN);
  if (has && kindOf(looked, header.indexOf(TIME_COLUMN)) !== 'date') return [TIME_COLUMN];
  const kinds = header.map((column, at) => ({
    column,
    at,
    kind: column === '' ? 'other' : kindOf(looked, at),
  }));
  const ofKind = (...wantedKinds: readonly string[]): string[] =>
    kinds.filter(({ kind }) => wantedKinds.includes(kind)).map(({ column }) => column);
  const [times, dates, clocks] = [
    ofKind('time'),
    ofKind('date', 'date-or-time-of-day'),
    ofKind('time-of-day', 'date-or-time-of-day'),
  ];
  const [date = '', clock = ''] = [dates[0], clocks[0]];
  if (has && clocks.length === 0) return [TIME_COLUMN];
  if (!has && times.length === 0 && dates.length === 1 && clocks.length === 1) return [date, clock];
  const found = kinds.filter(({ kind }) => kind !== 'other');
  if (!has && wanted !== null)
    throw badRecording(
      `${name} has no column ${wanted
        .filter((column) => !header.includes(column))
        .map(shown)
        .join(', ')}, which --time names, and none called ${shown(TIME_COLUMN)}; it has ${namesOf(header)}`,
    );
  if (found.length === 0) throw noTimes(table, rows);
  const listed = found
    .map(({ column, at, kind }) => `${shown(column)} ${holds(kind, looked, at)}`)
    .join(', ');
  const advice = [
    ...times.slice(0, 1),
    ...(times.length === 0 && clocks.length === 0 ? [date] : []),
    ...(dates.length > 0 && clocks.length > 0
      ? [`${has ? TIME_COLUMN : date},${clocks.find((one) => one !== date) ?? clock}`]
      : []),
    ...(has ? [TIME_COLUMN] : []),
  ].map((columns) => `--time ${/[^\w,.-]/.test(columns) ? `"${columns}"` : columns}`);
  throw badRecording(
    `${has ? `the times of ${name} in ${shown(TIME_COLUMN)} are dates without a time of day` : `${name} has no column ${shown(TIME_COLUMN)}`}; column ${listed}: give the columns of the times, with ${advice.join(' or ')}`,
  );
}

/**
 * Checks that at least one file has the columns that the user gave; another file may call its
 * column "ts".
 * @throws AppError `RECORDING.INVALID` (invalid) where no file has them.
 */
export function assertTimesThere(wanted: TimeColumns | null, found: readonly TimeColumns[]): void {
  if (
    wanted === null ||
    found.some((columns) => columns.toSorted().join('\n') === wanted.toSorted().join('\n'))
  )
    return;
  throw badRecording(
    `no file has ${wanted.length === 1 ? 'a column' : 'columns'} ${timeColumnsInWords(wanted)}, which --time names; give a column as its header writes it`,
  );
}

/** The text of a row's time. */
export function timeTextOf(cells: readonly string[], [first, second]: readonly number[]): string {
  const text = cells[first ?? -1] ?? '';
  if (second === undefined) return text;
  const clock = cells[second] ?? '';
  const date = MIDNIGHT.test(text) ? text.replace(MIDNIGHT, '') : text;
  // The blank stays where the time of day is missing: otherwise the date would be read as midnight.
  return `${date} ${DAY_ZERO.test(clock) ? clock.replace(DAY_ZERO, '') : clock}`;
}

/** The columns in quotes, for a sentence. */
export const timeColumnsInWords = (columns: readonly string[]): string => columns.map(shown).join(' and ');

const namesOf = (header: readonly string[]): string =>
  header.map((column) => shown(column).slice(1, -1)).join(', ');

function noTimes({ name, header }: TimedTable, rows: readonly TextRow[]): Error {
  if (rows.length === 0) return badRecording(`${name} has no rows`);
  return badRecording(
    `${name} has no column ${shown(TIME_COLUMN)}, and no other with dates or times in a form that is known; it has ${namesOf(header)}: give the column of the times with --time COLUMN, or --time DATE,TIME where the time of day is in a separate column`,
  );
}

function holds(kind: Kind, rows: readonly TextRow[], at: number): string {
  const row = rows.find(({ cells }) => (cells[at] ?? '') !== '');
  const what = {
    time: 'holds dates with a time of day',
    date: 'holds dates',
    'time-of-day': 'holds times of day',
    'date-or-time-of-day': 'holds dates or times of day',
    other: '',
  }[kind];
  return `${what} (line ${row?.line ?? 0}: ${shown(row?.cells[at] ?? '')})`;
}

/** Digits alone may mean anything: they are a date only within plausible years. */
const isCount = (cell: string): boolean => /^\d+$/.test(cell) && !/^(?:19[789]|20)\d{6}$/.test(cell);

/** The kind of all cells of a column. */
function kindOf(rows: readonly TextRow[], at: number): Kind {
  const filled = rows.map(({ cells: row }) => row[at] ?? '').filter((cell) => cell !== '');
  if (filled.length === 0) return 'other';
  const part = filled.every((cell) => DAY_ZERO.test(cell)) ? DAY_ZERO : MIDNIGHT;
  const cells = filled.every((cell) => part.test(cell))
    ? filled.map((cell) => cell.replace(part, ''))
    : filled;
  const isTimeOfDay = cells.every(isClock);
  const parts = cells.map((cell) =>
    isCount(cell) ? null : (readPlainDate(cell) ?? readNamedMonthDate(cell)),
  );
  const isDate =
    parts.every((part) => part !== null) &&
    DATE_FORMATS.some((format) => {
      const reader = new StampReader(format);
      return cells.every((cell) => reader.read(cell));
    });
  if (!isDate) return isTimeOfDay ? 'time-of-day' : 'other';
  if (!parts.every((part) => part?.clock === '')) return 'time';
  return isTimeOfDay ? 'date-or-time-of-day' : 'date';
}

/** A number of hours alone is no time. */
const isClock = (cell: string): boolean => /[:.apm]/i.test(cell) && readClock(cell) !== null;
