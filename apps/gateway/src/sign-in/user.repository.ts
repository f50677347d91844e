import {
  AppError,
  type AuditAuthor,
  type AuditEntry,
  BY_PLATFORM,
  organizationIdSchema,
  type OrganizationId,
  roleSchema,
  type User,
  userIdSchema,
  type UserId,
  platformText,
} from '@eagle/contracts/domain';
import type { Person } from '@eagle/contracts/rest';
import { audit, type Database, type Edit } from '@eagle/persistence';
import { DATABASE } from '@eagle/service-kit/database';
import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { formOf, type HashForm } from './password-hash-form.js';
import type { Principal } from '../access/principal.js';
import { endSignIns } from './end-sign-ins.js';
import { queryRows } from '../query-rows.js';

const userRow = z.object({
  id: userIdSchema,
  email: platformText,
  name: platformText,
  role: roleSchema,
  organization_id: organizationIdSchema.nullable(),
  enabled: z.boolean(),
});
/** Columns that need not leave the database. */
const SECRETS = { passwordHash: true } as const;
const storedUser = z.object({
  id: userIdSchema,
  email: platformText,
  name: platformText,
  role: roleSchema,
  organizationId: organizationIdSchema.nullable(),
  enabled: z.boolean(),
});
const storedPerson = storedUser.extend({
  lastSignInAt: z
    .date()
    .transform((at) => at.toISOString())
    .nullable(),
});
const credentialsRow = userRow.extend({ password_hash: platformText, organization_enabled: z.boolean() });

const formRow = z.object({ form: platformText });

const USER_COLUMNS = 'u.id, u.email, u.name, u.role, u.organization_id, u.enabled';

export interface Credentials {
  readonly user: User;
  readonly passwordHash: string;
  readonly isActive: boolean;
}

/** The fields that an edit may change; an absent field stays. */
export interface UserChange {
  readonly name?: string | undefined;
  readonly role?: User['role'] | undefined;
  readonly enabled?: boolean | undefined;
  readonly passwordHash?: string | undefined;
}

/**
 * Users of all organizations. Read across them only to sign people in; lists and edits are by
 * organization.
 */
@Injectable()
export class UserRepository {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  credentials(email: string): Promise<Credentials | null> {
    return this.database.forPlatform(async (tx) => {
      const rows = await queryRows(
        tx,
        `SELECT ${USER_COLUMNS}, u.password_hash, COALESCE(o.enabled, u.organization_id IS NULL) AS organization_enabled
           FROM users u LEFT JOIN organizations o ON o.id = u.organization_id
          WHERE u.email = $1`,
        [normalEmail(email)],
      );
      if (rows[0] === undefined) return null;
      const row = credentialsRow.parse(rows[0]);
      const user = userOf(row);
      return { user, passwordHash: row.password_hash, isActive: row.enabled && row.organization_enabled };
    });
  }

  /** Every form in which a password is stored: the hash without its salt and key. */
  passwordHashForms(): Promise<HashForm[]> {
    return this.database.forPlatform(async (tx) => {
      const rows = await queryRows(
        tx,
        `SELECT DISTINCT regexp_replace(password_hash, '[$][^$]*[$][^$]*$', '') AS form FROM users`,
        [],
      );
      return rows.flatMap((row) => formOf(formRow.parse(row).form) ?? []);
    });
  }

  find(userId: UserId): Promise<User | null> {
    return this.database.editPlatform((tx) => findUser(tx, userId));
  }

  /**
   * Null where this organization has no such user; `organizationId` null: where no super-admin has
   * this id.
   */
  findIn(organizationId: OrganizationId | null, userId: UserId): Promise<User | null> {
    return this.database.editOwner(organizationId, async (tx) => {
      const user = await findUser(tx, userId);
      return user?.organizationId === organizationId ? user : null;
    });
  }

  /**
   * In the order of their addresses, after the given one. `organizationId` null: the super-admins.
   */
  list(organizationId: OrganizationId | null, afterEmail: string, limit: number): Promise<Person[]> {
    return this.database.editOwner(organizationId, async ({ prisma }) => {
      const users = await prisma.user.findMany({
        where: { organizationId, email: { gt: afterEmail } },
        orderBy: { email: 'asc' },
        take: limit,
        omit: SECRETS,
      });
      return users.map((user) => storedPerson.parse(user));
    });
  }

  /** @throws AppError `USER.EMAIL_TAKEN` (conflict). */
  async create(user: User, passwordHash: string, by: AuditAuthor, nowMs: number): Promise<User> {
    try {
      return await this.database.editOwner(user.organizationId, async (tx) => {
        const created = await insertUser(tx, user, passwordHash, nowMs);
        await audit(tx, userCreated(created, by));
        return created;
      });
    } catch (error) {
      if (error instanceof AppError && error.code === 'DATABASE.DUPLICATE') {
        throw new AppError('USER.EMAIL_TAKEN', 'Another user has this e-mail address.');
      }
      throw error;
    }
  }

  /**
   * Makes the first user; does nothing where there is a user. Replicas that start together make
   * one.
   * @returns whether it was made.
   */
  createFirst(user: User, passwordHash: string, nowMs: number): Promise<boolean> {
    return this.database.editPlatform(async (tx) => {
      await tx.query(`SELECT pg_advisory_xact_lock(hashtext('eagle:first-user'))`);
      if ((await tx.prisma.user.count()) > 0) return false;
      await insertUser(tx, user, passwordHash, nowMs);
      await audit(tx, userCreated(user, BY_PLATFORM));
      return true;
    });
  }

  /**
   * Replaces a password and ends the other sign-ins: anybody else who knew it is signed out.
   * @returns the sign-ins that ended; null where the password has already changed: of two changes
   *   at once one wins.
   */
  replacePassword(
    { userId, organizationId, sessionId }: Pick<Principal, 'userId' | 'organizationId' | 'sessionId'>,
    password: { readonly formerHash: string; readonly newHash: string },
    by: AuditAuthor,
    nowMs: number,
  ): Promise<string[] | null> {
    return this.database.editOwner(organizationId, async (tx) => {
      const { count } = await tx.prisma.user.updateMany({
        where: { id: userId, passwordHash: password.formerHash },
        data: { passwordHash: password.newHash },
      });
      if (count === 0) return null;
      const ended = await endSignIns(tx, userId, nowMs, sessionId);
      const details = { signInsEnded: ended.length };
      await audit(tx, { action: 'PASSWORD.CHANGED', subject: { kind: 'user', id: userId }, details, by });
      return ended;
    });
  }

  /**
   * A changed password or role and a user who is disabled end every sign-in of that user.
   * @returns null where the organization has no such user.
   */
  change(
    userId: UserId,
    organizationId: OrganizationId | null,
    change: UserChange,
    by: AuditAuthor,
    nowMs: number,
  ): Promise<ChangedUser | null> {
    return this.database.editOwner(organizationId, async (tx) => {
      const before = await lockUser(tx, userId, organizationId);
      if (before === null) return null;
      const details = changedOf(before, change);
      if (details === null) return { user: before, isSignedOut: false };
      const user = await updateUser(tx, before, change);
      const isSignedOut = details.passwordChanged || details.role !== undefined || details.enabled === false;
      if (isSignedOut) await endSignIns(tx, userId, nowMs);
      await audit(tx, { action: 'USER.CHANGED', subject: { kind: 'user', id: userId }, details, by });
      return { user, isSignedOut };
    });
  }
}

/** A user after an edit. */
export interface ChangedUser {
  readonly user: Person;
  /** Whether it ended their sign-ins. */
  readonly isSignedOut: boolean;
}

/** A read after the lock sees the result of the edit before this one. */
async function lockUser(
  tx: Edit,
  userId: UserId,
  organizationId: OrganizationId | null,
): Promise<Person | null> {
  await tx.query('SELECT 1 FROM users WHERE id = $1::uuid FOR UPDATE', [userId]);
  const found = await tx.prisma.user.findUnique({ where: { id: userId }, omit: SECRETS });
  const user = storedPerson.nullable().parse(found);
  return user?.organizationId === organizationId ? user : null;
}

async function updateUser({ prisma }: Edit, before: User, change: UserChange): Promise<Person> {
  const { name = before.name, role = before.role, enabled = before.enabled, passwordHash } = change;
  const updated = await prisma.user.update({
    where: { id: before.id },
    data: { name, role, enabled, ...(passwordHash === undefined ? {} : { passwordHash }) },
    omit: SECRETS,
  });
  return storedPerson.parse(updated);
}

/** The changes of an edit, for the audit log; null: none. */
function changedOf(before: User, { name, role, enabled, passwordHash }: UserChange) {
  const details = {
    ...(role === undefined || role === before.role ? {} : { role }),
    ...(enabled === undefined || enabled === before.enabled ? {} : { enabled }),
    renamed: name !== undefined && name !== before.name,
    passwordChanged: passwordHash !== undefined,
  };
  const isChanged = details.renamed || details.passwordChanged || 'role' in details || 'enabled' in details;
  return isChanged ? details : null;
}

/** The audit entry for a new user. */
export function userCreated({ id, role }: Pick<User, 'id' | 'role'>, by: AuditAuthor): AuditEntry {
  return { action: 'USER.CREATED', subject: { kind: 'user', id }, details: { role }, by };
}

export function normalEmail(email: string): string {
  return email.trim().toLowerCase();
}

export function userOf(row: z.infer<typeof userRow>): User {
  const { id, email, name, role, enabled } = row;
  return { id, email, name, role, enabled, organizationId: row.organization_id };
}

async function findUser({ prisma }: Edit, id: UserId): Promise<User | null> {
  return storedUser.nullable().parse(await prisma.user.findUnique({ where: { id }, omit: SECRETS }));
}

/**
 * Runs within an edit of the user's organization, or of the platform for a user without one.
 * @throws AppError `DATABASE.DUPLICATE`.
 */
export async function insertUser(
  { prisma }: Edit,
  user: User,
  passwordHash: string,
  nowMs: number,
): Promise<User> {
  const created = await prisma.user.create({
    data: { ...user, email: normalEmail(user.email), passwordHash, createdAt: new Date(nowMs) },
    omit: SECRETS,
  });
  return storedUser.parse(created);
}
