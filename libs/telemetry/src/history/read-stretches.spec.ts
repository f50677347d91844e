import fc from 'fast-check';
import { blockOfRows } from '../rows/rows.fixture.js';
import { dayOf } from '../rows/sort-rows.js';
import { stretchesOf, withoutWaiting } from './read-stretches.js';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const DAYS = 3;

const minute = fc.integer({ min: 0, max: DAYS * 1_440 }).map((minutes) => minutes * MINUTE_MS);
/** Ascending, none over the border of a day; they may overlap. */
const hours = fc
  .array(fc.record({ fromMs: minute, minutes: fc.integer({ min: 1, max: 600 }) }), { maxLength: 6 })
  .map((spans) =>
    spans
      .map(({ fromMs, minutes }) => ({
        fromMs,
        toMs: Math.min(fromMs + minutes * MINUTE_MS, dayOf(fromMs) + DAY_MS),
      }))
      .sort((a, b) => a.fromMs - b.fromMs),
  );
const days = fc.subarray([0, DAY_MS, 2 * DAY_MS]).map((list) => new Set(list));
const range = fc.tuple(minute, minute).filter(([fromMs, toMs]) => fromMs < toMs);

test('stretches fill a range, each instant from the coarsest that holds all its rows', () => {
  fc.assert(
    fc.property(range, days, hours, ([fromMs, toMs], ofDays, spans) => {
      const stretches = stretchesOf(fromMs, toMs, 'hour', { days: ofDays, hours: spans });
      expect(stretches.map((stretch) => stretch.fromMs)).toEqual([
        fromMs,
        ...stretches.slice(0, -1).map((stretch) => stretch.toMs),
      ]);
      expect(stretches.at(-1)?.toMs).toBe(toMs);
      for (let timeMs = fromMs; timeMs < toMs; timeMs += 7 * MINUTE_MS) {
        const inHours = spans.some((span) => span.fromMs <= timeMs && timeMs < span.toMs);
        const expected = ofDays.has(dayOf(timeMs)) ? 'hour' : inHours ? 'minute' : 'raw';
        const found = stretches.find((stretch) => stretch.fromMs <= timeMs && timeMs < stretch.toMs);
        expect(found?.resolution).toBe(expected);
      }
      stretches.forEach(({ resolution }, i) => expect(resolution).not.toBe(stretches[i + 1]?.resolution));
    }),
  );
});

test('buckets of less than a minute are made of raw rows', () => {
  const aggregated = { days: new Set([0]), hours: [{ fromMs: DAY_MS, toMs: 2 * DAY_MS }] };
  expect(stretchesOf(500, 2 * DAY_MS, 'raw', aggregated)).toEqual([
    { fromMs: 500, toMs: 2 * DAY_MS, resolution: 'raw' },
  ]);
});

test('hours count up to the minute of the first row of their day that waits in memory', () => {
  const waiting = blockOfRows([
    { timeMs: 90_500, sequence: 1, values: {} },
    { timeMs: 300_000, sequence: 2, values: {} },
  ]);
  const spans = [
    { fromMs: 0, toMs: DAY_MS / 2 },
    { fromMs: DAY_MS / 2, toMs: DAY_MS },
    { fromMs: DAY_MS, toMs: 2 * DAY_MS },
  ];
  expect(withoutWaiting(spans, waiting)).toEqual([{ fromMs: 0, toMs: MINUTE_MS }, spans[2]]);
  expect(withoutWaiting(spans, null)).toBe(spans);
});
