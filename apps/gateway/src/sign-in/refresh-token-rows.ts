import { randomUUID } from 'node:crypto';
import {
  organizationIdSchema,
  platformText,
  roleSchema,
  type User,
  userIdSchema,
} from '@eagle/contracts/domain';
import type { Transaction } from '@eagle/persistence';
import { z } from 'zod';
import type { Caller } from '../http/caller.decorator.js';
import type { StoredRefreshToken } from './refresh-token.js';
import { queryRows } from '../query-rows.js';
import { userOf } from './user.repository.js';

const EXCHANGES_WINDOW_MS = 60_000;

/** A stored token with its sign-in and its owner, as they are now. */
const tokenRow = z.object({
  token_id: z.uuid(),
  family_id: z.uuid(),
  expires_at: z.date(),
  used_at: z.date().nullable(),
  is_successor_used: z.boolean(),
  ended_at: z.date().nullable(),
  exchanges: z.number(),
  id: userIdSchema,
  email: platformText,
  name: platformText,
  role: roleSchema,
  organization_id: organizationIdSchema.nullable(),
  enabled: z.boolean(),
  organization_enabled: z.boolean(),
});
export type TokenRow = z.infer<typeof tokenRow>;

/** A token to store, and who gets it. */
export interface NewToken {
  readonly tokenHash: string;
  readonly nowMs: number;
  readonly expiresAtMs: number;
  readonly caller: Caller;
}

/** Locks a token and its sign-in until the transaction ends. */
export async function lockToken(
  tx: Transaction,
  tokenHash: string,
  successor: Pick<NewToken, 'tokenHash' | 'nowMs'>,
): Promise<TokenRow | null> {
  const rows = await queryRows(
    tx,
    `SELECT r.id AS token_id, r.family_id, r.expires_at, r.used_at, s.ended_at,
            (SELECT count(*) FROM refresh_tokens n WHERE n.family_id = r.family_id AND n.issued_at > $2) AS exchanges,
            EXISTS (SELECT 1 FROM refresh_tokens n WHERE n.token_hash = $3 AND n.used_at IS NOT NULL) AS is_successor_used,
            u.id, u.email, u.name, u.role, u.organization_id, u.enabled,
            COALESCE(o.enabled, u.organization_id IS NULL) AS organization_enabled
       FROM refresh_tokens r
       JOIN sign_ins s ON s.id = r.family_id
       JOIN users u ON u.id = r.user_id
       LEFT JOIN organizations o ON o.id = u.organization_id
      WHERE r.token_hash = $1
        FOR UPDATE OF r, s`,
    [
      Buffer.from(tokenHash, 'hex'),
      new Date(successor.nowMs - EXCHANGES_WINDOW_MS),
      Buffer.from(successor.tokenHash, 'hex'),
    ],
  );
  return rows[0] === undefined ? null : tokenRow.parse(rows[0]);
}

export async function hasToken(tx: Transaction, tokenHash: string): Promise<boolean> {
  const rows = await queryRows(tx, 'SELECT 1 FROM refresh_tokens WHERE token_hash = $1', [
    Buffer.from(tokenHash, 'hex'),
  ]);
  return rows.length > 0;
}

export function storedOf(row: TokenRow): StoredRefreshToken {
  return {
    expiresAtMs: row.expires_at.getTime(),
    usedAtMs: row.used_at?.getTime() ?? null,
    isSuccessorUsed: row.is_successor_used,
    revokedAtMs: row.ended_at?.getTime() ?? null,
    isUserEnabled: row.enabled,
    isOrganizationEnabled: row.organization_enabled,
    exchangesLastMinute: row.exchanges,
  };
}

/** Marks a token as used and stores its successor. */
export async function rotate(tx: Transaction, row: TokenRow, successor: NewToken): Promise<void> {
  const { caller } = successor;
  const now = new Date(successor.nowMs);
  await tx.query('UPDATE refresh_tokens SET used_at = $2 WHERE id = $1', [row.token_id, now]);
  await tx.query('UPDATE sign_ins SET last_used_at = $2, address = $3, client = $4 WHERE id = $1', [
    ...[row.family_id, now, caller.address, caller.client],
  ]);
  await insertToken(tx, row.family_id, userOf(row), successor);
}

export async function insertToken(
  tx: Transaction,
  sessionId: string,
  user: User,
  token: NewToken,
): Promise<void> {
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
