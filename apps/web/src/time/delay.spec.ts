import fc from 'fast-check';
import { NARROW_SPACE } from './age.js';
import { delayText } from './delay.js';

describe('a delay', () => {
  test.each<[number, string]>([
    [0, '0 ms'],
    [14.4, '14 ms'],
    [3_400, '3.4 s'],
    [-20, '-20 ms'],
    [-3_400, '-3.4 s'],
    [362_000, '6 min 2 s'],
    [-3_600_000, '-1 h'],
  ])('of %d ms is written as %s', (ms, text) => {
    expect(delayText(ms, 'en').replaceAll(NARROW_SPACE, ' ')).toBe(text);
  });

  test('is ahead exactly where it has a sign', () => {
    fc.assert(
      fc.property(fc.integer({ min: -10_000_000, max: 10_000_000 }), (ms) => {
        expect(delayText(ms, 'en').startsWith('-')).toBe(ms < 0);
      }),
    );
  });
});
