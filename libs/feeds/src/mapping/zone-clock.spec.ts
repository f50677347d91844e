import assert from 'node:assert/strict';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { TimeStampReader } from './time-stamp.js';
import { ZoneClock } from './zone-clock.js';

const ZONES = [
  'UTC',
  'Asia/Kolkata',
  'Europe/Berlin',
  'America/New_York',
  'America/St_Johns',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'Pacific/Apia',
  'Africa/Casablanca',
  'Pacific/Chatham',
];
const instant = fc.integer({ min: Date.UTC(1990, 0), max: Date.UTC(2035, 0) });
const dateLine = fc.integer({ min: Date.UTC(2011, 11, 29), max: Date.UTC(2012, 0) });
/**
 * A wall-clock time, taken for UTC, less this lies before the gap that skipped it: 24 hours is the
 * longest, and no zone is further than 14 from UTC.
 */
const BEFORE_ANY_GAP_MS = 39 * 3_600_000;

describe('the wall clock of a zone', () => {
  for (const zone of ZONES) {
    const clock = new ZoneClock(zone);
    test(`${zone}: agrees with luxon on offsets`, () => {
      fc.assert(
        fc.property(instant, (ms) => {
          assert.equal(clock.offsetAt(ms), DateTime.fromMillis(ms, { zone }).offset * 60_000);
        }),
      );
    });

    test(`${zone}: an instant comes back from its wall-clock text, also when the hour happens twice`, () => {
      const reader = new TimeStampReader(clock);
      fc.assert(
        fc.property(instant, (ms) => {
          const text = DateTime.fromMillis(ms, { zone }).toFormat('yyyy-MM-dd HH:mm:ss.SSS');
          assert.equal(reader.read(text, ms - 1_000), ms);
        }),
      );
    });

    test(`${zone}: reads any wall-clock time as luxon does, or as the other of two meanings; a skipped one with the earlier offset`, () => {
      fc.assert(
        // Samoa went over the date line: its clocks skipped the whole of 30 December 2011, where
        // luxon chooses differently.
        fc.property(fc.oneof(instant, dateLine), (localMs) => {
          const d = new Date(localMs);
          const expected = DateTime.fromObject(
            {
              year: d.getUTCFullYear(),
              month: d.getUTCMonth() + 1,
              day: d.getUTCDate(),
              hour: d.getUTCHours(),
              minute: d.getUTCMinutes(),
              second: d.getUTCSeconds(),
              millisecond: d.getUTCMilliseconds(),
            },
            { zone },
          ).toMillis();
          const actual = clock.toUtc(localMs, NaN);
          const offsetMs = (ms: number) => DateTime.fromMillis(ms, { zone }).offset * 60_000;
          const isSkipped = expected + offsetMs(expected) !== localMs;
          if (isSkipped) assert.equal(actual, localMs - offsetMs(localMs - BEFORE_ANY_GAP_MS));
          else if (actual !== expected) assert.equal(clock.toLocal(actual), localMs);
        }),
      );
    });
  }

  test('a source that goes on row by row never jumps when clocks go back', () => {
    const clock = new ZoneClock('Europe/Berlin');
    const reader = new TimeStampReader(clock);
    let newest = Date.UTC(2025, 9, 25, 22);
    for (let ms = newest; ms < Date.UTC(2025, 9, 26, 4); ms += 60_000) {
      const text = DateTime.fromMillis(ms, { zone: 'Europe/Berlin' }).toFormat('yyyy-MM-dd HH:mm:ss');
      newest = reader.read(text, newest);
      assert.equal(newest, ms);
    }
  });

  test('reads a time that clocks skipped with the earlier offset', () => {
    const reader = new TimeStampReader(new ZoneClock('Europe/Berlin'));
    assert.equal(reader.read('2025-03-30 02:30:00', NaN), Date.UTC(2025, 2, 30, 1, 30));
  });
});

describe('time stamps', () => {
  const reader = new TimeStampReader(new ZoneClock('Asia/Kolkata'));
  const noon = Date.UTC(2025, 2, 1, 6, 30);
  const readable: [string, number][] = [
    ['2025-03-01 12:00:00', noon],
    ['2025-03-01T12:00:00.5', noon + 500],
    ['2025-03-01 12:00:00.123456', noon + 123],
    ['2025/03/01 12:00', noon],
    ['01.03.2025 12:00:00', noon],
    ['2025-03-01 06:30:00+00', noon],
    ['2025-03-01T06:30:00Z', noon],
    ['2025-03-01 12:00:00+05:30', noon],
    ['2025-03-01 01:30:00-0500', noon],
    ['1740810600', noon],
    ['1740810600.25', noon + 250],
    ['1740810600000', noon],
  ];
  for (const [text, expected] of readable)
    test(`reads ${text}`, () => assert.equal(reader.read(text, NaN), expected));
  for (const text of [
    '',
    'soon',
    '03/01/2025 12:00:00',
    '2025-02-30 12:00:00',
    '2025-13-01 12:00:00',
    '2025-03-01 25:00:00',
    '2025-03-01 12:61:00',
    '2025-03-01 12:00:00 CET',
    '2025-03-01',
    '12',
    'infinity',
  ])
    test(`refuses ${JSON.stringify(text)}`, () => assert.ok(Number.isNaN(reader.read(text, NaN))));
});
