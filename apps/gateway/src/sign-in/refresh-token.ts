import { createHash, randomBytes } from 'node:crypto';

export const REFRESH_TOKEN_LIFE_MS = 30 * 24 * 60 * 60 * 1_000;

/** 256 bits of chance: it needs no slow hash, and cannot be guessed. */
export function newRefreshToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What is stored of it, hex: a stolen table of these signs nobody in. */
export function refreshTokenHash(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** A refresh token as the database knows it. */
export interface StoredRefreshToken {
  readonly expiresAtMs: number;
  /** When it was exchanged for its successor; each is exchanged once. */
  readonly usedAtMs: number | null;
  /** When its family was revoked: by signing out, by reuse, by disabling the user. */
  readonly revokedAtMs: number | null;
  readonly isUserEnabled: boolean;
  readonly isOrganizationEnabled: boolean;
}

/**
 * What becomes of a refresh token that is presented. `reused`: it was exchanged before, so two parties hold it and one stole it; the
 * whole family is revoked, because nobody can say which one.
 */
export type RefreshDecision = 'rotate' | 'unknown' | 'revoked' | 'expired' | 'reused' | 'withdrawn';

export function decideRefresh(stored: StoredRefreshToken | null, nowMs: number): RefreshDecision {
  if (stored === null) return 'unknown';
  if (stored.revokedAtMs !== null) return 'revoked';
  if (stored.usedAtMs !== null) return 'reused';
  if (stored.expiresAtMs <= nowMs) return 'expired';
  if (!stored.isUserEnabled || !stored.isOrganizationEnabled) return 'withdrawn';
  return 'rotate';
}
