import fc from 'fast-check';
import { zonedTimes } from './zoned-time.js';

const ZONES = [
  'UTC',
  'Asia/Kolkata',
  'Europe/Berlin',
  'America/St_Johns',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Asia/Kathmandu',
  'America/Caracas',
];
const instant = fc.integer({ min: Date.UTC(1975, 0, 1), max: Date.UTC(2090, 0, 1) });

test('every instant is read back as it was, in any zone and order', () => {
  fc.assert(
    fc.property(fc.constantFrom(...ZONES), fc.array(instant), (zone, times) => {
      const textOf = zonedTimes(zone);
      for (const timeMs of times) expect(Date.parse(textOf(timeMs))).toBe(timeMs);
    }),
  );
});

test.each([
  ['Europe/Berlin', '2026-03-29T00:59:59.999Z', '2026-03-29T01:59:59.999+01:00'],
  ['Europe/Berlin', '2026-03-29T01:00:00.000Z', '2026-03-29T03:00:00.000+02:00'],
  ['Europe/Berlin', '2026-10-25T01:30:00.000Z', '2026-10-25T02:30:00.000+01:00'],
  ['UTC', '2026-10-25T01:30:00.000Z', '2026-10-25T01:30:00.000Z'],
])('in %s, %s is written %s', (zone, at, text) => {
  expect(zonedTimes(zone)(Date.parse(at))).toBe(text);
});

test.each([
  ['UTC', Date.UTC(2026, 0, 5, 6), '2026-01-05T06:00:00.000Z'],
  ['Asia/Kolkata', Date.UTC(2026, 0, 5, 6), '2026-01-05T11:30:00.000+05:30'],
  ['America/St_Johns', Date.UTC(2026, 0, 5, 6), '2026-01-05T02:30:00.000-03:30'],
  ['UTC', Date.UTC(2026, 0, 5, 6) + 0.25, '2026-01-05T06:00:00.000250Z'],
  ['UTC', Date.UTC(2026, 0, 5, 6) + 0.9998, '2026-01-05T06:00:00.000999Z'],
  ['Europe/Berlin', Date.UTC(1890, 0, 1), '1890-01-01T00:53:00.000+00:53'],
])('in %s %d is %s', (zone, timeMs, text) => {
  expect(zonedTimes(zone)(timeMs)).toBe(text);
});
