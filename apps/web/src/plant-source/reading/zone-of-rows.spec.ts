import fc from 'fast-check';
import { ageIn, instantIn, isNaive, isZone, zoneOfRows } from './zone-of-rows.js';

const ZONES = ['Asia/Kolkata', 'America/Chicago', 'Europe/Berlin', 'UTC', 'Pacific/Apia'];

/** Wall clock of a zone, as a table without zones holds it. */
function wallClock(atMs: number, zone: string): string {
  const format = new Intl.DateTimeFormat('sv', {
    ...{ timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' },
    ...{ hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' },
  });
  return format.format(atMs);
}

describe('the zone of rows', () => {
  test('a stamp read in the zone that wrote it is the instant, but in the hour that a change repeats', () => {
    const instants = fc
      .integer({ min: Date.UTC(2020, 0), max: Date.UTC(2030, 0) })
      .map((ms) => ms - (ms % 1_000));
    fc.assert(
      fc.property(instants, fc.constantFrom(...ZONES), (atMs, zone) => {
        const differenceMs = Math.abs(instantIn(zone, wallClock(atMs, zone)) - atMs);
        expect([0, 3_600_000]).toContain(differenceMs);
      }),
    );
  });

  test('is the one in which the newest row was written just now', () => {
    const nowMs = Date.UTC(2026, 2, 1, 12);
    const stamp = wallClock(nowMs - 3_000, 'Asia/Kolkata');
    expect(zoneOfRows(stamp, nowMs, ['Europe/Berlin', 'UTC'], ZONES)).toBe('Asia/Kolkata');
    expect(ageIn('Asia/Kolkata', stamp, nowMs)).toBe(3_000);
  });

  test('is unknown of rows of yesterday, and of stamps that carry an offset', () => {
    const nowMs = Date.UTC(2026, 2, 1, 12);
    expect(zoneOfRows('2026-02-20 03:11:00', nowMs, ZONES, ZONES)).toBeNull();
    expect(zoneOfRows('2026-03-01 11:59:59+00', nowMs, ZONES, ZONES)).toBeNull();
    expect(isNaive('2026-03-01 11:59:59+00')).toBe(false);
    expect(instantIn('Asia/Kolkata', '2026-03-01 11:59:59+00')).toBe(nowMs - 1_000);
  });

  test('a zone that nobody knows is none', () => {
    expect([isZone('Europe/Berlin'), isZone('Europe/Nowhere'), isZone('')]).toEqual([true, false, false]);
  });
});
