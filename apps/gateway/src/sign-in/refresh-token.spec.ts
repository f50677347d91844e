import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  decideRefresh,
  LOST_ANSWER_GRACE_MS,
  newRefreshToken,
  refreshTokenHash,
  REPEAT_GRACE_MS,
  successorKey,
  successorOf,
  type StoredRefreshToken,
} from './refresh-token.js';

describe('refresh tokens', () => {
  const fresh: StoredRefreshToken = {
    expiresAtMs: 1_000,
    usedAtMs: null,
    isSuccessorUsed: false,
    revokedAtMs: null,
    isUserEnabled: true,
    isOrganizationEnabled: true,
    exchangesLastMinute: 0,
  };
  const EXCHANGES_MAX = 3;
  const decide = (stored: StoredRefreshToken | null, nowMs: number) =>
    decideRefresh(stored, nowMs, { exchangesMax: EXCHANGES_MAX, lostAnswerMs: REPEAT_GRACE_MS });

  test('rotate once, are repeated for a short grace period, and show a theft by later reuse', () => {
    assert.equal(decide(fresh, 999), 'rotate');
    assert.equal(decide(fresh, 1_000), 'expired');
    assert.equal(decide({ ...fresh, usedAtMs: 5 }, 10), 'repeat');
    assert.equal(decide({ ...fresh, usedAtMs: 10 }, 5), 'repeat', 'by a replica with a clock that is behind');
    const later = { ...fresh, expiresAtMs: 1e9, usedAtMs: 5 };
    assert.equal(decide(later, 5 + REPEAT_GRACE_MS), 'repeat');
    assert.equal(decide(later, 6 + REPEAT_GRACE_MS), 'reused');
    assert.equal(decide({ ...fresh, usedAtMs: 5 }, 1e9), 'reused', 'also long after');
    assert.equal(decide({ ...fresh, usedAtMs: 5, revokedAtMs: 6 }, 10), 'revoked');
    assert.equal(decide({ ...fresh, usedAtMs: 5, isUserEnabled: false }, 10), 'withdrawn');
    assert.equal(decide({ ...fresh, revokedAtMs: 6, isUserEnabled: false }, 10), 'withdrawn');
    assert.equal(decide({ ...fresh, isUserEnabled: false }, 10), 'withdrawn');
    assert.equal(decide({ ...fresh, isOrganizationEnabled: false }, 10), 'withdrawn');
    assert.equal(decide(null, 10), 'unknown');
  });

  test('of a browser are repeated for longer, while nobody presented the successor', () => {
    const policy = { exchangesMax: EXCHANGES_MAX, lostAnswerMs: LOST_ANSWER_GRACE_MS };
    const lost = { ...fresh, expiresAtMs: 1e9, usedAtMs: 0 };
    const taken = { ...lost, isSuccessorUsed: true };
    assert.equal(decideRefresh(lost, LOST_ANSWER_GRACE_MS, policy), 'repeat');
    assert.equal(decideRefresh(lost, LOST_ANSWER_GRACE_MS + 1, policy), 'reused');
    assert.equal(decideRefresh(taken, REPEAT_GRACE_MS, policy), 'repeat');
    assert.equal(decideRefresh(taken, REPEAT_GRACE_MS + 1, policy), 'reused');
  });

  test('are exchanged a bounded number of times a minute; repeating costs nothing', () => {
    assert.equal(decide({ ...fresh, exchangesLastMinute: EXCHANGES_MAX - 1 }, 10), 'rotate');
    assert.equal(decide({ ...fresh, exchangesLastMinute: EXCHANGES_MAX }, 10), 'too-often');
    assert.equal(decide({ ...fresh, exchangesLastMinute: EXCHANGES_MAX, usedAtMs: 5 }, 10), 'repeat');
  });

  test('have one successor each, which only the holder of the secret can make', () => {
    const secret = '5c'.repeat(32);
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.string({ minLength: 1 }), (one, other) => {
        const successor = successorOf(one, successorKey(secret));
        assert.equal(successor, successorOf(one, successorKey(secret)));
        assert.match(successor, /^[A-Za-z0-9_-]{43}$/);
        assert.notEqual(successor, successorOf(one, successorKey('5d'.repeat(32))));
        if (one !== other) assert.notEqual(successor, successorOf(other, successorKey(secret)));
      }),
    );
  });

  test('are never stored in clear text', () => {
    const token = newRefreshToken();
    assert.match(refreshTokenHash(token), /^[0-9a-f]{64}$/);
    assert.notEqual(token, newRefreshToken());
  });
});
