import fc from 'fast-check';
import { timeWhiskerOf } from './time-whisker.js';

describe('the whisker of a row', () => {
  test('has one axis of 20 minutes for what fails soon', () => {
    expect(timeWhiskerOf(8, [5, 14])).toEqual({ low: 0.25, at: 0.4, high: 0.7 });
    expect(timeWhiskerOf(12, [7, 25])).toEqual({ low: 7 / 60, at: 0.2, high: 25 / 60 });
  });

  test('lies on its axis in its order, or is not drawn', () => {
    const minutes = fc.nat(20_000);
    fc.assert(
      fc.property(minutes, minutes, minutes, (...all) => {
        const [low = 0, at = 0, high = 0] = all.toSorted((one, other) => one - other);
        const whisker = timeWhiskerOf(at, [low, high]);
        expect(whisker === null).toBe(high > 10_080);
        if (whisker === null) return;
        const shares = [0, whisker.low, whisker.at, whisker.high, 1];
        expect(shares).toEqual(shares.toSorted((one, other) => one - other));
      }),
    );
  });
});
