import fc from 'fast-check';
import { isFarEnough, SHIFT_PX_MAX, swipeFrom, swipeTo } from './swipe.js';

const path = (...points: readonly (readonly [number, number])[]) =>
  points.reduce((swipe, [x, y]) => swipeTo(swipe, x, y), swipeFrom(0, 0));

describe('a finger on a row', () => {
  test('acknowledges when it goes far to the right', () => {
    expect(isFarEnough(path([30, 2], [96, 8]))).toBe(true);
    expect(isFarEnough(path([30, 2], [95, 8]))).toBe(false);
    // It comes back: the person thought better of it.
    expect(isFarEnough(path([30, 2], [120, 8], [20, 8]))).toBe(false);
  });

  test('scrolls when it first went up or down', () => {
    expect(path([3, 14], [200, 14]).shiftPx).toBe(0);
    expect(path([12, 8], [200, 8]).shiftPx).toBe(0);
  });

  test('does nothing when it goes to the left', () => {
    expect(path([-30, 1], [-200, 1]).shiftPx).toBe(0);
  });

  test('never moves the row further than its place, nor to the left', () => {
    const place = fc.tuple(fc.integer({ min: -500, max: 500 }), fc.integer({ min: -500, max: 500 }));
    fc.assert(
      fc.property(fc.array(place), (points) => {
        const { shiftPx } = path(...points);
        expect(shiftPx >= 0 && shiftPx <= SHIFT_PX_MAX).toBe(true);
      }),
    );
  });
});
