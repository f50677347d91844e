import fc from 'fast-check';
import { ZoneClock } from '@eagle/feeds';
import { openShare, opensAtMs } from './open-hours.js';

const MINUTE_MS = 60_000;
const kolkata = new ZoneClock('Asia/Kolkata');
const minute = fc.nat(24 * 60 - 1);
const textOf = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

test('without hours the source may be read at any time', () => {
  expect(opensAtMs(0, null, kolkata)).toBeNull();
  expect(openShare(null)).toBe(1);
});

test('hours over midnight hold in the zone of the organization', () => {
  const hours = { from: '22:00', until: '05:30' };
  const at = (iso: string): string | null => {
    const opens = opensAtMs(Date.parse(iso), hours, kolkata);
    return opens === null ? null : new Date(opens).toISOString();
  };
  expect(at('2026-03-01T16:30:00Z')).toBeNull();
  expect(at('2026-03-01T23:59:59Z')).toBeNull();
  expect(at('2026-03-02T00:00:00Z')).toBe('2026-03-02T16:30:00.000Z');
  expect(at('2026-03-02T16:29:59Z')).toBe('2026-03-02T16:30:00.000Z');
  expect(openShare(hours)).toBe(7.5 / 24);
});

test('the source is open for its share of a day, and opens when it is said to', () => {
  fc.assert(
    fc.property(
      minute,
      minute.filter((m) => m > 0),
      fc.nat(1e9),
      (from, length, startMinutes) => {
        const hours = { from: textOf(from), until: textOf((from + length) % (24 * 60)) };
        const startMs = startMinutes * MINUTE_MS;
        const minutes = Array.from({ length: 24 * 60 }, (_, i) => startMs + i * MINUTE_MS);
        const open = minutes.filter((ms) => opensAtMs(ms, hours, kolkata) === null);
        expect(open.length).toBe(length);
        expect(openShare(hours)).toBeCloseTo(length / 1_440);
        const opens = opensAtMs(startMs, hours, kolkata);
        if (opens !== null) expect(opens).toBe(open.find((ms) => ms > startMs));
      },
    ),
    { numRuns: 50 },
  );
});
