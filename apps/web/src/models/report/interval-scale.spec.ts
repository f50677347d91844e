import fc from 'fast-check';
import { estimateOf } from '../model.fixture.js';
import { endOfScale, placeOf, roundEnd } from './interval-scale.js';

const positive = fc.double({ min: 1e-6, max: 1e6, noNaN: true });

describe('the scale of intervals', () => {
  test('ends at a round number, not below the value and not far above it', () => {
    fc.assert(
      fc.property(positive, (value) => {
        const end = roundEnd(value);
        expect(end).toBeGreaterThanOrEqual(value * (1 - 1e-5));
        expect(end).toBeLessThanOrEqual(value * 1.6);
      }),
    );
    expect([0.56, 0.21, 1, 0, 12].map(roundEnd)).toEqual([0.6, 0.3, 1, 1, 15]);
  });

  test('holds every dot inside of its interval, and both on the line', () => {
    const estimate = fc
      .tuple(positive, positive, positive)
      .map((values) => values.toSorted((a, b) => a - b))
      .map(([low = 0, value = 0, high = 0]) => estimateOf(value, low, high));
    fc.assert(
      fc.property(fc.array(estimate, { minLength: 1, maxLength: 5 }), (estimates) => {
        const end = endOfScale(estimates);
        for (const each of estimates) {
          const place = placeOf(each, end);
          expect(place).not.toBeNull();
          if (place === null) return;
          expect(0 <= place.from && place.from <= place.dot).toBe(true);
          expect(place.dot <= place.to && place.to <= 1).toBe(true);
        }
      }),
    );
  });

  test('what could not be measured has no place', () => {
    expect(placeOf(estimateOf(null), 1)).toBeNull();
    expect(placeOf({ value: 0.5, low: null, high: null }, 1)).toEqual({ dot: 0.5, from: 0.5, to: 0.5 });
  });
});
