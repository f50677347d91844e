import { badRecording, shown } from '../bad-recording.js';
import { StampReader, TIME_FORMATS, type TimeFormat } from './stamp-reader.js';

/** One time as it is written, and its place. */
export interface TimeCell {
  readonly file: string;
  readonly line: number;
  /** Column names in quotes; two where date and time of day are separate. */
  readonly columns: string;
  readonly text: string;
}

/** Facts about a column of times. */
export interface TimeColumn {
  readonly format: TimeFormat;
  /** Whether its times carry no offset from UTC, as its first time shows. */
  readonly isNaive: boolean;
}

const isGuessed = (format: TimeFormat): boolean => format !== 'excel';
const hasShortYear = (format: TimeFormat): boolean => /(^|\/)YY(\/|$)/.test(format);

/**
 * Finds the one format that every time of a column fits. Each cell excludes the formats that it
 * cannot have. The single format that is left, at the end of the column or earlier, is the result.
 * It never chooses between several: the user must.
 */
export class TimeColumnGuess {
  private left: StampReader[];
  private first: TimeCell | null = null;
  private isNaive = false;

  /** @param wanted  Used wherever the column fits it. */
  constructor(private readonly wanted: TimeFormat | null) {
    this.left = TIME_FORMATS.filter((format) => isGuessed(format) || format === wanted).map(
      (format) => new StampReader(format),
    );
  }

  /**
   * @throws AppError `RECORDING.INVALID` (invalid) for a cell that fits no format of the cells
   *   before it.
   */
  add(cell: TimeCell): void {
    const fitting = this.left.filter((reader) => reader.read(cell.text));
    if (fitting.length === 0) throw this.misfit(cell);
    if (this.first === null) {
      this.first = cell;
      this.isNaive = Number.isNaN(fitting[0]?.offsetMs ?? NaN);
    }
    this.left = fitting;
  }

  /** Whether no further cell can change the result, except by an error. */
  get isDecided(): boolean {
    return this.left.length === 1;
  }

  /**
   * @throws AppError `RECORDING.INVALID` (invalid) where the column can be read in several ways.
   */
  finish(): TimeColumn {
    const formats = this.left.map(({ format }) => format);
    const [format] = formats;
    if (this.first === null || format === undefined)
      return { format: this.wanted ?? 'Y/M/D', isNaive: false };
    if (this.wanted !== null && formats.includes(this.wanted))
      return { format: this.wanted, isNaive: this.isNaive };
    const { file, line, columns, text } = this.first;
    const where = `the times in column ${columns} of ${file} (line ${line}: ${shown(text)})`;
    if (formats.length > 1) {
      throw badRecording(
        `${where} can be read as ${formats.join(' or ')}: give the right one, with --time-format ${format}, for example`,
      );
    }
    if (hasShortYear(format)) {
      throw badRecording(
        `${where} seem to be ${format}, with years of two digits: confirm it with --time-format ${format}`,
      );
    }
    return { format, isNaive: this.isNaive };
  }

  private misfit({ file, line, columns, text }: TimeCell): Error {
    const where = `line ${line} of ${file} has no readable time in ${columns}: ${shown(text)}`;
    return badRecording(
      this.first === null
        ? `${where}; ${adviceOn(text)}`
        : `${where}, which is not ${this.left.map(({ format }) => format).join(' or ')} like the lines before it (line ${this.first.line}${this.first.file === file ? '' : ` of ${this.first.file}`}: ${shown(this.first.text)}); write it like those, or remove the line`,
    );
  }
}

/** Advice for a time that no format fits. */
function adviceOn(text: string): string {
  if (/^[+-]?\d+([.,]\d+)?([eE][+-]?\d+)?$/.test(text)) {
    return 'a bare number is read as seconds, milliseconds, microseconds or nanoseconds since 1970, from 1980 on; for days as a spreadsheet counts them give --time-format excel; convert a count from any other beginning to a time first';
  }
  if (/\d.* [A-Z]{2,5}$/.test(text)) {
    return 'a letter code has no certain offset from UTC, except Z, UTC and GMT; write it as +02:00';
  }
  return 'write it as 2026-01-05T08:30:00Z; days and months in other orders, English names of months and counts since 1970 are read as well';
}

/**
 * The value of `--time-format`: a format by its name, or its date as a pattern such as `DD.MM.YYYY
 * HH:mm` or `%m/%d/%y`.
 * @returns null where it is none.
 */
export function timeFormatOf(text: string): TimeFormat | null {
  const named = TIME_FORMATS.find((format) => format.toLowerCase() === text.trim().toLowerCase());
  if (named !== undefined) return named;
  if (/^iso(-?8601)?$/i.test(text.trim())) return 'Y/M/D';
  const letters = text
    .replace(/%Y/g, 'YYYY')
    .replace(/%y/g, 'YY')
    .replace(/%[mbB]/g, 'MM')
    .replace(/%[de]/g, 'DD');
  const [, first = '', second = '', third = ''] =
    /^\s*(Y{2}|Y{4}|y{2}|y{4}|M{1,4}|D{1,2}|d{1,2})[-/. ]*(M{1,4}|D{1,2}|d{1,2})[-/., ]*(Y{4}|Y{2}|y{4}|y{2}|M{1,4}|D{1,2}|d{1,2})(?![YMDd])/.exec(
      letters,
    ) ?? [];
  const order = [first, second, third].map((part) => {
    const letter = part.charAt(0).toUpperCase();
    return letter === 'Y' && part.length === 2 ? 'YY' : letter;
  });
  return TIME_FORMATS.find((format) => format === order.join('/')) ?? null;
}
