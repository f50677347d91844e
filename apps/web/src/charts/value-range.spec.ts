import fc from 'fast-check';
import { axisOf, extentOf, steadyAxis, valueTicks } from './value-range.js';

const numbers = fc.array(fc.option(fc.double({ min: -1e6, max: 1e6, noNaN: true })), { maxLength: 40 });

describe('the value axis', () => {
  test('everything that is drawn lies on it, and it is never empty', () => {
    fc.assert(
      fc.property(numbers, numbers, (a, b) => {
        const axis = axisOf(extentOf(a, b));
        expect(axis.high).toBeGreaterThan(axis.low);
        for (const value of [...a, ...b]) {
          if (value === null) continue;
          expect(value).toBeGreaterThanOrEqual(axis.low);
          expect(value).toBeLessThanOrEqual(axis.high);
        }
      }),
    );
  });

  test('it does not jump while new values fit, and widens when they do not', () => {
    const former = { low: 0, high: 100 };
    expect(steadyAxis(former, { low: 20, high: 90 })).toBe(former);
    expect(steadyAxis(former, { low: 20, high: 130 }).high).toBeGreaterThan(130);
    expect(steadyAxis(former, { low: 50, high: 51 })).not.toBe(former);
  });

  test('it has at most three labelled lines, all on the axis, and two where there is room', () => {
    const axes = fc
      .tuple(fc.double({ min: -1e4, max: 1e4, noNaN: true }), fc.double({ min: 1e-3, max: 1e4, noNaN: true }))
      .map(([low, span]) => ({ low, high: low + span }));
    fc.assert(
      fc.property(axes, (axis) => {
        const ticks = valueTicks(axis);
        expect(ticks.length).toBeLessThanOrEqual(3);
        expect(ticks.length).toBeGreaterThanOrEqual(1);
        const slack = (axis.high - axis.low) * 1e-6;
        expect(ticks.every((tick) => tick >= axis.low - slack && tick <= axis.high + slack)).toBe(true);
      }),
    );
    expect(valueTicks({ low: 0, high: 1 })).toEqual([0, 0.5, 1]);
  });
});
