import fc from 'fast-check';
import { instantAt, panBy, rangeBetween, shareAt, sharesIn, spanOf, zoomAbout } from './time-range.js';

const BASE_MS = Date.parse('2026-11-30T12:00:00.000Z');
const ranges = fc
  .tuple(fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }), fc.integer({ min: 20_000, max: 1e10 }))
  .map(([offset, span]) => ({ fromMs: BASE_MS + offset, toMs: BASE_MS + offset + span }));
const shares = fc.double({ min: 0, max: 1, noNaN: true });
const factors = fc.double({ min: 0.5, max: 2, noNaN: true });

describe('the time axis', () => {
  test('the instant under the pointer stays where it is while zooming', () => {
    fc.assert(
      fc.property(ranges, shares, factors, (range, share, factor) => {
        const at = instantAt(range, share);
        const zoomed = zoomAbout(range, at, factor);
        expect(Math.abs(shareAt(zoomed, at) - share)).toBeLessThan(1e-3);
      }),
    );
  });

  test('no zoom and no selection is shorter than 10 s or longer than five years', () => {
    fc.assert(
      fc.property(ranges, fc.double({ min: 1e-9, max: 1e9, noNaN: true }), (range, factor) => {
        for (const next of [zoomAbout(range, range.toMs, factor), rangeBetween(BASE_MS, BASE_MS + factor)]) {
          expect(spanOf(next)).toBeGreaterThanOrEqual(10_000 - 1);
          expect(spanOf(next)).toBeLessThanOrEqual(5 * 366 * 86_400_000 + 1);
        }
      }),
    );
  });

  test('moving there and back gives the same range, and never changes its length', () => {
    fc.assert(
      fc.property(ranges, fc.double({ min: -3, max: 3, noNaN: true }), (range, share) => {
        const moved = panBy(range, share);
        expect(spanOf(moved)).toBe(spanOf(range));
        expect(Math.abs(panBy(moved, -share).fromMs - range.fromMs)).toBeLessThanOrEqual(1);
      }),
    );
  });

  test('a selection is the same in both directions', () => {
    expect(rangeBetween(BASE_MS + 60_000, BASE_MS)).toEqual(rangeBetween(BASE_MS, BASE_MS + 60_000));
  });

  test('what lies outside of the axis has no place on it', () => {
    const outer = { fromMs: 0, toMs: 100 };
    expect(sharesIn(outer, { fromMs: 50, toMs: 200 })).toEqual({ from: 0.5, to: 1 });
    expect(sharesIn(outer, { fromMs: 200, toMs: 300 })).toBeNull();
  });
});
