import { randomUUID } from 'node:crypto';
import {
  AppError,
  type OrganizationId,
  type User,
  type UserId,
  userIdSchema,
  emailSchema,
} from '@eagle/contracts/domain';
import {
  memberChangeSchema,
  newSuperAdminSchema,
  type Page,
  type PageQuery,
  type Person,
} from '@eagle/contracts/rest';
import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { UserRepository } from '../sign-in/user.repository.js';
import { authorOf } from '../audit/audit-log.js';
import { cutPage, decodeCursor } from '../http/page.js';
import { AccessWithdrawal } from '../live-push/access-withdrawal.js';
import { CLOCK, type Clock } from '../ports.js';
import { GuardAccounts } from '../sign-in/guard-accounts.js';
import { PasswordHasher } from '../sign-in/password-hasher.js';
import { PasswordStrength, refuseCommonPassword } from '../sign-in/password-policy.js';
import type { Principal } from '../access/principal.js';

type NewSuperAdmin = z.output<typeof newSuperAdminSchema>;
type MemberChange = z.output<typeof memberChangeSchema>;

const emailPosition = z.tuple([emailSchema]);

/** The people of an organization, and (organization null) the super-admins. */
@Injectable()
export class Users {
  constructor(
    @Inject(UserRepository) private readonly repository: UserRepository,
    @Inject(AccessWithdrawal) private readonly withdrawal: AccessWithdrawal,
    @Inject(PasswordStrength) private readonly strength: PasswordStrength,
    @Inject(PasswordHasher) private readonly hasher: PasswordHasher,
    @Inject(GuardAccounts) private readonly guard: GuardAccounts,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async list(organizationId: OrganizationId | null, query: PageQuery): Promise<Page<Person>> {
    const [after] = query.cursor === undefined ? [''] : decodeCursor(query.cursor, emailPosition);
    const rows = await this.repository.list(organizationId, after, query.limit + 1);
    return cutPage(
      rows,
      query.limit,
      (row) => row,
      (row) => [row.email],
    );
  }

  /**
   * Super-admins see all organizations, so this reveals nothing to them. @throws AppError
   * `USER.EMAIL_TAKEN` (conflict).
   */
  async createSuperAdmin(principal: Principal, input: NewSuperAdmin): Promise<Person> {
    const { email, name, password } = input;
    const id = userIdSchema.parse(randomUUID());
    const user: User = { id, email, name, role: 'SUPER_ADMIN', organizationId: null, enabled: true };
    const passwordHash = await this.hashOf(password, user);
    const created = await this.repository.create(user, passwordHash, authorOf(principal), this.clock());
    return { ...created, lastSignInAt: null };
  }

  /**
   * A changed password or role and a disabled user end every sign-in of that user, open sockets
   * too.
   * @throws AppError `USER.NOT_FOUND`, `USER.OWN_ACCOUNT` (conflict).
   */
  async change(
    principal: Principal,
    organizationId: OrganizationId | null,
    userId: UserId,
    change: MemberChange,
  ): Promise<Person> {
    const { name, role, enabled, password } = change;
    if (userId === principal.userId) refuseOwnAccount(change);
    const before = await this.repository.findIn(organizationId, userId);
    if (before === null) throw userNotFound();
    const passwordHash = password === undefined ? undefined : await this.hashOf(password, before);
    const fields = { name, role, enabled, passwordHash };
    const by = authorOf(principal);
    const changed = await this.repository.change(userId, organizationId, fields, by, this.clock());
    if (changed === null) throw userNotFound();
    const { user, isSignedOut } = changed;
    if (isSignedOut) this.withdrawal.endUser(userId);
    if (password !== undefined) await this.guard.forget(user.email);
    return user;
  }

  /** @throws AppError `AUTH.PASSWORD_COMMON` (invalid), `AUTH.TOO_MANY_AT_ONCE` (unavailable). */
  private async hashOf(password: string, { email, name }: Pick<User, 'email' | 'name'>): Promise<string> {
    await refuseCommonPassword(this.strength, password, [email, name], '/password');
    return this.hasher.hash(password);
  }
}

function refuseOwnAccount({ enabled, role, password }: MemberChange): void {
  if (password !== undefined) {
    throw new AppError(
      'USER.OWN_ACCOUNT',
      'Change your own password by POST /api/v1/auth/password, with the current one.',
    );
  }
  if (enabled === false || role !== undefined) {
    throw new AppError('USER.OWN_ACCOUNT', 'Nobody can disable themselves or change their own role.');
  }
}

function userNotFound(): AppError {
  return new AppError('USER.NOT_FOUND', 'There is no such user.');
}
