import { rejectionReasonSchema } from '@eagle/contracts/domain';
import fc from 'fast-check';
import { REASONS, reasonOf, rejectionsOf } from './rejections.js';

describe('rejected rows', () => {
  test('have a word for every reason that the platform knows', () => {
    expect(REASONS.toSorted()).toEqual(rejectionReasonSchema.options.toSorted());
  });

  test('are listed once for each reason, the most frequent first, and no reason without any', () => {
    const counters = fc.dictionary(fc.constantFrom(...REASONS), fc.nat(1_000));
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
    expect(reasonOf('too-late')).toBe('too-late');
    for (const text of [undefined, '', 'toString', 'TOO-LATE']) expect(reasonOf(text)).toBeNull();
  });
});
