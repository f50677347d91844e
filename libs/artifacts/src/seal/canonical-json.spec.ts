import assert from 'node:assert/strict';
import fc from 'fast-check';
import { z } from 'zod';
import { canonicalJson, type Signable } from './canonical-json.js';

/** JavaScript moves names that look like numbers to the front; no envelope has such names. */
const name = fc.string().filter((text) => !/^\d+$/.test(text) && text !== '__proto__');

const { signable } = fc.letrec<{ signable: Signable; list: Signable[]; record: Record<string, Signable> }>(
  (tie) => ({
    signable: fc.oneof(
      { depthSize: 'small' },
      fc.string({ unit: 'binary' }),
      fc.maxSafeInteger(),
      fc.boolean(),
      fc.constant(null),
      tie('list'),
      tie('record'),
    ),
    list: fc.array(tie('signable')),
    record: fc.dictionary(name, tie('signable')),
  }),
);

/**
 * The slow, obvious way: `JSON.stringify` of a value with sorted names.
 */
function obvious(value: Signable): string {
  return JSON.stringify(value, (_, entry: unknown) => {
    const record = z.record(z.string(), z.json()).safeParse(entry);
    if (!record.success || Array.isArray(entry)) return entry;
    return Object.fromEntries(
      Object.keys(record.data)
        .sort()
        .map((name) => [name, record.data[name]]),
    );
  });
}

describe('the canonical text', () => {
  test('equals the obvious one, and reads back as the same value', () => {
    fc.assert(
      fc.property(signable, (value) => {
        const text = canonicalJson(value);
        assert.equal(text, obvious(value));
        assert.equal(canonicalJson(z.json().parse(JSON.parse(text))), text);
      }),
    );
  });

  test('does not depend on the order of names', () => {
    fc.assert(
      fc.property(fc.dictionary(name, signable), fc.func(fc.nat()), (record, chance) => {
        const shuffled = Object.entries(record).toSorted((a, b) => chance(a[0]) - chance(b[0]));
        assert.equal(canonicalJson(Object.fromEntries(shuffled)), canonicalJson(record));
      }),
    );
  });

  test('is refused for numbers that are not whole', () => {
    for (const number of [0.5, Number.NaN, Infinity, 2 ** 53])
      assert.throws(() => canonicalJson({ number }), RangeError);
  });
});
