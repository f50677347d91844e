/** A schedule that people say in one breath. */
export interface PlainSchedule {
  /** On which days: all of them, days of the week (0 Sunday to 6), or days of the month. */
  readonly on:
    | { readonly kind: 'days' }
    | { readonly kind: 'weekdays'; readonly days: readonly number[] }
    | { readonly kind: 'month-days'; readonly days: readonly number[] };
  /** `02:00`, in their order. */
  readonly times: readonly string[];
}

const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const DAYS_OF_WEEK = 7;
/** More times of day are no longer said in one breath. */
const TIMES_MAX = 4;

/**
 * Reads the five fields of a schedule: minute, hour, day, month, weekday. Null where it is not
 * plain: with steps, months, or both kinds of days. What it may hold is decided by the gateway.
 */
export function plainSchedule(schedule: string): PlainSchedule | null {
  const [minute = '', hour = '', day = '', month = '', weekday = '', ...more] = schedule.trim().split(/\s+/);
  if (more.length > 0 || !isAny(month)) return null;
  const minutes = numbersIn(minute, 0, 59);
  const hours = numbersIn(hour, 0, 23);
  if (minutes === null || hours === null || minutes.length * hours.length > TIMES_MAX) return null;
  const on = daysOf(day, weekday);
  if (on === null) return null;
  return {
    on,
    times: hours.flatMap((each) => minutes.map((past) => `${twoDigits(each)}:${twoDigits(past)}`)),
  };
}

function daysOf(day: string, weekday: string): PlainSchedule['on'] | null {
  if (isAny(day)) return isAny(weekday) ? { kind: 'days' } : weekdaysOf(weekday);
  const days = isAny(weekday) ? numbersIn(day, 1, 31) : null;
  return days === null ? null : { kind: 'month-days', days };
}

function weekdaysOf(field: string): PlainSchedule['on'] | null {
  const numbered = field.toLowerCase().replace(/[a-z]+/g, (name) => String(WEEKDAYS.indexOf(name)));
  const numbers = numbersIn(numbered, 0, DAYS_OF_WEEK);
  if (numbers === null) return null;
  const days = [...new Set(numbers.map((each) => each % DAYS_OF_WEEK))];
  return days.length === DAYS_OF_WEEK
    ? { kind: 'days' }
    : { kind: 'weekdays', days: days.toSorted(byNumber) };
}

const isAny = (field: string): boolean => field === '*' || field === '?';
const twoDigits = (value: number): string => String(value).padStart(2, '0');
const byNumber = (a: number, b: number): number => a - b;

/** Numbers and ranges, `1-3,6`, each number once and in their order; null for everything else. */
function numbersIn(field: string, least: number, most: number): number[] | null {
  const numbers = new Set<number>();
  for (const part of field.split(',')) {
    const [, from, to = from] = /^(\d{1,2})(?:-(\d{1,2}))?$/.exec(part) ?? [];
    if (from === undefined || to === undefined) return null;
    const [first, last] = [Number(from), Number(to)];
    if (first < least || last > most || first > last) return null;
    for (let each = first; each <= last; each += 1) numbers.add(each);
  }
  return [...numbers].toSorted(byNumber);
}
