import fc from 'fast-check';
import { timeLeftOf } from './time-to-failure.js';

const MINUTE_MS = 60_000;
const estimate = { predictedAt: 0, minutes: 8, interval: [5, 14] } as const;

describe('the time to failure that is left', () => {
  test('counts from the prediction, in whole minutes', () => {
    expect(timeLeftOf(estimate, 3 * MINUTE_MS)).toEqual({ kind: 'minutes', minutes: 5, interval: [2, 11] });
  });

  test('below two minutes it is soon, past its upper end it is due', () => {
    expect(timeLeftOf(estimate, 6.5 * MINUTE_MS)).toEqual({ kind: 'soon' });
    expect(timeLeftOf(estimate, 12 * MINUTE_MS)).toEqual({ kind: 'soon' });
    expect(timeLeftOf(estimate, 15 * MINUTE_MS)).toEqual({ kind: 'due', since: 14 * MINUTE_MS });
  });

  test('it is never negative', () => {
    fc.assert(
      fc.property(fc.integer({ min: -10, max: 60 }), (minutes) => {
        const left = timeLeftOf(estimate, minutes * MINUTE_MS);
        if (left.kind !== 'minutes') return;
        expect(Math.min(left.minutes, ...left.interval)).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});
