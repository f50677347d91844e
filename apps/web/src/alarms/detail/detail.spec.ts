import fc from 'fast-check';
import { alertOf, predictionOf } from '../alert.fixture.js';
import { readingOf } from '../list/reading.js';
import { meaningOf, scaleOf } from './factor-name.js';

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
