import { randomUUID } from 'node:crypto';
import {
  AppError,
  type OrganizationId,
  roleSchema,
  type User,
  type UserId,
  userIdSchema,
  emailSchema,
  text,
} from '@eagle/contracts/domain';
import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { SessionRepository } from '../adapters/postgres/session.repository.js';
import { UserRepository } from '../adapters/postgres/user.repository.js';
import { AuditLog } from '../audit/audit-log.js';
import { cutPage, decodeCursor, type Page, type PageQuery } from '../http/page.js';
import { AccessWithdrawal } from '../live-push/access-withdrawal.js';
import { CLOCK, type Clock } from '../ports.js';
import { GuardAccounts } from '../sign-in/guard-accounts.js';
import { PasswordHasher } from '../sign-in/password-hasher.js';
import { newPasswordSchema, PasswordStrength, refuseCommonPassword } from '../sign-in/password-policy.js';
import type { Principal } from '../tenancy/principal.js';

const nameSchema = text(120);

/** Roles that belong to an organization; a super-admin belongs to none. */
export const memberRoleSchema = roleSchema.exclude(['SUPER_ADMIN']);

export const newMemberSchema = z.object({
  email: emailSchema,
  name: nameSchema.default(''),
  role: memberRoleSchema,
});
export const memberChangeSchema = z.object({
  name: nameSchema.optional(),
  role: memberRoleSchema.optional(),
  enabled: z.boolean().optional(),
  password: newPasswordSchema.optional(),
});
export const newSuperAdminSchema = newMemberSchema
  .omit({ role: true })
  .extend({ password: newPasswordSchema });

type NewSuperAdmin = z.output<typeof newSuperAdminSchema>;
type MemberChange = z.output<typeof memberChangeSchema>;

const emailPosition = z.tuple([emailSchema]);

/** The people of an organization, and (organization null) the super-admins. */
@Injectable()
export class Users {
  constructor(
    @Inject(UserRepository) private readonly repository: UserRepository,
    @Inject(SessionRepository) private readonly sessions: SessionRepository,
    @Inject(AccessWithdrawal) private readonly withdrawal: AccessWithdrawal,
    @Inject(PasswordStrength) private readonly strength: PasswordStrength,
    @Inject(PasswordHasher) private readonly hasher: PasswordHasher,
    @Inject(GuardAccounts) private readonly guard: GuardAccounts,
    @Inject(AuditLog) private readonly audit: AuditLog,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async list(organizationId: OrganizationId | null, query: PageQuery): Promise<Page<User>> {
    const [after] = query.cursor === undefined ? [''] : decodeCursor(query.cursor, emailPosition);
    const rows = await this.repository.list(organizationId, after, query.limit + 1);
    return cutPage(
      rows,
      query.limit,
      (row) => row,
      (row) => [row.email],
    );
  }

  /** Super-admins see all organizations, so nothing is given away here. @throws AppError `USER.EMAIL_TAKEN` (conflict). */
  async createSuperAdmin(principal: Principal, input: NewSuperAdmin): Promise<User> {
    const { email, name, password } = input;
    const id = userIdSchema.parse(randomUUID());
    const user: User = { id, email, name, role: 'SUPER_ADMIN', organizationId: null, enabled: true };
    const created = await this.repository.create(user, await this.hashOf(password, user), this.clock());
    await this.audit.record({
      principal,
      organizationId: null,
      action: 'USER.CREATED',
      target: `user/${created.id}`,
      details: { role: created.role },
    });
    return created;
  }

  /**
   * A changed password or role and a disabled user end every sign-in of that user, open sockets too.
   * @throws AppError `USER.NOT_FOUND`, `USER.OWN_ACCOUNT` (conflict).
   */
  async change(
    principal: Principal,
    organizationId: OrganizationId | null,
    userId: UserId,
    change: MemberChange,
  ): Promise<User> {
    const { name, role, enabled, password } = change;
    if (userId === principal.userId) refuseOwnAccount(change);
    const before = await this.repository.find(userId);
    if (before === null || before.organizationId !== organizationId) throw userNotFound();
    const passwordHash = password === undefined ? undefined : await this.hashOf(password, before);
    const user = await this.repository.change(userId, organizationId, { name, role, enabled, passwordHash });
    if (user === null) throw userNotFound();
    if (enabled === false || password !== undefined || role !== undefined) {
      await this.sessions.endUser(userId, this.clock());
      this.withdrawal.endUser(userId);
    }
    if (password !== undefined) await this.guard.forget(user.email);
    await this.audit.record({
      principal,
      organizationId,
      action: 'USER.CHANGED',
      target: `user/${userId}`,
      details: { role, enabled, passwordChanged: password !== undefined },
    });
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
      'conflict',
      'Change your own password by POST /api/v1/auth/password, with the current one.',
    );
  }
  if (enabled === false || role !== undefined) {
    throw new AppError(
      'USER.OWN_ACCOUNT',
      'conflict',
      'Nobody can disable themselves or change their own role.',
    );
  }
}

function userNotFound(): AppError {
  return new AppError('USER.NOT_FOUND', 'not-found', 'There is no such user.');
}
