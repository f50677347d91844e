import type { Texts } from '../texts/index.js';
import { plainSchedule } from './plain-schedule.js';

/** A Sunday. */
const SUNDAY_MS = Date.UTC(2026, 10, 29);
const DAY_MS = 86_400_000;
/** From so many days in a row on, the first and the last one say it. */
const RANGE_MIN = 3;

/**
 * The five fields of a schedule in words: `Every Sunday at 02:00`. Times are those of the
 * organization's zone. Null where words would be longer than the fields, or where they are wrong.
 */
export function scheduleText(schedule: string, { t, language }: Texts): string | null {
  const plain = plainSchedule(schedule);
  if (plain === null) return null;
  const list = new Intl.ListFormat(language, { type: 'conjunction' });
  const times = list.format(plain.times);
  const { on } = plain;
  switch (on.kind) {
    case 'days':
      return t('schedule-words.daily', { times });
    case 'month-days': {
      const days = list.format(on.days.map((day) => t('schedule-words.month-day', { day })));
      return t('schedule-words.monthly', { count: on.days.length, days, times });
    }
    case 'weekdays': {
      const names = new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' });
      const nameOf = (day: number): string => names.format(SUNDAY_MS + day * DAY_MS);
      const [first = 0, last = first] = [on.days[0], on.days.at(-1)];
      const isRange = on.days.length >= RANGE_MIN && last - first === on.days.length - 1;
      return isRange
        ? t('schedule-words.range', { from: nameOf(first), to: nameOf(last), times })
        : t('schedule-words.weekly', { days: list.format(on.days.map(nameOf)), times });
    }
  }
}
