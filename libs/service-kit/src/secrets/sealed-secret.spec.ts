import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { openSecret, sealSecret } from './sealed-secret.js';

const key = '0f'.repeat(32);

describe('a sealed secret', () => {
  it('opens to what was sealed, for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (plain, context) => {
        assert.equal(openSecret(sealSecret(plain, key, context), key, context), plain);
      }),
    );
  });

  it('looks different each time', () => {
    assert.notEqual(sealSecret('a', key), sealSecret('a', key));
  });

  it('does not open under another key, for another organization, or once changed', () => {
    const sealed = sealSecret('password', key, 'organization-a');
    const changed = `${sealed.slice(0, -2)}${sealed.endsWith('AA') ? 'BB' : 'AA'}`;
    const unreadable = { code: 'SECRET.UNREADABLE' };
    assert.throws(() => openSecret(sealed, 'f0'.repeat(32), 'organization-a'), unreadable);
    assert.throws(() => openSecret(sealed, key, 'organization-b'), unreadable);
    assert.throws(() => openSecret(changed, key, 'organization-a'), unreadable);
    assert.throws(() => openSecret('plain text', key), unreadable);
  });

  it('refuses a key of another length', () => {
    assert.throws(() => sealSecret('a', 'abcd'), { code: 'SECRET.KEY_INVALID' });
  });
});
