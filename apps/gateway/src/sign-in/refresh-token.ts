import { createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto';

export const REFRESH_TOKEN_LIFE_MS = 30 * 24 * 60 * 60 * 1_000;
/**
 * For this time after its exchange, a token gets the same successor again: two tabs that refresh at
 * once, or a client that lost the answer, are one party that repeats itself. After this time a
 * second use is theft.
 */
export const REPEAT_GRACE_MS = 30_000;
/**
 * For this time a browser gets the same successor again while that successor was never presented: it
 * lost the answer, and its network comes back minutes later. Its token is in a cookie that scripts
 * cannot read, so it is harder to steal than one that a client holds.
 */
export const LOST_ANSWER_GRACE_MS = 10 * 60_000;

/** 256 random bits: it needs no slow hash, and cannot be guessed. */
export function newRefreshToken(): string {
  return randomBytes(32).toString('base64url');
}

/** The stored hash of it, hex: a stolen table of hashes signs nobody in. */
export function refreshTokenHash(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/**
 * A separate key for successors, derived from the secret that signs access tokens: every replica
 * has the same.
 */
export function successorKey(jwtSecretHex: string): Buffer {
  return Buffer.from(hkdfSync('sha256', Buffer.from(jwtSecretHex, 'hex'), '', 'eagle refresh successor', 32));
}

/**
 * The token that follows another one. It is always the same for the same token, so that every
 * replica can give it again without storing it. Somebody who knows the table or the older token,
 * but not the key, cannot make it.
 */
export function successorOf(token: string, key: Buffer): string {
  return createHmac('sha256', key).update(token).digest('base64url');
}

/** A refresh token as the database knows it. */
export interface StoredRefreshToken {
  readonly expiresAtMs: number;
  /** When it was exchanged for its successor. */
  readonly usedAtMs: number | null;
  /** Whether the successor was presented: its holder has it, so the answer was not lost. */
  readonly isSuccessorUsed: boolean;
  /** When its sign-in ended: by signing out, by reuse, by disabling the user. */
  readonly revokedAtMs: number | null;
  readonly isUserEnabled: boolean;
  readonly isOrganizationEnabled: boolean;
  /** Exchanges within this sign-in during the last minute. */
  readonly exchangesLastMinute: number;
}

/**
 * The decision about a presented refresh token. `repeat`: it was exchanged a moment ago, and the
 * same successor is given again. `reused`: it was exchanged before that, so two parties hold it and
 * one stole it; the whole sign-in ends, because nobody can say which one.
 */
export type RefreshDecision =
  'rotate' | 'repeat' | 'unknown' | 'revoked' | 'expired' | 'reused' | 'withdrawn' | 'too-often';

/** What holds for a token, by where its holder keeps it. */
export interface RefreshPolicy {
  /** Exchanges that one sign-in may make in a minute. */
  readonly exchangesMax: number;
  /** How long a token whose successor was never presented gets it again. */
  readonly lostAnswerMs: number;
}

export function decideRefresh(
  stored: StoredRefreshToken | null,
  nowMs: number,
  { exchangesMax, lostAnswerMs }: RefreshPolicy,
): RefreshDecision {
  if (stored === null) return 'unknown';
  const hasAccess = stored.isUserEnabled && stored.isOrganizationEnabled;
  // Disabling a user ends their sign-ins as well: the person learns that the access is gone.
  if (stored.revokedAtMs !== null) return hasAccess ? 'revoked' : 'withdrawn';
  // In both directions: the clock of the replica that answered first may be a little ahead.
  const graceMs = stored.isSuccessorUsed ? REPEAT_GRACE_MS : Math.max(REPEAT_GRACE_MS, lostAnswerMs);
  const isRepeat = stored.usedAtMs !== null && Math.abs(nowMs - stored.usedAtMs) <= graceMs;
  if (stored.usedAtMs !== null && !isRepeat) return 'reused';
  if (stored.expiresAtMs <= nowMs) return 'expired';
  if (!hasAccess) return 'withdrawn';
  if (isRepeat) return 'repeat';
  return stored.exchangesLastMinute >= exchangesMax ? 'too-often' : 'rotate';
}
