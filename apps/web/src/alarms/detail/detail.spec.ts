import fc from 'fast-check';
import { alertOf, NOW, predictionOf } from '../alert.fixture.js';
import { readingOf } from '../list/reading.js';
import { meaningOf, scaleOf } from './factor-name.js';
import { timeToFailureOf } from './time-to-failure.js';

describe('the time to a failure', () => {
  test('counts from the prediction, not from when it is read', () => {
    expect(timeToFailureOf(predictionOf(), NOW)).toMatchObject({
      phase: 'ahead',
      minutes: 8,
      minutesBetween: [5, 14],
    });
    expect(timeToFailureOf(predictionOf(), NOW + 7 * 60_000)).toMatchObject({ phase: 'soon', minutes: 1 });
    expect(timeToFailureOf(predictionOf(), NOW + 15 * 60_000)).toMatchObject({ phase: 'due', minutes: 0 });
    expect(timeToFailureOf(alertOf(), NOW)).toBeNull();
  });

  test('is never negative, and due exactly when its whole interval has passed', () => {
    fc.assert(
      fc.property(fc.nat(100), fc.nat(100), fc.nat(100), fc.nat(400), (low, more, most, passed) => {
        const alert = predictionOf({
          timeToFailure: low + more,
          timeToFailureInterval: [low, low + more + most],
        });
        const now = NOW + passed * 60_000;
        const found = timeToFailureOf(alert, now);
        expect(found?.minutes).toBeGreaterThanOrEqual(0);
        expect(found?.phase === 'due').toBe(now > NOW - 60_000 + (low + more + most) * 60_000);
      }),
    );
  });
});

describe('the name of a factor', () => {
  const isTag = (name: string): boolean => ['cppv', 'hz1pv', 'odd_lag_60s'].includes(name);

  test.each([
    ['cppv', { tag: 'cppv', kind: 'value', seconds: null }],
    ['cppv_lag_60s', { tag: 'cppv', kind: 'ago', seconds: 60 }],
    ['hz1pv_rolling_300s_range', { tag: 'hz1pv', kind: 'range', seconds: 300 }],
    ['odd_lag_60s', { tag: 'odd_lag_60s', kind: 'value', seconds: null }],
    ['something_new', { tag: 'something_new', kind: 'other', seconds: null }],
  ])('%s is read by its grammar', (feature, meaning) => {
    expect(meaningOf(feature, isTag)).toEqual(meaning);
  });

  test('its tick lies in the usual range exactly when the value does', () => {
    const number = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 });
    fc.assert(
      fc.property(number, number, fc.double({ min: 0.001, max: 1e6, noNaN: true }), (value, low, width) => {
        const scale = scaleOf(value, [low, low + width]);
        fc.pre(scale !== null && low + width > low);
        const isUsual = value >= low && value <= low + width;
        const slack = 1e-6;
        if (isUsual) expect(scale.now >= 0.3 - slack && scale.now <= 0.7 + slack).toBe(true);
        else expect(scale.now <= 0.3 + slack || scale.now >= 0.7 - slack).toBe(true);
      }),
    );
  });
});

test('a reading is the value of the weightiest cause beside what it is compared with', () => {
  expect(readingOf(alertOf())).toEqual({
    kind: 'measured',
    value: 85,
    unit: '°C',
    against: { kind: 'limit', value: 80 },
  });
  expect(readingOf(predictionOf())).toEqual({ kind: 'failure' });
  expect(readingOf(alertOf({ causes: [] }))).toBeNull();
});
