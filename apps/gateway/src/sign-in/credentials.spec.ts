import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { hashPassword, isPassword } from './password.js';
import {
  decideRefresh,
  newRefreshToken,
  refreshTokenHash,
  type StoredRefreshToken,
} from './refresh-token.js';

describe('passwords', () => {
  it('are known again, salted each time, and nothing else is taken for them', async () => {
    const [one, two] = await Promise.all([hashPassword('correct horse'), hashPassword('correct horse')]);
    assert.notEqual(one, two);
    assert.ok(await isPassword('correct horse', one));
    assert.ok(!(await isPassword('correct horsf', one)));
    assert.ok(!(await isPassword('correct horse', null)), 'nobody has no password');
    for (const broken of [
      '',
      'scrypt',
      'scrypt$99$8$1$AA$AA',
      one.slice(0, -5),
      one.replace('scrypt', 'plain'),
    ]) {
      assert.ok(!(await isPassword('correct horse', broken)), broken);
    }
  });

  it('are the same however their letters were composed', async () => {
    assert.ok(await isPassword('pa\u0073\u0308sword', await hashPassword('pas\u0308sword')));
    assert.ok(await isPassword('caf\u00e9', await hashPassword('cafe\u0301')));
  });
});

describe('refresh tokens', () => {
  const fresh: StoredRefreshToken = {
    expiresAtMs: 1_000,
    usedAtMs: null,
    revokedAtMs: null,
    isUserEnabled: true,
    isOrganizationEnabled: true,
  };

  it('rotate once, and say by reuse that one was stolen', () => {
    assert.equal(decideRefresh(fresh, 999), 'rotate');
    assert.equal(decideRefresh(fresh, 1_000), 'expired');
    assert.equal(decideRefresh({ ...fresh, usedAtMs: 5 }, 10), 'reused');
    assert.equal(decideRefresh({ ...fresh, usedAtMs: 5 }, 5_000), 'reused', 'also long after');
    assert.equal(decideRefresh({ ...fresh, usedAtMs: 5, revokedAtMs: 6 }, 10), 'revoked');
    assert.equal(decideRefresh({ ...fresh, isUserEnabled: false }, 10), 'withdrawn');
    assert.equal(decideRefresh({ ...fresh, isOrganizationEnabled: false }, 10), 'withdrawn');
    assert.equal(decideRefresh(null, 10), 'unknown');
  });

  it('are never stored as they are', () => {
    const token = newRefreshToken();
    assert.match(refreshTokenHash(token), /^[0-9a-f]{64}$/);
    assert.notEqual(token, newRefreshToken());
  });
});
