import fc from 'fast-check';
import { alertOf, predictionOf } from '../../live/alert.fixture.js';
import { readingOf } from '../list/reading.js';
import { digitsOf, scaleOf } from './factor-scale.js';

describe('the scale of a factor', () => {
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

test.each([
  [[0.0033, 0.005], 4],
  [[0.361, 0.378], 3],
  [[34.2, 35.1], 1],
  [[860, 900], 0],
  [[4, 4], null],
] as const)('numbers of the range %j have %j digits behind the point', (range, digits) => {
  expect(digitsOf(range)).toBe(digits);
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
