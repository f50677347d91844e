import fc from 'fast-check';
import { de } from '../texts/de/index.js';
import { en } from '../texts/en/index.js';
import { textsOf } from '../texts/texts-of.js';
import { plainSchedule } from './plain-schedule.js';
import { scheduleText } from './schedule-text.js';

const english = textsOf('en', en);
const german = textsOf('de', de);

describe('a schedule in words', () => {
  test.each([
    ['0 2 * * 0', 'Every Sunday at 02:00', 'Jeden Sonntag um 02:00'],
    ['0 2 * * 7', 'Every Sunday at 02:00', 'Jeden Sonntag um 02:00'],
    ['30 14 * * *', 'Every day at 14:30', 'Jeden Tag um 14:30'],
    ['5 0 ? * 0-6', 'Every day at 00:05', 'Jeden Tag um 00:05'],
    ['0 2 * * MON-Fri', 'Monday to Friday at 02:00', 'Montag bis Freitag um 02:00'],
    [
      '0 6,18 * * 1,4',
      'Every Monday and Thursday at 06:00 and 18:00',
      'Jeden Montag und Donnerstag um 06:00 und 18:00',
    ],
    ['0 3 1 * *', 'On day 1 of every month at 03:00', 'Am 1. jedes Monats um 03:00'],
    ['0 3 15,1 * *', 'On days 1 and 15 of every month at 03:00', 'Am 1. und 15. jedes Monats um 03:00'],
  ])('%s is said as people say it', (schedule, inEnglish, inGerman) => {
    expect(scheduleText(schedule, english)).toBe(inEnglish);
    expect(scheduleText(schedule, german)).toBe(inGerman);
  });

  test.each([
    ['', 'nothing'],
    ['every sunday', 'no schedule'],
    ['0 2 * *', 'a field too few'],
    ['0 0 2 * * 0', 'a field too many'],
    ['*/10 * * * *', 'steps'],
    ['0 2 1 * 1', 'both kinds of days'],
    ['0 2 * 6 *', 'a month'],
    ['0 2 L * *', 'the last day'],
    ['0 2 * * xyz', 'no weekday'],
    ['61 2 * * 0', 'no minute'],
    ['0 5-2 * * 0', 'a range that runs backwards'],
    ['0,15,30 1,2 * * *', 'more times than a breath'],
  ])('%s stays as it is: %s', (schedule) => {
    expect(scheduleText(schedule, english)).toBeNull();
  });

  test('weekdays and times are each said once, in their order', () => {
    const weekdays = fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(weekdays, fc.integer({ min: 0, max: 23 }), (days, hour) => {
        const plain = plainSchedule(`7 ${hour} * * ${days.join(',')}`);
        const distinct = [...new Set(days)].toSorted((a, b) => a - b);
        expect(plain?.on).toEqual(
          distinct.length === 7 ? { kind: 'days' } : { kind: 'weekdays', days: distinct },
        );
        expect(plain?.times).toEqual([`${String(hour).padStart(2, '0')}:07`]);
      }),
    );
  });
});
