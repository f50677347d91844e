import fc from 'fast-check';
import { timeToFailureOf } from './time-to-failure.js';

const MINUTE_MS = 60_000;
const PREDICTED = Date.UTC(2026, 0, 1);
const predictedAt = new Date(PREDICTED).toISOString();
const estimate = { predictedAt, timeToFailure: 8, timeToFailureInterval: [5, 14] };
const after = (minutes: number) => timeToFailureOf(estimate, PREDICTED + minutes * MINUTE_MS);

describe('the time to a failure', () => {
  test('counts from the prediction, in whole minutes', () => {
    expect(after(3)).toMatchObject({ phase: 'ahead', minutes: 5, minutesBetween: [2, 11] });
  });

  test('below two minutes it is soon, past its upper end it is due', () => {
    expect(after(6)).toMatchObject({ phase: 'ahead', minutes: 2 });
    expect(after(6.1)).toMatchObject({ phase: 'soon' });
    expect(after(12)).toMatchObject({ phase: 'soon', minutes: 0 });
    expect(after(15)).toMatchObject({ phase: 'due', dueAt: PREDICTED + 14 * MINUTE_MS });
  });

  test('an estimate without an interval is due at its median; without an estimate there is none', () => {
    const noInterval = { ...estimate, timeToFailureInterval: null };
    expect(timeToFailureOf(noInterval, PREDICTED + 9 * MINUTE_MS)).toMatchObject({
      between: null,
      phase: 'due',
    });
    expect(timeToFailureOf({ ...estimate, timeToFailure: null }, PREDICTED)).toBeNull();
  });

  test('it is never negative, and due exactly when its whole interval has passed', () => {
    fc.assert(
      fc.property(fc.nat(100), fc.nat(100), fc.nat(100), fc.nat(400), (low, more, most, passed) => {
        const high = low + more + most;
        const given = { predictedAt, timeToFailure: low + more, timeToFailureInterval: [low, high] };
        const found = timeToFailureOf(given, PREDICTED + passed * MINUTE_MS);
        expect(Math.min(found?.minutes ?? -1, ...(found?.minutesBetween ?? [-1]))).toBeGreaterThanOrEqual(0);
        expect(found?.phase === 'due').toBe(passed > high);
      }),
    );
  });
});
