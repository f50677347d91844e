import fc from 'fast-check';
import { dateOf, dateStart, dayStart } from './day-start.js';
import { PlantTime } from './plant-time.js';

const ZONES = ['UTC', 'Asia/Kolkata', 'Europe/Berlin', 'America/St_Johns', 'Australia/Lord_Howe'];
const zone = fc.constantFrom(...ZONES).map((name) => new PlantTime(name, 'en'));
const instant = fc.integer({ min: Date.UTC(2025, 0, 1), max: Date.UTC(2027, 0, 1) });

describe('a day of the plant', () => {
  test('begins at its midnight, also on days with 23 or 25 hours', () => {
    const berlin = new PlantTime('Europe/Berlin', 'en');
    const afternoon = Date.parse('2026-03-29T15:00:00+02:00');
    expect(dayStart(afternoon, berlin)).toBe(Date.parse('2026-03-29T00:00:00+01:00'));
    fc.assert(
      fc.property(instant, zone, (at, plantTime) => {
        const start = dayStart(at, plantTime);
        expect(plantTime.iso(start).slice(0, 19)).toBe(`${plantTime.iso(at).slice(0, 10)}T00:00:00`);
        expect(at - start).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  test('is found by its date, from any instant of it', () => {
    fc.assert(
      fc.property(instant, zone, (at, plantTime) => {
        const start = dateStart(dateOf(at, plantTime), at, plantTime);
        expect(start).toBe(dayStart(at, plantTime));
        expect(dateStart(dateOf(at, plantTime), start, plantTime)).toBe(start);
      }),
    );
  });
});
