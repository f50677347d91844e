import fc from 'fast-check';
import { fromScale, inScale, SCALES, scaleOf, typedNumber, type Unit, unitOf } from './unit.js';

const units = fc.constantFrom<Unit>(
  'milliseconds',
  'seconds',
  'days',
  'years',
  'bytes',
  'rows-per-second',
  'share',
);

describe('a unit', () => {
  test('is read from the end of a name', () => {
    const names = [
      'horizonMs',
      'runMsMax',
      'leadMsMin',
      'tuneSeconds',
      'keepDays',
      'days',
      'quotaBytes',
      'quotaRowsPerSecond',
      'validationShare',
      'share',
      'numLeaves',
      'items',
    ];
    expect(names.map(unitOf)).toEqual([
      'milliseconds',
      'milliseconds',
      'milliseconds',
      'seconds',
      'days',
      'days',
      'bytes',
      'rows-per-second',
      'share',
      'share',
      null,
      null,
    ]);
  });

  test('shows a number in the largest scale in which it is whole', () => {
    const words = [300_000, 90_000, 86_400_000, 1_500, 0].map((ms) => scaleOf(ms, 'milliseconds').word);
    expect(words).toEqual(['min', 's', 'd', 'ms', 'ms']);
  });

  test('gives a number back that goes into a scale and out of it', () => {
    fc.assert(
      fc.property(units, fc.integer({ min: 0, max: 100_000 }), (unit, value) => {
        for (const scale of SCALES[unit])
          expect(fromScale(value, scale)).toBeCloseTo(value * scale.factor, 6);
        expect(fromScale(inScale(value, scaleOf(value, unit)), scaleOf(value, unit))).toBe(value);
      }),
    );
    expect(inScale(0.07, SCALES.share[0])).toBe(7);
    expect(fromScale(57, SCALES.share[0])).toBe(0.57);
  });
});

describe('a typed number', () => {
  test('takes comma and point as the decimal mark', () => {
    expect(['1', '1,5', '1.5', ' 2 000 ', '-3', '.5', '1.'].map(typedNumber)).toEqual([
      1, 1.5, 1.5, 2_000, -3, 0.5, 1,
    ]);
  });

  test('is none where anything else stands in it', () => {
    expect(['', 'x', '1x', '1,2,3', '1e5', '--1', '.'].map(typedNumber)).toEqual(Array(7).fill(null));
  });
});
