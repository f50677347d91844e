import {
  AppError,
  type AuditAuthor,
  emailSchema,
  organizationIdSchema,
  type OrganizationId,
  platformText,
  type User,
  userIdSchema,
  type UserId,
} from '@eagle/contracts/domain';
import { audit, type Database, type OrganizationTransaction, type Transaction } from '@eagle/persistence';
import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { authorOf } from '../audit/audit-log.js';
import { DATABASE } from '../ports.js';
import { queryRows } from '../query-rows.js';
import { insertUser, normalEmail, userCreated } from '../sign-in/user.repository.js';

const WINDOW_MS = 24 * 60 * 60_000;
/** What is no longer open is kept so long: it counts towards what an organization may invite. */
const KEPT_MS = 30 * WINDOW_MS;

const invitationRow = z.object({
  id: userIdSchema,
  organization_id: organizationIdSchema,
  email: emailSchema,
  name: platformText,
  role: z.enum(['ADMIN', 'OPERATOR']),
  created_at: z.date(),
  expires_at: z.date(),
});
const idRow = z.object({ id: userIdSchema });
const countRow = z.object({ count: z.number() });

const COLUMNS = 'i.id, i.organization_id, i.email, i.name, i.role, i.created_at, i.expires_at';
const IS_OPEN = 'i.accepted_at IS NULL AND i.withdrawn_at IS NULL AND i.expires_at > $2';

/** Somebody who was asked to join, and has not answered yet. */
export interface Invitation {
  /** The id that the user will have. */
  readonly id: UserId;
  readonly organizationId: OrganizationId;
  readonly email: string;
  readonly name: string;
  readonly role: 'ADMIN' | 'OPERATOR';
  readonly createdAt: string;
  readonly expiresAt: string;
}

/** What became of an invitation that somebody wanted to accept. */
export type Acceptance = 'accepted' | 'not-open' | 'email-taken';

/** Invitations, with the hash of their tokens only. */
@Injectable()
export class InvitationRepository {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /**
   * Stores an invitation in place of an open one for the same address. Nothing here looks at users of other organizations.
   * @throws AppError `USER.EMAIL_TAKEN` (conflict) where this organization has such a user, `INVITATION.TOO_MANY` (exhausted).
   */
  create(
    invitation: Invitation & { readonly tokenHash: string; readonly invitedBy: UserId },
    by: AuditAuthor,
    nowMs: number,
    perDayMax: number,
  ): Promise<void> {
    const { id, organizationId, name, role, tokenHash, invitedBy, createdAt, expiresAt } = invitation;
    const email = normalEmail(invitation.email);
    return this.database.forOrganization(organizationId, async (tx) => {
      await refuseMember(tx, email);
      await tx.query('DELETE FROM invitations WHERE expires_at < $1', [new Date(nowMs - KEPT_MS)]);
      await refuseTooMany(tx, nowMs, perDayMax);
      const replaced = await queryRows(
        tx,
        `UPDATE invitations i SET withdrawn_at = $2 WHERE email = $1 AND ${IS_OPEN} RETURNING i.id`,
        [email, new Date(nowMs)],
      );
      await tx.query(
        `INSERT INTO invitations (id, organization_id, email, name, role, token_hash, invited_by, created_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
        [
          id,
          organizationId,
          email,
          name,
          role,
          Buffer.from(tokenHash, 'hex'),
          invitedBy,
          createdAt,
          expiresAt,
        ],
      );
      for (const row of replaced) await withdrawn(tx, idRow.parse(row).id, by);
      const subject = { kind: 'invitation' as const, id };
      await audit(tx, { action: 'USER.INVITED', subject, details: { role }, by });
    });
  }

  /** Open ones, in the order of their addresses, after the given one. */
  list(
    organizationId: OrganizationId,
    afterEmail: string,
    limit: number,
    nowMs: number,
  ): Promise<Invitation[]> {
    return this.database.forOrganization(organizationId, async (tx) => {
      const rows = await queryRows(
        tx,
        `SELECT ${COLUMNS} FROM invitations i WHERE i.email > $1 AND ${IS_OPEN} ORDER BY i.email LIMIT $3`,
        [afterEmail, new Date(nowMs), limit],
      );
      return rows.map(invitationOf);
    });
  }

  /** @returns whether the organization had such an open invitation. */
  withdraw(organizationId: OrganizationId, id: UserId, by: AuditAuthor, nowMs: number): Promise<boolean> {
    return this.database.forOrganization(organizationId, async (tx) => {
      const rows = await queryRows(
        tx,
        `UPDATE invitations i SET withdrawn_at = $2 WHERE i.id = $1 AND ${IS_OPEN} RETURNING 1`,
        [id, new Date(nowMs)],
      );
      if (rows.length > 0) await withdrawn(tx, id, by);
      return rows.length > 0;
    });
  }

  /** Null where no open invitation of an enabled organization has this token. */
  findOpen(tokenHash: string, nowMs: number): Promise<Invitation | null> {
    return this.database.forPlatform((tx) => openInvitation(tx, tokenHash, nowMs));
  }

  /** Makes the user of an invitation. Of two at once with the same token one is accepted. */
  async accept(tokenHash: string, user: User, passwordHash: string, nowMs: number): Promise<Acceptance> {
    try {
      return await this.database.forPlatform(async (platform): Promise<Acceptance> => {
        // Whose invitation it is shows by the token alone: what becomes of it happens within that organization.
        const found = await openInvitation(platform, tokenHash, nowMs);
        if (found === null) return 'not-open';
        const tx = await platform.narrowTo(found.organizationId);
        const open = await openInvitation(tx, tokenHash, nowMs, 'FOR UPDATE OF i');
        if (open === null) return 'not-open';
        await tx.query('UPDATE invitations SET accepted_at = $2 WHERE id = $1', [open.id, new Date(nowMs)]);
        const created = await insertUser(tx, user, passwordHash, nowMs);
        await audit(tx, userCreated(created, authorOf({ userId: created.id })));
        return 'accepted';
      });
    } catch (error) {
      if (error instanceof AppError && error.code === 'DATABASE.DUPLICATE') return 'email-taken';
      throw error;
    }
  }
}

async function openInvitation(
  tx: Transaction,
  tokenHash: string,
  nowMs: number,
  lock = '',
): Promise<Invitation | null> {
  const rows = await queryRows(
    tx,
    `SELECT ${COLUMNS} FROM invitations i JOIN organizations o ON o.id = i.organization_id AND o.enabled
      WHERE i.token_hash = $1 AND ${IS_OPEN} ${lock}`,
    [Buffer.from(tokenHash, 'hex'), new Date(nowMs)],
  );
  return rows[0] === undefined ? null : invitationOf(rows[0]);
}

function invitationOf(found: unknown): Invitation {
  const row = invitationRow.parse(found);
  const { id, email, name, role } = row;
  const createdAt = row.created_at.toISOString();
  return {
    id,
    email,
    name,
    role,
    organizationId: row.organization_id,
    createdAt,
    expiresAt: row.expires_at.toISOString(),
  };
}

/** Tells that an invitation is not open any more. */
function withdrawn(tx: OrganizationTransaction, id: UserId, by: AuditAuthor): Promise<void> {
  return audit(tx, {
    action: 'USER.INVITATION_WITHDRAWN',
    subject: { kind: 'invitation', id },
    details: {},
    by,
  });
}

async function refuseMember(tx: Transaction, email: string): Promise<void> {
  const rows = await queryRows(tx, 'SELECT 1 FROM users WHERE email = $1', [email]);
  if (rows.length > 0)
    throw new AppError(
      'USER.EMAIL_TAKEN',
      'conflict',
      'This organization has a user with this e-mail address.',
    );
}

async function refuseTooMany(tx: Transaction, nowMs: number, perDayMax: number): Promise<void> {
  const rows = await queryRows(tx, 'SELECT count(*) AS count FROM invitations WHERE created_at > $1', [
    new Date(nowMs - WINDOW_MS),
  ]);
  if (countRow.parse(rows[0]).count >= perDayMax) {
    throw new AppError(
      'INVITATION.TOO_MANY',
      'exhausted',
      `An organization invites ${perDayMax} people a day at most: go on tomorrow.`,
      { retryAfterSeconds: WINDOW_MS / 1_000 },
    );
  }
}
