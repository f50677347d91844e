import { readClock, readNamedMonthDate, readPlainDate, type StampParts } from './stamp-parts.js';

/**
 * The order in which a column of times gives day, month and year, or the unit in which it counts
 * from 1970. A month may be a number or an English name. `YY` is a year of two digits: 70 to 99 are
 * 1970 to 1999, 00 to 69 are 2000 to 2069. `excel` counts days as spreadsheets do.
 */
export const TIME_FORMATS = [
  'Y/M/D',
  'D/M/Y',
  'M/D/Y',
  'YY/M/D',
  'D/M/YY',
  'M/D/YY',
  'epoch-s',
  'epoch-ms',
  'epoch-us',
  'epoch-ns',
  'excel',
] as const;
export type TimeFormat = (typeof TIME_FORMATS)[number];

const DAY_MS = 86_400_000;
const PIVOT_YEAR = 70;
const MONTH_DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
/**
 * Counts for 1980 to 2286, so that no two units can be confused with each other or with digits of a
 * date.
 */
const EPOCH_SECONDS = { min: 315_532_800, max: 9_999_999_999 };
const UNITS_PER_SECOND = { 'epoch-s': 1, 'epoch-ms': 1e3, 'epoch-us': 1e6, 'epoch-ns': 1e9 } as const;
/** Day numbers of spreadsheets for 1970-01-01 and for the year 2100. */
const EXCEL_DAYS = { at1970: 25_569, max: 73_051 };
const COUNT = /^\d+(?:[.,]\d+)?$/;
const ZERO = 48;

const digitAt = (text: string, at: number): number => {
  const digit = text.charCodeAt(at) - ZERO;
  return digit >= 0 && digit <= 9 ? digit : NaN;
};
const twoAt = (text: string, at: number): number => digitAt(text, at) * 10 + digitAt(text, at + 1);

/**
 * Reads the times of one column, all of one format. The zone and language of the machine have no
 * effect.
 */
export class StampReader {
  /** The time on the clock of the source, as if it were UTC. */
  localMs = NaN;
  /** Offset of that clock from UTC; NaN where the time has none. */
  offsetMs = NaN;
  private datePrefix = '';
  private dateMs = NaN;

  constructor(readonly format: TimeFormat) {}

  /** @returns whether the text is a time of this format; then `localMs` and `offsetMs` are set. */
  read(text: string): boolean {
    this.offsetMs = NaN;
    switch (this.format) {
      case 'epoch-s':
      case 'epoch-ms':
      case 'epoch-us':
      case 'epoch-ns':
        return this.readEpoch(text, UNITS_PER_SECOND[this.format]);
      case 'excel':
        return this.readExcel(text);
      default:
        return (this.format === 'Y/M/D' && this.readIso(text)) || this.readDate(text, this.format);
    }
  }

  private readEpoch(text: string, unitsPerSecond: number): boolean {
    if (!COUNT.test(text)) return false;
    const seconds = Number(text.replace(',', '.')) / unitsPerSecond;
    if (!(seconds >= EPOCH_SECONDS.min && seconds <= EPOCH_SECONDS.max)) return false;
    // Rounded to a microsecond first: a binary fraction may be just below the written millisecond.
    this.localMs = Math.floor(Math.round(seconds * 1e6) / 1e3);
    this.offsetMs = 0;
    return true;
  }

  private readExcel(text: string): boolean {
    if (!COUNT.test(text)) return false;
    const days = Number(text.replace(',', '.'));
    if (!(days >= 1 && days <= EXCEL_DAYS.max)) return false;
    this.localMs = Math.round((days - EXCEL_DAYS.at1970) * DAY_MS);
    return true;
  }

  /**
   * The usual `2026-01-05T08:30:00.123Z` without a regular expression; false for anything that is
   * not quite that.
   */
  private readIso(text: string): boolean {
    const between = text.charCodeAt(10);
    if ((between !== 84 && between !== 32) || text.charCodeAt(13) !== 58 || text.charCodeAt(16) !== 58)
      return false;
    const prefix = text.slice(0, 10);
    if (prefix !== this.datePrefix) {
      this.datePrefix = prefix;
      this.dateMs = isoDate(prefix);
    }
    const [hour, minute, second] = [twoAt(text, 11), twoAt(text, 14), twoAt(text, 17)];
    if (!(hour <= 23 && minute <= 59 && second <= 59)) return false;
    let ms = 0;
    let at = 19;
    const point = text.charCodeAt(at);
    if (point === 46 || point === 44) {
      at += 1;
      for (let scale = 100; digitAt(text, at) >= 0; at += 1, scale /= 10)
        if (scale >= 1) ms += scale * digitAt(text, at);
      if (at === 20) return false;
    }
    if (at < text.length) {
      if (at !== text.length - 1 || text.charCodeAt(at) !== 90) return false;
      this.offsetMs = 0;
    }
    this.localMs = this.dateMs + ((hour * 60 + minute) * 60 + second) * 1_000 + ms;
    return this.localMs === this.localMs;
  }

  private readDate(text: string, format: Exclude<TimeFormat, `epoch-${string}` | 'excel'>): boolean {
    const parts = readPlainDate(text) ?? readNamedMonthDate(text);
    if (parts === null) return false;
    const dateMs = dateOf(parts, format);
    const clock = readClock(parts.clock);
    if (Number.isNaN(dateMs) || clock === null) return false;
    this.localMs = dateMs + clock.ms;
    this.offsetMs = clock.offsetMs;
    return (
      !clock.isLeapSecond ||
      endsWithLeapSecond(this.localMs - (Number.isNaN(clock.offsetMs) ? 0 : clock.offsetMs))
    );
  }
}

function isoDate(text: string): number {
  const separator = text.charCodeAt(4);
  if ((separator !== 45 && separator !== 47) || text.charCodeAt(7) !== separator) return NaN;
  return dayOf(twoAt(text, 0) * 100 + twoAt(text, 2), twoAt(text, 5), twoAt(text, 8));
}

/** Midnight of the date from three parts in an order, as if UTC; NaN where it is no date. */
function dateOf({ parts, monthAt }: StampParts, format: string): number {
  const order = format.split('/');
  const named = (letter: string): number => order.findIndex((part) => part.startsWith(letter));
  if (monthAt !== null && monthAt !== named('M')) return NaN;
  const [yearAt, monthPlace, dayAt] = [named('Y'), named('M'), named('D')];
  const [year = '', month = '', day = ''] = [parts[yearAt], parts[monthPlace], parts[dayAt]];
  if (month.length > 2 || day.length > 2 || year.length !== (order[yearAt] === 'YY' ? 2 : 4)) return NaN;
  const written = Number(year);
  return dayOf(
    year.length === 4 ? written : written + (written < PIVOT_YEAR ? 2_000 : 1_900),
    Number(month),
    Number(day),
  );
}

function dayOf(year: number, month: number, day: number): number {
  const days = month === 2 && !isLeapYear(year) ? 28 : (MONTH_DAYS[month - 1] ?? 0);
  return year >= 1 && day >= 1 && day <= days ? new Date(0).setUTCFullYear(year, month - 1, day) : NaN;
}

const isLeapYear = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

/**
 * Leap seconds were inserted before 1 January and 1 July, UTC; one is read as the instant after it.
 */
function endsWithLeapSecond(utcMs: number): boolean {
  const after = new Date(Math.floor(utcMs / 1_000) * 1_000);
  return utcMs >= 0 && /-(01|07)-01T00:00:00/.test(after.toISOString());
}
