import fc from 'fast-check';
import { REJECTION_REASONS, rejectionReasonOf } from '../../plant-source/index.js';
import { rejectionsOf } from './rejections.js';

describe('rejected rows', () => {
  test('are listed once for each reason, the most frequent first, and no reason without any', () => {
    const counters = fc.dictionary(fc.constantFrom(...REJECTION_REASONS), fc.nat(1_000));
    fc.assert(
      fc.property(counters, (rejected) => {
        const found = rejectionsOf({ rejected });
        const counts = found.map(({ count }) => count);
        expect(counts).toEqual(counts.toSorted((a, b) => b - a));
        expect(Object.fromEntries(found.map(({ reason, count }) => [reason, count]))).toEqual(
          Object.fromEntries(Object.entries(rejected).filter(([, count]) => count > 0)),
        );
      }),
    );
  });

  test('of an address are narrowed by a known reason alone', () => {
    expect(rejectionReasonOf('too-late')).toBe('too-late');
    for (const text of [undefined, '', 'toString', 'TOO-LATE']) expect(rejectionReasonOf(text)).toBeNull();
  });
});
