import fc from 'fast-check';
import { importanceOf } from './importance.js';

const feature = fc.record({
  name: fc.string(),
  importance: fc.double({ min: 0, max: 1, noNaN: true }),
  missingShare: fc.constant(0),
  ...{
    q01: fc.constant(0),
    q10: fc.constant(0),
    q50: fc.constant(0),
    q90: fc.constant(0),
    q99: fc.constant(0),
  },
});

describe('what a model leans on', () => {
  test('is told whole: the first features and all others have every share', () => {
    fc.assert(
      fc.property(fc.array(feature, { maxLength: 20 }), (reference) => {
        const found = importanceOf(reference);
        const sum = reference.reduce((total, { importance }) => total + importance, 0);
        if (found === null) {
          expect(sum).toBe(0);
          return;
        }
        expect(found.first.length + found.others.count).toBe(reference.length);
        const told = found.first.reduce(
          (total, { importance }) => total + importance,
          found.others.importance,
        );
        expect(told).toBeCloseTo(sum, 9);
        const least = Math.min(...found.first.map(({ importance }) => importance));
        expect(found.others.importance).toBeLessThanOrEqual(least * found.others.count + 1e-9);
      }),
    );
  });
});
