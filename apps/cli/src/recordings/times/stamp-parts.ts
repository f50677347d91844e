/** A time divided into parts, before it is known which part is the day. */
export interface StampParts {
  /** Digits, in the order of the text. */
  readonly parts: readonly string[];
  /** Index of the month, where it was written as a name. */
  readonly monthAt: number | null;
  /** Time of day with its offset; empty at midnight. */
  readonly clock: string;
}

export interface ReadClock {
  /** Since midnight. */
  readonly ms: number;
  /** NaN where there is none. */
  readonly offsetMs: number;
  readonly isLeapSecond: boolean;
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const LONG_MONTHS =
  /^(january|february|march|april|may|june|july|august|september|sept|october|november|december)$/;
const WEEKDAY = '(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,? +)?';
const CLOCK = '(?:(?:t| +|, *)(.+))?';
const PLAIN = new RegExp(`^(\\d{1,4})([-/.])(\\d{1,2})\\2(\\d{1,4})${CLOCK}$`, 'i');
const COMPACT = /^(\d{4})(\d{2})(\d{2})(?:[T ]?(\d{2})(\d{2})(?:(\d{2})([.,]\d+)?)?([Z+-].*)?)?$/i;
const DAY_FIRST = new RegExp(
  `^${WEEKDAY}(\\d{1,4})[-/. ]?([a-z]{3,9})\\.?(?:[-/.]|,? *)(\\d{1,4})${CLOCK}$`,
  'i',
);
const MONTH_FIRST = new RegExp(
  `^${WEEKDAY}([a-z]{3,9})\\.?[-/ ] *(\\d{1,2})(?:[-/]|,? +)(\\d{4}|\\d{2})${CLOCK}$`,
  'i',
);
/** As C and `date` write it: the year comes last. */
const YEAR_LAST = new RegExp(
  `^${WEEKDAY}([a-z]{3}) +(\\d{1,2}) +([\\d:.]+)(?: +(utc|gmt|[+-]\\d{4}))? +(\\d{4})$`,
  'i',
);
const TIME =
  /^(\d{1,2})(?:([:.])(\d{2})(?:\2(\d{2})(?:[.,](\d+))?)?)?(?: *([ap])\.?m\.?)?(?: *(z|utc|gmt|(?:utc|gmt)?[+-]\d{2}(?::?\d{2})?(?:\[[\w/+-]+\])?))?$/i;
const OFFSET = /([+-])(\d{2}):?(\d{2})?(?:\[.*)?$/;
const OFFSET_HOURS_MAX = 14;

/** A date without separators, the time of day with them. */
const COMPACT_DATE = /^(\d{4})(\d{2})(\d{2})[T ] *(\d{1,2}:.+)$/i;

/** Dates of digits only, with separators or without any; null for other text. */
export function readPlainDate(text: string): StampParts | null {
  const plain = PLAIN.exec(text);
  if (plain !== null) {
    const [, first = '', , second = '', third = '', clock = ''] = plain;
    return { parts: [first, second, third], monthAt: null, clock };
  }
  const date = COMPACT_DATE.exec(text);
  if (date !== null) {
    const [, year = '', month = '', day = '', clock = ''] = date;
    return { parts: [year, month, day], monthAt: null, clock };
  }
  const compact = COMPACT.exec(text);
  if (compact === null) return null;
  const [, year = '', month = '', day = '', hour, minute, second = '00', fraction = '', offset = ''] =
    compact;
  const clock = hour === undefined ? '' : `${hour}:${minute ?? ''}:${second}${fraction}${offset}`;
  return { parts: [year, month, day], monthAt: null, clock };
}

/** Dates whose month is an English name; null for other text. */
export function readNamedMonthDate(text: string): StampParts | null {
  const yearLast = YEAR_LAST.exec(text);
  if (yearLast !== null) {
    const [, month = '', day = '', time = '', offset = '', year = ''] = yearLast;
    return namedMonth([month, day, year], 0, offset === '' ? time : `${time} ${offset}`);
  }
  const dayFirst = DAY_FIRST.exec(text);
  if (dayFirst !== null) {
    const [, first = '', month = '', third = '', clock = ''] = dayFirst;
    return namedMonth([first, month, third], 1, clock);
  }
  const monthFirst = MONTH_FIRST.exec(text);
  if (monthFirst === null) return null;
  const [, month = '', day = '', year = '', clock = ''] = monthFirst;
  return namedMonth([month, day, year], 0, clock);
}

function namedMonth(parts: readonly string[], monthAt: number, clock: string): StampParts | null {
  const name = (parts[monthAt] ?? '').toLowerCase();
  const month = MONTHS.indexOf(name.slice(0, 3)) + 1;
  if (month === 0 || (name.length > 3 && !LONG_MONTHS.test(name))) return null;
  return { parts: parts.map((part, at) => (at === monthAt ? String(month) : part)), monthAt, clock };
}

/**
 * A time of day: 24 or 12 hours, seconds and decimals where there are some; null for other text.
 */
export function readClock(text: string): ReadClock | null {
  if (text === '') return { ms: 0, offsetMs: NaN, isLeapSecond: false };
  const match = TIME.exec(text);
  if (match === null) return null;
  const [, hourText = '', separator, minuteText, secondText, fraction = '', half, offset] = match;
  // "10.30" might be half past ten or a number of hours; "10" alone says nothing.
  if (minuteText === undefined ? half === undefined : separator === '.' && secondText === undefined)
    return null;
  const hour = hourOf(Number(hourText), half);
  const [minute, second] = [Number(minuteText ?? 0), Number(secondText ?? 0)];
  const isLeapSecond = second === 60 && minute === 59;
  const offsetMs = offset === undefined ? NaN : offsetOf(offset);
  if (hour === null || minute > 59 || (second > 59 && !isLeapSecond)) return null;
  if (offset !== undefined && Number.isNaN(offsetMs)) return null;
  const fractionMs = Number(fraction.slice(0, 3).padEnd(3, '0'));
  if (hour === 24 && minute + second + Number(fraction) > 0) return null;
  return { ms: ((hour * 60 + minute) * 60 + second) * 1_000 + fractionMs, offsetMs, isLeapSecond };
}

function hourOf(hour: number, half: string | undefined): number | null {
  if (half === undefined) return hour <= 24 ? hour : null;
  if (hour < 1 || hour > 12) return null;
  return (hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
}

function offsetOf(text: string): number {
  if (/^(z|utc|gmt)$/i.test(text)) return 0;
  const [, sign, hours = '', minutes = '0'] = OFFSET.exec(text) ?? [];
  const beyond = !(Number(hours) <= OFFSET_HOURS_MAX && Number(minutes) <= 59);
  return beyond ? NaN : (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}
