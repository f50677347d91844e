import fc from 'fast-check';
import { ageText, longAgeText } from './age.js';
import { PlantTime } from './plant-time.js';
import { ServerClock } from './server-clock.js';

const MINUTE_MS = 60_000;
const plain = (text: string): string => text.replaceAll('\u202f', ' ');

describe('an age', () => {
  test('is one unit, rounded down, and never negative', () => {
    const ages = [-5_000, 0, 59_999, 60_000, 3_599_999, 3_600_000, 86_399_999, 3 * 86_400_000];
    expect(ages.map((ms) => plain(ageText(ms)))).toEqual([
      ...['0 s', '0 s', '59 s', '1 min', '59 min', '1 h', '23 h', '3 d'],
    ]);
    expect(plain(longAgeText(3 * 86_400_000 + 4 * 3_600_000 + 1))).toBe('3 d 4 h');
    expect(plain(longAgeText(8 * MINUTE_MS))).toBe('8 min');
  });
});

describe('plant time', () => {
  const kolkata = new PlantTime('Asia/Kolkata', 'en');
  const now = Date.parse('2026-11-29T09:02:08Z');

  test('names today by the clock, this year by the day, and others by the year', () => {
    expect(kolkata.time(now)).toBe('14:32:08');
    expect(kolkata.short(Date.parse('2026-11-28T18:31:00Z'), now)).toBe('00:01:00');
    expect(kolkata.short(Date.parse('2026-11-28T14:40:00Z'), now)).toBe('28 Nov 20:10');
    expect(kolkata.short(Date.parse('2025-11-28T14:40:00Z'), now)).toBe('28 Nov 2025 20:10');
  });

  test('is what the browser writes, in every zone and at every instant', () => {
    const zones = ['Asia/Kolkata', 'Europe/Berlin', 'America/St_Johns', 'Australia/Lord_Howe', 'UTC'];
    const clock = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' } as const;
    const formats = zones.map((zone) => ({
      zone,
      day: new Intl.DateTimeFormat('sv', { dateStyle: 'short', timeZone: zone }),
      clock: new Intl.DateTimeFormat('en', { ...clock, timeZone: zone }),
    }));
    const instant = fc.integer({ min: Date.UTC(1990, 0), max: Date.UTC(2040, 0) });
    fc.assert(
      fc.property(fc.constantFrom(...formats), fc.array(instant, { maxLength: 5 }), (format, instants) => {
        const plantTime = new PlantTime(format.zone, 'en');
        for (const at of instants) {
          const time = format.clock.format(at);
          expect(plantTime.time(at)).toBe(time);
          const iso = plantTime.iso(at);
          expect(iso.slice(0, 19)).toBe(`${format.day.format(at)}T${time}`);
          expect(Date.parse(iso)).toBe(Math.floor(at / 1_000) * 1_000);
        }
      }),
    );
  });

  test('is copied with its offset, which tells the two hours of a clock change apart', () => {
    expect(kolkata.iso(now)).toBe('2026-11-29T14:32:08+05:30');
    const berlin = new PlantTime('Europe/Berlin', 'de');
    expect(berlin.iso(Date.parse('2026-10-25T00:30:00Z'))).toBe('2026-10-25T02:30:00+02:00');
    expect(berlin.iso(Date.parse('2026-10-25T01:30:00Z'))).toBe('2026-10-25T02:30:00+01:00');
  });

  test('names the zone by city and offset', () => {
    expect(kolkata.name(now)).toBe('Kolkata, UTC+5:30');
    expect(new PlantTime('America/Argentina/Buenos_Aires', 'en').name(now)).toBe('Buenos Aires, UTC-3');
    expect(new PlantTime('UTC', 'en').name(now)).toBe('UTC');
  });
});

describe('the platform’s clock', () => {
  test('corrects a browser that is three hours off, and ignores jitter', () => {
    let browserMs = Date.parse('2026-11-29T12:00:00Z');
    const clock = new ServerClock(() => browserMs);
    clock.learn('Sun, 29 Nov 2026 09:00:00 GMT');
    expect(clock.now()).toBe(Date.parse('2026-11-29T09:00:00.500Z'));
    browserMs += 10_000;
    clock.learn('Sun, 29 Nov 2026 09:00:11 GMT');
    expect(clock.now()).toBe(Date.parse('2026-11-29T09:00:10.500Z'));
  });

  test('stays that of a browser that is right, and of answers without a date', () => {
    const clock = new ServerClock(() => 1_000_000_000_000);
    clock.learn(new Date(1_000_000_000_000).toUTCString());
    clock.learn(null);
    clock.learn('soon');
    expect(clock.now()).toBe(1_000_000_000_000);
  });
});
