import { randomUUID } from 'node:crypto';
import {
  AppError,
  organizationIdSchema,
  roleSchema,
  type User,
  userIdSchema,
  type UserId,
  platformText,
} from '@eagle/contracts';
import type { Database, Transaction } from '@eagle/persistence';
import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { DATABASE } from '../../ports.js';
import type { RefreshDecision, StoredRefreshToken } from '../../sign-in/refresh-token.js';
import { queryRows } from './rows.js';
import { userOf } from './user.repository.js';

const tokenRow = z.object({
  token_id: z.uuid(),
  family_id: z.uuid(),
  expires_at: z.date(),
  used_at: z.date().nullable(),
  revoked_at: z.date().nullable(),
  id: userIdSchema,
  email: platformText,
  name: platformText,
  role: roleSchema,
  organization_id: organizationIdSchema.nullable(),
  enabled: z.boolean(),
  organization_enabled: z.boolean(),
});

interface NewToken {
  readonly tokenHash: string;
  readonly nowMs: number;
  readonly expiresAtMs: number;
}

/** What became of a presented refresh token. */
export type Exchanged =
  | { readonly decision: 'rotate' | 'reused'; readonly user: User; readonly sessionId: string }
  | { readonly decision: Exclude<RefreshDecision, 'rotate' | 'reused'> };

/** Sign-ins, each a family of refresh tokens of which only the newest can be exchanged. Only hashes are stored. */
@Injectable()
export class SessionRepository {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  begin(session: NewToken & { readonly sessionId: string; readonly user: User }): Promise<void> {
    return this.database.forPlatform(async (tx) => {
      await tx.query('DELETE FROM refresh_tokens WHERE user_id = $1 AND expires_at < $2', [
        session.user.id,
        new Date(session.nowMs),
      ]);
      await insert(tx, session.sessionId, session.user, session);
    });
  }

  /**
   * Presents a token: locks it, lets `decide` judge, and in the same transaction stores the successor, or revokes the family on reuse. Of two
   * at once with the same token the second sees it used.
   */
  exchange(
    tokenHash: string,
    successor: NewToken,
    decide: (stored: StoredRefreshToken | null) => RefreshDecision,
  ): Promise<Exchanged> {
    return this.database.forPlatform(async (tx): Promise<Exchanged> => {
      const row = await lockToken(tx, tokenHash);
      const decision = decide(row === null ? null : storedOf(row));
      if (decision !== 'rotate' && decision !== 'reused') return { decision };
      if (row === null)
        throw new AppError('AUTH.DECISION_WITHOUT_TOKEN', 'bug', 'No token, yet it was to rotate.');
      if (decision === 'reused') await revokeFamily(tx, row.family_id, successor.nowMs);
      else {
        await tx.query('UPDATE refresh_tokens SET used_at = $2 WHERE id = $1', [
          row.token_id,
          new Date(successor.nowMs),
        ]);
        await insert(tx, row.family_id, userOf(row), successor);
      }
      return { decision, user: userOf(row), sessionId: row.family_id };
    });
  }

  revoke(sessionId: string, nowMs: number): Promise<void> {
    return this.database.forPlatform((tx) => revokeFamily(tx, sessionId, nowMs));
  }

  /** Every sign-in of a user. */
  revokeUser(userId: UserId, nowMs: number): Promise<void> {
    return this.database.forPlatform(async (tx) => {
      await tx.query('UPDATE refresh_tokens SET revoked_at = $2 WHERE user_id = $1 AND revoked_at IS NULL', [
        userId,
        new Date(nowMs),
      ]);
    });
  }
}

async function lockToken(tx: Transaction, tokenHash: string): Promise<z.infer<typeof tokenRow> | null> {
  const rows = await queryRows(
    tx,
    `SELECT r.id AS token_id, r.family_id, r.expires_at, r.used_at, r.revoked_at,
            u.id, u.email, u.name, u.role, u.organization_id, u.enabled,
            COALESCE(o.enabled, u.organization_id IS NULL) AS organization_enabled
       FROM refresh_tokens r
       JOIN users u ON u.id = r.user_id
       LEFT JOIN organizations o ON o.id = u.organization_id
      WHERE r.token_hash = $1
        FOR UPDATE OF r`,
    [Buffer.from(tokenHash, 'hex')],
  );
  return rows[0] === undefined ? null : tokenRow.parse(rows[0]);
}

function storedOf(row: z.infer<typeof tokenRow>): StoredRefreshToken {
  return {
    expiresAtMs: row.expires_at.getTime(),
    usedAtMs: row.used_at?.getTime() ?? null,
    revokedAtMs: row.revoked_at?.getTime() ?? null,
    isUserEnabled: row.enabled,
    isOrganizationEnabled: row.organization_enabled,
  };
}

async function insert(tx: Transaction, sessionId: string, user: User, token: NewToken): Promise<void> {
  await tx.query(
    `INSERT INTO refresh_tokens (id, family_id, user_id, organization_id, token_hash, issued_at, expires_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [
      randomUUID(),
      sessionId,
      user.id,
      user.organizationId,
      Buffer.from(token.tokenHash, 'hex'),
      new Date(token.nowMs),
      new Date(token.expiresAtMs),
    ],
  );
}

async function revokeFamily(tx: Transaction, sessionId: string, nowMs: number): Promise<void> {
  await tx.query('UPDATE refresh_tokens SET revoked_at = $2 WHERE family_id = $1 AND revoked_at IS NULL', [
    sessionId,
    new Date(nowMs),
  ]);
}
