import { AppError } from '@eagle/contracts/domain';
import type { Page, PageQuery } from '@eagle/contracts/rest';
import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { type FailedTries, SessionRepository, type SessionView } from './session.repository.js';
import { UserRepository } from './user.repository.js';
import { authorOf } from '../audit/audit-log.js';
import type { Caller } from '../http/caller.decorator.js';
import { cutPage, decodeCursor } from '../http/page.js';
import { AccessWithdrawal } from '../live-push/access-withdrawal.js';
import { CLOCK, type Clock } from '../ports.js';
import type { Principal } from '../access/principal.js';
import { GuardAccounts } from './guard-accounts.js';
import { PasswordHasher } from './password-hasher.js';
import { PasswordStrength, refuseCommonPassword } from './password-policy.js';
import { accessWithdrawn } from '../access/principals.js';

const sessionPosition = z.tuple([z.iso.datetime(), z.uuid()]);

export interface OwnSessions extends Page<SessionView & { readonly isCurrent: boolean }> {
  /** Wrong passwords since the last sign-in. */
  readonly failedTries: FailedTries;
}

/** What people do with their own account: change the password, see their sign-ins, end them. */
@Injectable()
export class OwnAccount {
  constructor(
    @Inject(UserRepository) private readonly users: UserRepository,
    @Inject(SessionRepository) private readonly sessions: SessionRepository,
    @Inject(GuardAccounts) private readonly guard: GuardAccounts,
    @Inject(PasswordStrength) private readonly strength: PasswordStrength,
    @Inject(PasswordHasher) private readonly hasher: PasswordHasher,
    @Inject(AccessWithdrawal) private readonly withdrawal: AccessWithdrawal,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * Ends every other sign-in: anybody else who knew the old password is signed out.
   * @throws AppError `AUTH.WRONG_PASSWORD` (forbidden), `AUTH.PASSWORD_COMMON` (invalid),
   * `AUTH.TRY_LATER` (exhausted), `AUTH.PASSWORD_CHANGED` (conflict), `AUTH.TOO_MANY_AT_ONCE`
   * (unavailable).
   */
  async changePassword(principal: Principal, current: string, next: string, caller: Caller): Promise<void> {
    const user = await this.users.find(principal.userId);
    if (user === null) throw accessWithdrawn();
    this.hasher.refuseWhenFull();
    // A stolen access token must not guess the password any faster than somebody without one.
    const attempt = await this.guard.take(user.email, caller.network);
    const found = await this.users.credentials(user.email);
    const check = await this.hasher.check(current, found?.passwordHash ?? null);
    if (found === null || !check.isRight) {
      await attempt.wrong();
      throw wrongPassword();
    }
    await attempt.right();
    await refuseCommonPassword(this.strength, next, [user.email, user.name], '/newPassword');
    const password = { formerHash: found.passwordHash, newHash: await this.hasher.hash(next) };
    const by = authorOf(principal);
    const ended = await this.users.replacePassword(principal, password, by, this.clock());
    if (ended === null) throw passwordChanged();
    for (const each of ended) this.withdrawal.endSession(each);
  }

  async list(principal: Principal, query: PageQuery): Promise<OwnSessions> {
    const at = query.cursor === undefined ? null : decodeCursor(query.cursor, sessionPosition);
    const after = at === null ? null : { lastUsedAt: new Date(at[0]), id: at[1] };
    const [rows, failedTries] = await Promise.all([
      this.sessions.list(principal, after, query.limit + 1, this.clock()),
      this.sessions.failedTries(principal),
    ]);
    const page = cutPage(
      rows,
      query.limit,
      (row) => ({ ...row, isCurrent: row.id === principal.sessionId }),
      (row) => [row.lastUsedAt, row.id],
    );
    return { ...page, failedTries };
  }

  /**
   * @throws AppError `AUTH.SESSION_NOT_FOUND` (not-found), also for sign-ins of other users and for
   *   ended ones.
   */
  async end(principal: Principal, sessionId: string): Promise<void> {
    const isEnded = await this.sessions.end(principal, sessionId, authorOf(principal), this.clock());
    if (!isEnded) {
      throw new AppError('AUTH.SESSION_NOT_FOUND', 'You have no such sign-in that is still open.');
    }
    this.withdrawal.endSession(sessionId);
  }

  /** All but the caller's own. @returns how many. */
  async endOthers(principal: Principal): Promise<number> {
    const { sessionId } = principal;
    const ended = await this.sessions.endOthers(principal, sessionId, authorOf(principal), this.clock());
    for (const each of ended) this.withdrawal.endSession(each);
    return ended.length;
  }
}

function wrongPassword(): AppError {
  return new AppError('AUTH.WRONG_PASSWORD', 'The current password is wrong.', {
    errors: [{ pointer: '/currentPassword', detail: 'wrong' }],
  });
}

function passwordChanged(): AppError {
  return new AppError(
    'AUTH.PASSWORD_CHANGED',
    'The password was changed from somewhere else at the same time: sign in with the new one.',
  );
}
