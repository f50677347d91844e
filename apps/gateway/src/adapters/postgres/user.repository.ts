import {
  AppError,
  organizationIdSchema,
  type OrganizationId,
  roleSchema,
  type User,
  userIdSchema,
  type UserId,
  platformText,
} from '@eagle/contracts/domain';
import type { Database, Transaction } from '@eagle/persistence';
import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { DATABASE } from '../../ports.js';
import { formOf, type HashForm } from '../../sign-in/password-hash-form.js';
import { queryRows } from './rows.js';

const userRow = z.object({
  id: userIdSchema,
  email: platformText,
  name: platformText,
  role: roleSchema,
  organization_id: organizationIdSchema.nullable(),
  enabled: z.boolean(),
});
const accountRow = z.object({
  place: z.number(),
  role: roleSchema,
  organization_id: organizationIdSchema.nullable(),
  is_active: z.boolean(),
});
const credentialsRow = userRow.extend({ password_hash: platformText, organization_enabled: z.boolean() });

const formRow = z.object({ form: platformText });

const USER_COLUMNS = 'u.id, u.email, u.name, u.role, u.organization_id, u.enabled';

/** What a user may do now. `isActive`: user, organization and sign-in all hold. */
export interface Account {
  readonly role: User['role'];
  readonly organizationId: OrganizationId | null;
  readonly isActive: boolean;
}

export interface Credentials {
  readonly user: User;
  readonly passwordHash: string;
  readonly isActive: boolean;
}

/** What an edit may change; absent stays. */
export interface UserChange {
  readonly name?: string | undefined;
  readonly role?: User['role'] | undefined;
  readonly enabled?: boolean | undefined;
  readonly passwordHash?: string | undefined;
}

/** Users of all organizations. Read across them only to sign people in; lists and edits are by organization. */
@Injectable()
export class UserRepository {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** What became of each sign-in and of its user, in the given order; null where there is no such user. */
  accounts(
    signIns: readonly { readonly userId: UserId; readonly sessionId: string }[],
  ): Promise<(Account | null)[]> {
    return this.database.forPlatform(async (tx) => {
      const rows = await queryRows(
        tx,
        `SELECT s.place, u.role, u.organization_id,
                u.enabled AND COALESCE(o.enabled, u.organization_id IS NULL)
                AND EXISTS (SELECT 1 FROM sign_ins i
                             WHERE i.id = s.session_id AND i.user_id = u.id AND i.ended_at IS NULL) AS is_active
           FROM UNNEST($1::uuid[], $2::uuid[]) WITH ORDINALITY AS s(user_id, session_id, place)
           JOIN users u ON u.id = s.user_id LEFT JOIN organizations o ON o.id = u.organization_id`,
        [signIns.map(({ userId }) => userId), signIns.map(({ sessionId }) => sessionId)],
      );
      const found = new Map(rows.map((row) => accountRow.parse(row)).map((row) => [row.place, row]));
      return signIns.map((_, i) => {
        const row = found.get(i + 1);
        return row === undefined
          ? null
          : { role: row.role, organizationId: row.organization_id, isActive: row.is_active };
      });
    });
  }

  /** Those of the given sign-ins whose user still may what the sign-in was made for. */
  activeSessions(
    sessions: readonly { readonly userId: UserId; readonly sessionId: string; readonly role: User['role'] }[],
  ): Promise<ReadonlySet<string>> {
    return this.database.forPlatform(async (tx) => {
      const rows = await queryRows(
        tx,
        `SELECT s.session_id
           FROM UNNEST($1::uuid[], $2::uuid[], $3::text[]) AS s(user_id, session_id, role)
           JOIN users u ON u.id = s.user_id AND u.enabled AND u.role = s.role
           LEFT JOIN organizations o ON o.id = u.organization_id
          WHERE COALESCE(o.enabled, u.organization_id IS NULL)
            AND EXISTS (SELECT 1 FROM sign_ins i WHERE i.id = s.session_id AND i.user_id = u.id AND i.ended_at IS NULL)`,
        [sessions.map((s) => s.userId), sessions.map((s) => s.sessionId), sessions.map((s) => s.role)],
      );
      return new Set(rows.map((row) => z.object({ session_id: platformText }).parse(row).session_id));
    });
  }

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
    return this.database.forPlatform((tx) => findUser(tx, userId));
  }

  /** In the order of their addresses, after the given one. `organizationId` null: the super-admins. */
  list(organizationId: OrganizationId | null, afterEmail: string, limit: number): Promise<User[]> {
    return this.database.forPlatform(async (tx) => {
      const rows = await queryRows(
        tx,
        `SELECT ${USER_COLUMNS} FROM users u
          WHERE u.organization_id IS NOT DISTINCT FROM $1::uuid AND u.email > $2
          ORDER BY u.email LIMIT $3`,
        [organizationId, afterEmail, limit],
      );
      return rows.map((row) => userOf(userRow.parse(row)));
    });
  }

  /** @throws AppError `USER.EMAIL_TAKEN` (conflict). */
  async create(user: User, passwordHash: string, nowMs: number): Promise<User> {
    try {
      return await this.database.forPlatform((tx) => insertUser(tx, user, passwordHash, nowMs));
    } catch (error) {
      if (error instanceof AppError && error.code === 'DATABASE.DUPLICATE') {
        throw new AppError('USER.EMAIL_TAKEN', 'conflict', 'Another user has this e-mail address.');
      }
      throw error;
    }
  }

  /**
   * Makes the very first user; nothing where there is any. Replicas that start together make one.
   * @returns whether it was made.
   */
  createFirst(user: User, passwordHash: string, nowMs: number): Promise<boolean> {
    return this.database.forPlatform(async (tx) => {
      await tx.query(`SELECT pg_advisory_xact_lock(hashtext('eagle:first-user'))`, []);
      const rows = await queryRows(tx, 'SELECT 1 FROM users LIMIT 1', []);
      if (rows.length > 0) return false;
      await insertUser(tx, user, passwordHash, nowMs);
      return true;
    });
  }

  /** @returns whether the password was still the former one; of two changes at once one wins. */
  replacePassword(userId: UserId, formerHash: string, passwordHash: string): Promise<boolean> {
    return this.database.forPlatform(async (tx) => {
      const rows = await queryRows(
        tx,
        'UPDATE users SET password_hash = $3 WHERE id = $1 AND password_hash = $2 RETURNING 1',
        [userId, formerHash, passwordHash],
      );
      return rows.length > 0;
    });
  }

  /** @returns null where the organization has no such user. */
  change(userId: UserId, organizationId: OrganizationId | null, change: UserChange): Promise<User | null> {
    return this.database.forPlatform(async (tx) => {
      const rows = await queryRows(
        tx,
        `UPDATE users u SET name = COALESCE($3, u.name), role = COALESCE($4, u.role),
                enabled = COALESCE($5, u.enabled), password_hash = COALESCE($6, u.password_hash)
          WHERE u.id = $1 AND u.organization_id IS NOT DISTINCT FROM $2::uuid
          RETURNING ${USER_COLUMNS}`,
        [
          userId,
          organizationId,
          change.name ?? null,
          change.role ?? null,
          change.enabled ?? null,
          change.passwordHash ?? null,
        ],
      );
      return rows[0] === undefined ? null : userOf(userRow.parse(rows[0]));
    });
  }
}

export function normalEmail(email: string): string {
  return email.trim().toLowerCase();
}

export function userOf(row: z.infer<typeof userRow>): User {
  const { id, email, name, role, enabled } = row;
  return { id, email, name, role, enabled, organizationId: row.organization_id };
}

async function findUser(tx: Transaction, userId: UserId): Promise<User | null> {
  const rows = await queryRows(tx, `SELECT ${USER_COLUMNS} FROM users u WHERE u.id = $1`, [userId]);
  return rows[0] === undefined ? null : userOf(userRow.parse(rows[0]));
}

/** Within a transaction of the platform. @throws AppError `DATABASE.DUPLICATE`. */
export async function insertUser(
  tx: Transaction,
  user: User,
  passwordHash: string,
  nowMs: number,
): Promise<User> {
  await tx.query(
    `INSERT INTO users (id, email, name, role, organization_id, enabled, password_hash, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      user.id,
      normalEmail(user.email),
      user.name,
      user.role,
      user.organizationId,
      user.enabled,
      passwordHash,
      new Date(nowMs),
    ],
  );
  return { ...user, email: normalEmail(user.email) };
}
