import fc from 'fast-check';
import { zonedDays } from './zoned-days.js';

const HOUR_MS = 3_600_000;
const QUARTER_MS = HOUR_MS / 4;
const ZONES = [
  'UTC',
  'Europe/Berlin',
  'America/Santiago',
  'Asia/Kolkata',
  'Asia/Beirut',
  'Australia/Lord_Howe',
  'Pacific/Apia',
];

/** The obvious way: the date of each quarter of an hour. */
function obvious(zone: string, fromMs: number, toMs: number): unknown[] {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' });
  const days: { day: string; fromMs: number; toMs: number }[] = [];
  for (let timeMs = fromMs; timeMs < toMs; timeMs += QUARTER_MS) {
    const day = format.format(timeMs);
    const last = days.at(-1);
    if (last?.day === day) last.toMs = timeMs + QUARTER_MS;
    else days.push({ day, fromMs: timeMs, toMs: timeMs + QUARTER_MS });
  }
  return days;
}

test('days are those that a calendar of the zone shows', () => {
  const start = fc.integer({
    min: Date.UTC(2000, 0, 1) / QUARTER_MS,
    max: Date.UTC(2060, 0, 1) / QUARTER_MS,
  });
  fc.assert(
    fc.property(
      fc.constantFrom(...ZONES),
      start,
      fc.integer({ min: 1, max: 400 }),
      (zone, from, quarters) => {
        const fromMs = from * QUARTER_MS;
        const toMs = fromMs + quarters * QUARTER_MS;
        expect(zonedDays(zone, fromMs, toMs)).toEqual(obvious(zone, fromMs, toMs));
      },
    ),
  );
});

test.each([
  ['Europe/Berlin', '2026-03-28T23:00:00Z', '2026-03-29', 23],
  ['Europe/Berlin', '2026-10-24T22:00:00Z', '2026-10-25', 25],
  ['Australia/Lord_Howe', '2026-04-04T13:00:00Z', '2026-04-05', 24.5],
  ['UTC', '2026-03-29T00:00:00Z', '2026-03-29', 24],
])('in %s the day that begins at %s is %s and has %d hours', (zone, start, day, hours) => {
  const fromMs = Date.parse(start);
  const [first] = zonedDays(zone, fromMs, fromMs + 40 * HOUR_MS);
  expect(first).toEqual({ day, fromMs, toMs: fromMs + hours * HOUR_MS });
});

test('a day that a zone left out is not there', () => {
  const days = zonedDays('Pacific/Apia', Date.UTC(2011, 11, 29, 10), Date.UTC(2011, 11, 31, 10));
  expect(days.map(({ day }) => day)).toEqual(['2011-12-29', '2011-12-31']);
});
