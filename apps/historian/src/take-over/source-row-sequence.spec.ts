import fc from 'fast-check';
import { sourceRowSequence } from './source-row-sequence.js';

const key = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });

test('a number lies below those of live rows, and is exact', () => {
  fc.assert(
    fc.property(fc.oneof(key.map(String), fc.string()), (rowKey) => {
      const sequence = sourceRowSequence(rowKey);
      expect(Number.isSafeInteger(sequence) && sequence < 0 && sequence >= -(2 ** 52)).toBe(true);
    }),
  );
});

test('keys that lie near each other have numbers of their own, in the same order where no border of 2^52 is between', () => {
  fc.assert(
    fc.property(key, fc.bigInt({ min: 1n, max: 1_000_000n }), (first, distance) => {
      const second = first + distance;
      const [a, b] = [sourceRowSequence(String(first)), sourceRowSequence(String(second))];
      expect(a).not.toBe(b);
      if (first >> 52n === second >> 52n) expect(a).toBeLessThan(b);
    }),
  );
});

test('the number of a scan of several rows does not depend on their order', () => {
  fc.assert(
    fc.property(fc.array(key, { minLength: 2, maxLength: 40 }), (keys) => {
      const numbers = keys.map((one) => sourceRowSequence(String(one)));
      expect(sourceRowSequence(keys.join(','))).toBe(Math.min(...numbers));
      expect(sourceRowSequence(keys.toReversed().join(','))).toBe(Math.min(...numbers));
    }),
  );
});

test('rows without a key are told apart by their fingerprints', () => {
  const fingerprints = Array.from(
    { length: 50_000 },
    (_, i) => `${(i * 7_919).toString(36)}.${(i * 104_729).toString(36)}`,
  );
  expect(new Set(fingerprints.map(sourceRowSequence)).size).toBe(fingerprints.length);
});
