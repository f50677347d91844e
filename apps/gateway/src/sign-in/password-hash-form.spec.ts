import assert from 'node:assert/strict';
import fc from 'fast-check';
import { formName, formOf, hashOfNobody, isOutdated, NEWEST_FORM } from './password-hash-form.js';

const bounded = fc.oneof(
  fc.record(
    {
      scheme: fc.constant('argon2id' as const),
      memoryKiB: fc.integer({ min: 32, max: 70_000 }),
      passes: fc.integer({ min: 1, max: 10 }),
      lanes: fc.integer({ min: 1, max: 4 }),
    },
    { noNullPrototype: true },
  ),
  fc.record(
    {
      scheme: fc.constant('scrypt' as const),
      log2N: fc.integer({ min: 10, max: 16 }),
      blockSize: fc.constant(8),
      lanes: fc.constant(1),
    },
    { noNullPrototype: true },
  ),
);

describe('the form of a password hash', () => {
  test('is read back from its name and from every hash of it', () => {
    fc.assert(
      fc.property(bounded, (form) => {
        assert.deepEqual(formOf(formName(form)), form);
        assert.deepEqual(formOf(hashOfNobody(form)), form);
      }),
    );
  });

  test('is never read from a text that is no hash', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        assert.equal(formOf(text), null);
      }),
    );
  });

  test('is refused where one comparison would cost more than the limit', () => {
    for (const text of [
      '$argon2id$v=19$m=4194304,t=2,p=1$c2FsdHNhbHQ$a2V5',
      '$argon2id$v=19$m=19456,t=99,p=1$c2FsdHNhbHQ$a2V5',
      '$argon2id$v=19$m=19456,t=2,p=64$c2FsdHNhbHQ$a2V5',
      '$argon2id$v=19$m=1,t=2,p=1$c2FsdHNhbHQ$a2V5',
      '$argon2i$v=19$m=19456,t=2,p=1$c2FsdHNhbHQ$a2V5',
      'scrypt$30$8$1$AA$AA',
      'scrypt$15$64$1$AA$AA',
    ]) {
      assert.equal(formOf(text), null, text);
    }
  });

  test('is outdated where a parameter is lower than in new hashes, or the scheme is another', () => {
    assert.equal(isOutdated(hashOfNobody(NEWEST_FORM)), false);
    const at = { scheme: 'argon2id', memoryKiB: 19_456, passes: 2, lanes: 1 } as const;
    assert.equal(isOutdated(hashOfNobody({ ...at, memoryKiB: 47_104, passes: 3 })), false);
    assert.equal(isOutdated(hashOfNobody({ ...at, memoryKiB: 47_104, passes: 1 })), true);
    assert.equal(isOutdated(hashOfNobody({ ...at, memoryKiB: 12_288, passes: 3 })), true);
    assert.equal(isOutdated(hashOfNobody({ scheme: 'scrypt', log2N: 16, blockSize: 8, lanes: 1 })), true);
  });
});
