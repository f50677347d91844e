import { randomUUID } from 'node:crypto';
import { AppError, type User } from '@eagle/contracts/domain';
import { CONFIG, Logger, Metrics } from '@eagle/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { METRICS } from '../declared-metrics.js';
import { type FailedTries, SessionRepository } from './session.repository.js';
import { UserRepository } from './user.repository.js';
import { authorOf } from '../audit/audit-log.js';
import { Refusals } from '../audit/refusals.js';
import type { GatewayConfig } from '../config.js';
import type { Caller } from '../http/caller.decorator.js';
import { AccessWithdrawal } from '../live-push/access-withdrawal.js';
import { CLOCK, type Clock } from '../ports.js';
import type { Principal } from '../access/principal.js';
import { AccessTokens } from '../access/access-tokens.js';
import { GuardAccounts } from './guard-accounts.js';
import { PasswordHasher } from './password-hasher.js';
import { accessWithdrawn } from '../access/principals.js';
import {
  decideRefresh,
  LOST_ANSWER_GRACE_MS,
  newRefreshToken,
  REFRESH_TOKEN_LIFE_MS,
  type RefreshDecision,
  refreshTokenHash,
  REPEAT_GRACE_MS,
  successorKey,
  successorOf,
} from './refresh-token.js';

export interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly tokenType: 'Bearer';
  readonly expiresIn: number;
}

/** Tokens, and whom they belong to. */
interface IssuedTokens {
  readonly tokens: Tokens;
  readonly user: User;
}

/** The result of a sign-in, and the wrong tries at the account before it. */
export interface SignedIn extends IssuedTokens {
  readonly failedTriesBefore: FailedTries;
}

/** The result of a renewal in a browser: tokens, or why there are none. */
export type Renewed = IssuedTokens | { readonly ended: 'expired' | 'ended' | 'withdrawn' };

type Refreshed =
  | ({ readonly decision: 'rotate' | 'repeat' } & IssuedTokens)
  | { readonly decision: Exclude<RefreshDecision, 'rotate' | 'repeat'> };

/**
 * The outcome of one comparison. `overtaken`: the stored hash was replaced before the sign-in could
 * begin.
 */
type TriedPassword =
  | { readonly kind: 'refused'; readonly user: User | null }
  | { readonly kind: 'overtaken'; readonly user: User }
  | {
      readonly kind: 'signed-in';
      readonly user: User;
      readonly sessionId: string;
      readonly refreshToken: string;
      readonly failedTriesBefore: FailedTries;
    };

/** Signing in, staying signed in, signing out. */
@Injectable()
export class SignIn {
  private readonly successors: Buffer;

  constructor(
    @Inject(UserRepository) private readonly users: UserRepository,
    @Inject(SessionRepository) private readonly sessions: SessionRepository,
    @Inject(AccessTokens) private readonly accessTokens: AccessTokens,
    @Inject(GuardAccounts) private readonly guard: GuardAccounts,
    @Inject(PasswordHasher) private readonly hasher: PasswordHasher,
    @Inject(Refusals) private readonly refusals: Refusals,
    @Inject(AccessWithdrawal) private readonly withdrawal: AccessWithdrawal,
    @Inject(CONFIG) private readonly config: GatewayConfig,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(Logger) private readonly logger: Logger,
    @Inject(Metrics) private readonly metrics: Metrics,
  ) {
    this.successors = successorKey(config.JWT_SECRET.reveal());
  }

  /**
   * @throws AppError `AUTH.WRONG_CREDENTIALS` (unauthenticated), the same whether address, password
   * or right is missing; `AUTH.TRY_LATER` (exhausted) and `AUTH.TOO_MANY_AT_ONCE` (unavailable),
   * the same for accounts that do not exist.
   */
  async login(email: string, password: string, caller: Caller): Promise<SignedIn> {
    // Before a try is counted that would not be checked.
    this.hasher.refuseWhenFull();
    const attempt = await this.guard.take(email, caller.network);
    let tried = await this.tryPassword(email, password, caller);
    // Another sign-in has just replaced an outdated hash, or the password was changed: compare once
    // more with the stored hash.
    if (tried.kind === 'overtaken') tried = await this.tryPassword(email, password, caller);
    const isSignedIn = tried.kind === 'signed-in';
    const outcome = isSignedIn ? 'signed-in' : 'refused';
    this.metrics.counter(METRICS.logins).inc({ outcome });
    if (tried.kind !== 'signed-in') {
      await attempt.wrong();
      this.noteRefusal(tried.user, caller);
      throw wrongCredentials();
    }
    await attempt.right();
    const { user, sessionId, refreshToken, failedTriesBefore } = tried;
    return { tokens: this.tokens(user, sessionId, refreshToken), user, failedTriesBefore };
  }

  private async tryPassword(email: string, password: string, caller: Caller): Promise<TriedPassword> {
    const found = await this.users.credentials(email);
    const check = await this.hasher.check(password, found?.passwordHash ?? null);
    if (found === null) return { kind: 'refused', user: null };
    const { user, passwordHash, isActive } = found;
    if (!check.isRight || !isActive) return { kind: 'refused', user };
    const sessionId = randomUUID();
    const refreshToken = newRefreshToken();
    const failedTriesBefore = await this.sessions.begin({
      sessionId,
      user,
      passwordHash,
      replacementHash: check.replacement,
      ...this.newToken(refreshToken, caller),
    });
    if (failedTriesBefore === null) return { kind: 'overtaken', user };
    return { kind: 'signed-in', user, sessionId, refreshToken, failedTriesBefore };
  }

  private noteRefusal(user: User | null, caller: Caller): void {
    this.refusals.note({
      organizationId: user?.organizationId ?? null,
      action: 'SIGN_IN.REFUSED',
      subject: { kind: 'user', id: user?.id ?? 'unknown' },
      details: { address: caller.address, count: 1 },
      by: authorOf(user === null ? null : { userId: user.id }),
    });
  }

  /**
   * A token that is presented again within a short grace period gets the same successor.
   * @throws AppError `AUTH.REFRESH_REFUSED`, `AUTH.REFRESH_REUSED`, `AUTH.ACCESS_WITHDRAWN`
   * (unauthenticated), `AUTH.REFRESH_TOO_OFTEN` (exhausted).
   */
  async refresh(token: string, caller: Caller): Promise<Tokens> {
    const refreshed = await this.exchange(token, caller, REPEAT_GRACE_MS);
    switch (refreshed.decision) {
      case 'rotate':
      case 'repeat':
        return refreshed.tokens;
      case 'reused':
        throw refreshReused();
      case 'withdrawn':
        throw accessWithdrawn();
      case 'too-often':
        throw refreshTooOften();
      case 'unknown':
      case 'revoked':
      case 'expired':
        throw refreshRefused();
    }
  }

  /**
   * The same for a browser, which is told why a sign-in has ended, and for longer gets again an
   * answer that it lost.
   * @throws AppError `AUTH.REFRESH_TOO_OFTEN` (exhausted).
   */
  async renew(token: string, caller: Caller): Promise<Renewed> {
    const refreshed = await this.exchange(token, caller, LOST_ANSWER_GRACE_MS);
    switch (refreshed.decision) {
      case 'rotate':
      case 'repeat':
        return { tokens: refreshed.tokens, user: refreshed.user };
      case 'withdrawn':
        return { ended: 'withdrawn' };
      case 'too-often':
        throw refreshTooOften();
      case 'reused':
      case 'revoked':
        return { ended: 'ended' };
      case 'unknown':
      case 'expired':
        return { ended: 'expired' };
    }
  }

  private async exchange(token: string, caller: Caller, lostAnswerMs: number): Promise<Refreshed> {
    const successor = successorOf(token, this.successors);
    const next = this.newToken(successor, caller);
    const policy = { exchangesMax: this.config.REFRESHES_PER_MINUTE, lostAnswerMs };
    const exchanged = await this.sessions.exchange(refreshTokenHash(token), next, (stored) =>
      decideRefresh(stored, next.nowMs, policy),
    );
    this.metrics.counter(METRICS.refreshes).inc({ outcome: exchanged.decision });
    if (!('user' in exchanged)) return exchanged;
    if (exchanged.decision === 'reused') {
      this.reportReuse(exchanged.user, exchanged.sessionId);
      return { decision: 'reused' };
    }
    const { decision, user, sessionId } = exchanged;
    return { decision, tokens: this.tokens(user, sessionId, successor), user };
  }

  private reportReuse(user: User, sessionId: string): void {
    this.logger.warn({ userId: user.id }, 'A refresh token was used twice; its sign-in is revoked');
    this.withdrawal.endSession(sessionId);
  }

  async logout(principal: Principal): Promise<void> {
    await this.sessions.end(principal, principal.sessionId, authorOf(principal), this.clock());
    this.withdrawal.endSession(principal.sessionId);
  }

  /** @throws AppError `AUTH.ACCESS_WITHDRAWN` where the user went away in between. */
  async me(principal: Principal): Promise<User> {
    const user = await this.users.find(principal.userId);
    if (user === null) throw accessWithdrawn();
    return user;
  }

  private tokens(user: User, sessionId: string, refreshToken: string): Tokens {
    return {
      accessToken: this.accessTokens.issue(user.id, sessionId),
      refreshToken,
      tokenType: 'Bearer',
      expiresIn: Math.ceil(this.config.ACCESS_TOKEN_MS / 1_000),
    };
  }

  private newToken(token: string, caller: Caller) {
    const nowMs = this.clock();
    const expiresAtMs = nowMs + REFRESH_TOKEN_LIFE_MS;
    return { tokenHash: refreshTokenHash(token), nowMs, expiresAtMs, caller };
  }
}

function wrongCredentials(): AppError {
  return new AppError('AUTH.WRONG_CREDENTIALS', 'E-mail address or password is wrong.');
}

function refreshReused(): AppError {
  return new AppError(
    'AUTH.REFRESH_REUSED',
    'This refresh token was used before. Its sign-in and all its tokens are revoked: sign in again.',
  );
}

function refreshRefused(): AppError {
  return new AppError('AUTH.REFRESH_REFUSED', 'The refresh token is not valid: sign in again.');
}

function refreshTooOften(): AppError {
  return new AppError(
    'AUTH.REFRESH_TOO_OFTEN',
    'This sign-in was refreshed too often: use the access token until it ends, then try again.',
    { retryAfterSeconds: 60 },
  );
}
