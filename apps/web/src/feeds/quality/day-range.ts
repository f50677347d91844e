import { dateLanguage, dayStart, type PlantTime } from '../../time/index.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

export interface DayRange {
  readonly from: string;
  readonly to: string;
}

/** So many days of the plant, the last one up to now. */
export function daysUpTo(now: number, days: number, plantTime: PlantTime): DayRange {
  // Noon of the first day, whether the days between have 23, 24 or 25 hours.
  const noon = dayStart(now, plantTime) - (days - 1) * DAY_MS + 12 * HOUR_MS;
  return {
    from: new Date(dayStart(noon, plantTime)).toISOString(),
    to: new Date(now).toISOString(),
  };
}

/** `28 Nov`, of the date `2026-11-28`. */
export function dayText(date: string, language: string): string {
  const format = new Intl.DateTimeFormat(dateLanguage(language), {
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
  });
  return format.format(Date.parse(date));
}
