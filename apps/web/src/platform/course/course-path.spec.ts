import fc from 'fast-check';
import { coursePath, gapsOf } from './course-path.js';

const BOX = { width: 90, height: 20 };

describe('the small course of a figure', () => {
  test('stands on zero, reaches its highest value, and ends at the right', () => {
    expect(coursePath([0, 5, 10], 3, BOX)).toBe('M0.0,18.0L45.0,10.0L90.0,2.0');
    expect(coursePath([10], 3, BOX)).toBe('M90.0,2.0h0.1');
    expect(coursePath([0, 0], 3, BOX)).toBe('M45.0,18.0L90.0,18.0');
  });

  test('bridges no gap, and draws it; what was before the first value is not known', () => {
    expect(coursePath([4, null, 4, 4], 4, BOX)).toBe('M0.0,2.0h0.1M60.0,2.0L90.0,2.0');
    expect(gapsOf([4, null, 4, 4], 4, BOX)).toEqual([{ x: 15, width: 30 }]);
    expect(gapsOf([null, null, 4, 4], 4, BOX)).toEqual([]);
    expect(gapsOf([4, 4, null, null], 4, BOX)).toEqual([{ x: 45, width: 45 }]);
    expect(gapsOf([null, null], 4, BOX)).toEqual([]);
  });

  test('stays in its box, with a stroke for each run of values', () => {
    const values = fc.array(fc.option(fc.double({ min: 0, max: 1e9, noNaN: true })), { maxLength: 60 });
    fc.assert(
      fc.property(values, (some) => {
        const path = coursePath(some, 60, BOX);
        const runs = some.filter((value, at) => value !== null && (some[at - 1] ?? null) === null).length;
        expect(path.split('M').length - 1).toBe(runs);
        for (const [, x, y] of path.matchAll(/[ML]([\d.-]+),([\d.-]+)/g)) {
          expect(Number(x)).toBeGreaterThanOrEqual(0);
          expect(Number(x)).toBeLessThanOrEqual(BOX.width);
          expect(Number(y)).toBeGreaterThanOrEqual(0);
          expect(Number(y)).toBeLessThanOrEqual(BOX.height);
        }
        for (const { x, width } of gapsOf(some, 60, BOX)) {
          expect(width).toBeGreaterThan(0);
          expect(x + width).toBeLessThanOrEqual(BOX.width + 1e-9);
        }
      }),
    );
  });
});
