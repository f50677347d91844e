import fc from 'fast-check';
import { PlantTime } from '../../time/index.js';
import { daysUpTo, dayText } from './day-range.js';

const ZONES = ['UTC', 'Asia/Kolkata', 'Europe/Berlin', 'America/St_Johns', 'Australia/Lord_Howe'];
const zone = fc.constantFrom(...ZONES).map((name) => new PlantTime(name, 'en'));
const instant = fc.integer({ min: Date.UTC(2025, 0, 1), max: Date.UTC(2027, 0, 1) });

describe('a day of the plant', () => {
  test('ranges of days begin at midnight and hold so many dates', () => {
    fc.assert(
      fc.property(instant, zone, fc.constantFrom(7, 14, 30), (now, plantTime, days) => {
        const { from, to } = daysUpTo(now, days, plantTime);
        expect(plantTime.iso(Date.parse(from)).slice(11, 19)).toBe('00:00:00');
        expect(Date.parse(to)).toBe(now);
        const dates = [plantTime.iso(Date.parse(from)), plantTime.iso(now)].map((iso) =>
          Date.parse(iso.slice(0, 10)),
        );
        expect(((dates[1] ?? 0) - (dates[0] ?? 0)) / 86_400_000).toBe(days - 1);
      }),
    );
  });

  test('is written as day and month', () => {
    expect([dayText('2026-11-28', 'en'), dayText('2026-11-28', 'de')]).toEqual(['28 Nov', '28. Nov.']);
  });
});
