import fc from 'fast-check';
import { AGGREGATE_MS, renderingOf, resolutionFor } from './bucket-widths.js';
import { gapMsOf, gapsOf } from './gaps.js';

const DAY_MS = 86_400_000;

test('a range never gets more points than were asked for, and not a width too wide', () => {
  const ranges = fc.tuple(fc.integer({ min: 0, max: 2e12 }), fc.integer({ min: 1, max: 10 * 365 * DAY_MS }));
  fc.assert(
    fc.property(ranges, fc.integer({ min: 2, max: 5_000 }), ([fromMs, lengthMs], points) => {
      const toMs = fromMs + lengthMs;
      const rendering = renderingOf(fromMs, toMs, points, Number.POSITIVE_INFINITY);
      const widthMs = rendering.kind === 'buckets' ? rendering.widthMs : 0;
      expect(Math.ceil(toMs / widthMs) - Math.floor(fromMs / widthMs)).toBeLessThanOrEqual(points);
      expect(widthMs % DAY_MS === 0 || DAY_MS % widthMs === 0).toBe(true);
      const resolution = resolutionFor(widthMs);
      if (resolution !== 'raw') expect(widthMs % AGGREGATE_MS[resolution]).toBe(0);
    }),
  );
});

test('a day in 1 500 points is a point a minute, a year a point each six hours', () => {
  expect(renderingOf(0, DAY_MS, 1_500, 86_400)).toEqual({ kind: 'buckets', widthMs: 60_000 });
  expect(renderingOf(0, 365 * DAY_MS, 1_500, 1e9)).toEqual({ kind: 'buckets', widthMs: 6 * 3_600_000 });
  expect(renderingOf(0, DAY_MS, 1_500, 1_500)).toEqual({ kind: 'rows' });
});

test('a gap is a pause of more than three usual intervals', () => {
  expect(gapMsOf(1_000)).toBe(3_000);
  expect(gapMsOf(10)).toBe(2_000);
  expect(gapMsOf(Number.NaN)).toBe(2_000);
  const times = Float64Array.of(0, 1_000, 4_000, 7_001);
  expect(gapsOf(times, 0, 3_000)).toEqual([{ fromMs: 4_000, toMs: 7_001 }]);
  expect(gapsOf(Float64Array.of(0, 60_000, 240_000), 60_000, 3_000)).toEqual([
    { fromMs: 120_000, toMs: 240_000 },
  ]);
});
