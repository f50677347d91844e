import assert from 'node:assert/strict';
import fc from 'fast-check';
import { isUnboundSecret, openSecret, openUnboundSecret, sealSecret } from './sealed-secret.js';

const key = '0f'.repeat(32);

describe('a sealed secret', () => {
  test('opens to the sealed text, for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (plain, context) => {
        assert.equal(openSecret(sealSecret(plain, key, context), key, context), plain);
      }),
    );
  });

  test('looks different each time', () => {
    assert.notEqual(sealSecret('a', key, 'c'), sealSecret('a', key, 'c'));
  });

  test('does not open under another key, for another organization, or once changed', () => {
    const sealed = sealSecret('password', key, 'organization-a');
    const changed = `${sealed.slice(0, -2)}${sealed.endsWith('AA') ? 'BB' : 'AA'}`;
    const unreadable = { code: 'SECRET.UNREADABLE' };
    assert.throws(() => openSecret(sealed, 'f0'.repeat(32), 'organization-a'), unreadable);
    assert.throws(() => openSecret(sealed, key, 'organization-b'), unreadable);
    assert.throws(() => openSecret(changed, key, 'organization-a'), unreadable);
    assert.throws(() => openSecret('plain text', key, 'c'), unreadable);
  });

  test('sealed for nothing, as in older installations, opens only to be sealed again', () => {
    const plain = 'scada-password-1';
    // Sealed under this key by the first version of the platform.
    const unbound = 'v1.BwcHBwcHBwcHBwcHJBp8vNyB6ZqCoJcpjISTCPIr0S41Hv04vsEfQF-oG3I';
    assert.equal(isUnboundSecret(unbound), true);
    assert.equal(openUnboundSecret(unbound, key), plain);
    const unreadable = { code: 'SECRET.UNREADABLE' };
    assert.throws(() => openSecret(unbound, key, ''), unreadable);
    assert.throws(() => openSecret(unbound.replace('v1.', 'v2.'), key, 'organization-a'), unreadable);
    const bound = sealSecret(plain, key, 'organization-a');
    assert.equal(isUnboundSecret(bound), false);
    assert.throws(() => openUnboundSecret(bound.replace('v2.', 'v1.'), key), unreadable);
  });

  test('refuses a key of another length', () => {
    assert.throws(() => sealSecret('a', 'abcd', 'c'), { code: 'SECRET.KEY_INVALID' });
  });
});
