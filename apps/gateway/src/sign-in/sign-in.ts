import { randomUUID } from 'node:crypto';
import { AppError, type User } from '@eagle/contracts';
import { Logger, Metrics } from '@eagle/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { SessionRepository } from '../adapters/postgres/session.repository.js';
import { UserRepository } from '../adapters/postgres/user.repository.js';
import { AuditLog } from '../audit/audit-log.js';
import type { GatewayConfig } from '../config.js';
import { AccessWithdrawal } from '../live-push/access-withdrawal.js';
import { CLOCK, type Clock, GATEWAY_CONFIG } from '../ports.js';
import type { Principal } from '../tenancy/principal.js';
import { AccessTokens } from './access-tokens.js';
import { isPassword } from './password.js';
import { accessWithdrawn } from './principals.js';
import { decideRefresh, newRefreshToken, REFRESH_TOKEN_LIFE_MS, refreshTokenHash } from './refresh-token.js';

export interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly tokenType: 'Bearer';
  readonly expiresIn: number;
}

/** Signing in, staying signed in, signing out. */
@Injectable()
export class SignIn {
  constructor(
    @Inject(UserRepository) private readonly users: UserRepository,
    @Inject(SessionRepository) private readonly sessions: SessionRepository,
    @Inject(AccessTokens) private readonly accessTokens: AccessTokens,
    @Inject(AuditLog) private readonly audit: AuditLog,
    @Inject(AccessWithdrawal) private readonly withdrawal: AccessWithdrawal,
    @Inject(GATEWAY_CONFIG) private readonly config: GatewayConfig,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(Logger) private readonly logger: Logger,
    @Inject(Metrics) private readonly metrics: Metrics,
  ) {}

  /** @throws AppError `AUTH.WRONG_CREDENTIALS` (unauthenticated), the same whether address, password or right is missing. */
  async login(email: string, password: string): Promise<Tokens> {
    const found = await this.users.credentials(email);
    const isRight = await isPassword(password, found?.passwordHash ?? null);
    const outcome = found !== null && isRight && found.isActive ? 'signed-in' : 'refused';
    this.metrics.counter('eagle_gateway_logins_total', 'Sign-ins by outcome.', ['outcome']).inc({ outcome });
    if (found === null || outcome === 'refused') {
      await this.audit.record({
        principal: found === null ? null : { userId: found.user.id },
        organizationId: found?.user.organizationId ?? null,
        action: 'SIGN_IN.REFUSED',
        target: found === null ? 'user/unknown' : `user/${found.user.id}`,
      });
      throw new AppError('AUTH.WRONG_CREDENTIALS', 'unauthenticated', 'E-mail address or password is wrong.');
    }
    const { user } = found;
    const sessionId = randomUUID();
    const refreshToken = newRefreshToken();
    const nowMs = this.clock();
    await this.sessions.begin({
      sessionId,
      user,
      tokenHash: refreshTokenHash(refreshToken),
      nowMs,
      expiresAtMs: nowMs + REFRESH_TOKEN_LIFE_MS,
    });
    await this.audit.record({
      principal: { userId: user.id },
      organizationId: user.organizationId,
      action: 'SIGN_IN.BEGUN',
      target: `user/${user.id}`,
    });
    return this.tokens(user, sessionId, refreshToken);
  }

  /** @throws AppError `AUTH.REFRESH_REFUSED`, `AUTH.REFRESH_REUSED`, `AUTH.ACCESS_WITHDRAWN` (unauthenticated). */
  async refresh(token: string): Promise<Tokens> {
    const successor = newRefreshToken();
    const nowMs = this.clock();
    const exchanged = await this.sessions.exchange(
      refreshTokenHash(token),
      { tokenHash: refreshTokenHash(successor), nowMs, expiresAtMs: nowMs + REFRESH_TOKEN_LIFE_MS },
      (stored) => decideRefresh(stored, nowMs),
    );
    this.metrics
      .counter('eagle_gateway_refreshes_total', 'Refresh tokens presented, by outcome.', ['outcome'])
      .inc({ outcome: exchanged.decision });
    switch (exchanged.decision) {
      case 'rotate':
        return this.tokens(exchanged.user, exchanged.sessionId, successor);
      case 'reused':
        this.logger.warn(
          { userId: exchanged.user.id },
          'A refresh token was used twice; its sign-in is revoked',
        );
        this.withdrawal.endSession(exchanged.sessionId);
        await this.audit.record({
          principal: { userId: exchanged.user.id },
          organizationId: exchanged.user.organizationId,
          action: 'SIGN_IN.REUSE_DETECTED',
          target: `user/${exchanged.user.id}`,
        });
        throw new AppError(
          'AUTH.REFRESH_REUSED',
          'unauthenticated',
          'This refresh token was used before. Everything that came of its sign-in is revoked: sign in again.',
        );
      case 'withdrawn':
        throw accessWithdrawn();
      case 'unknown':
      case 'revoked':
      case 'expired':
        throw new AppError(
          'AUTH.REFRESH_REFUSED',
          'unauthenticated',
          'The refresh token is not valid: sign in again.',
        );
    }
  }

  async logout(principal: Principal): Promise<void> {
    await this.sessions.revoke(principal.sessionId, this.clock());
    this.withdrawal.endSession(principal.sessionId);
    await this.audit.record({
      principal,
      organizationId: principal.organizationId,
      action: 'SIGN_IN.ENDED',
      target: `user/${principal.userId}`,
    });
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
}
