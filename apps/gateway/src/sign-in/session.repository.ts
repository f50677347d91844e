import {
  AppError,
  type AuditAuthor,
  organizationIdSchema,
  platformText,
  type User,
} from '@eagle/contracts/domain';
import {
  audit,
  type Database,
  type OrganizationTransaction,
  type PlatformTransaction,
  type Transaction,
} from '@eagle/persistence';
import { DATABASE } from '@eagle/service-kit/database';
import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { authorOf } from '../audit/audit-log.js';
import { REFRESH_TOKEN_LIFE_MS, type RefreshDecision, type StoredRefreshToken } from './refresh-token.js';
import type { Principal } from '../access/principal.js';
import { endSignIns } from './end-sign-ins.js';
import { hasToken, insertToken, lockToken, type NewToken, rotate, storedOf } from './refresh-token-rows.js';
import { queryRows } from '../query-rows.js';
import { userOf } from './user.repository.js';

const ownerRow = z.object({ organization_id: organizationIdSchema.nullable() });
const beforeRow = z.object({
  failed_tries: z.number(),
  failed_last_at: z.date().nullable(),
  last_sign_in_at: z.date().nullable(),
  last_sign_in_address: platformText.nullable(),
});
const instant = z.date().transform((at) => at.toISOString());
const storedTries = z.object({ failedTries: z.number(), failedLastAt: instant.nullable() });
const storedSignIn = storedTries.extend({
  id: z.uuid(),
  begunAt: instant,
  lastUsedAt: instant,
  address: platformText,
  client: platformText,
  previousAt: instant.nullable(),
  previousAddress: platformText.nullable(),
});

interface NewSession extends NewToken {
  readonly sessionId: string;
  readonly user: User;
  /** The hash that the password was compared with. */
  readonly passwordHash: string;
  /** A stronger hash of the same password; null: the stored one is as strong as new ones. */
  readonly replacementHash: string | null;
}

/** Wrong passwords that somebody tried at an account. */
export interface FailedTries {
  readonly count: number;
  readonly lastAt: string | null;
}

/** One sign-in, as its owner sees it. */
export interface SessionView {
  readonly id: string;
  readonly begunAt: string;
  readonly lastUsedAt: string;
  readonly address: string;
  readonly client: string;
  readonly failedTriesBefore: FailedTries;
  /** The one before it; null: it is the first. */
  readonly previous: { readonly at: string; readonly address: string } | null;
}

/** The owner of sign-ins: a user, and the user's organization. */
type Owner = Pick<Principal, 'userId' | 'organizationId'>;

/** The outcome of a presented refresh token. */
export type Exchanged =
  | { readonly decision: 'rotate' | 'repeat' | 'reused'; readonly user: User; readonly sessionId: string }
  | { readonly decision: Exclude<RefreshDecision, 'rotate' | 'repeat' | 'reused'> };

/**
 * Sign-ins, each with its refresh tokens. Only the newest token can be exchanged. Only hashes are
 * stored.
 */
@Injectable()
export class SessionRepository {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /**
   * @param session  With the hash that the password was compared with, and its replacement.
   * @returns the wrong tries since the sign-in before; null where the stored hash has changed since
   *   the comparison.
   */
  begin(session: NewSession): Promise<FailedTries | null> {
    const { user, sessionId, caller } = session;
    return this.database.forOwner(user.organizationId, async (tx) => {
      const now = new Date(session.nowMs);
      await tx.query('DELETE FROM sign_ins WHERE user_id = $1 AND last_used_at < $2', [
        user.id,
        new Date(session.nowMs - REFRESH_TOKEN_LIFE_MS),
      ]);
      await tx.query('DELETE FROM refresh_tokens WHERE user_id = $1 AND expires_at < $2', [user.id, now]);
      const before = await takeOverSignIn(tx, session);
      if (before === null) return null;
      await tx.query(
        `INSERT INTO sign_ins (id, user_id, organization_id, begun_at, last_used_at, address, network, client,
                               failed_tries, failed_last_at, previous_at, previous_address)
         VALUES ($1, $2, $3, $4, $4, $5, $6, $7, $8, $9, $10, $11)`,
        [
          ...[sessionId, user.id, user.organizationId, now, caller.address, caller.network, caller.client],
          ...[before.failed_tries, before.failed_last_at],
          ...[before.last_sign_in_at, before.last_sign_in_address],
        ],
      );
      await insertToken(tx, sessionId, user, session);
      await audit(tx, {
        action: 'SIGN_IN.BEGUN',
        subject: { kind: 'sign-in', id: sessionId },
        details: { address: caller.address, failedTriesBefore: before.failed_tries },
        by: authorOf({ userId: user.id }),
      });
      return failedTriesOf(before);
    });
  }

  /**
   * Presents a token: locks it, lets `decide` judge, and in the same transaction stores the
   * successor, or ends the sign-in on reuse. Of two at once with the same token the second sees it
   * used.
   */
  exchange(
    tokenHash: string,
    successor: NewToken,
    decide: (stored: StoredRefreshToken | null) => RefreshDecision,
  ): Promise<Exchanged> {
    return this.database.forPlatform(async (platform): Promise<Exchanged> => {
      // The owner of the token is known only now: everything further happens within that
      // organization.
      const tx = await withinOwner(platform, tokenHash);
      const row = await lockToken(tx, tokenHash, successor);
      const decision = decide(row === null ? null : storedOf(row));
      if (decision !== 'rotate' && decision !== 'repeat' && decision !== 'reused') return { decision };
      if (row === null)
        throw new AppError('AUTH.DECISION_WITHOUT_TOKEN', 'Asked to rotate a token that does not exist.');
      // The secret has changed since: the successor can no longer be made.
      if (decision === 'repeat' && !(await hasToken(tx, successor.tokenHash))) return { decision: 'unknown' };
      if (decision === 'reused') {
        await endSession(tx, row.family_id, successor.nowMs);
        await audit(tx, {
          action: 'SIGN_IN.REUSE_DETECTED',
          subject: { kind: 'sign-in', id: row.family_id },
          details: {},
          by: authorOf({ userId: row.id }),
        });
      }
      if (decision === 'rotate') await rotate(tx, row, successor);
      return { decision, user: userOf(row), sessionId: row.family_id };
    });
  }

  /** @returns whether the user has such a sign-in that had not ended yet. */
  end(
    { userId, organizationId }: Owner,
    sessionId: string,
    by: AuditAuthor,
    nowMs: number,
  ): Promise<boolean> {
    return this.database.editOwner(organizationId, async (tx) => {
      const { count } = await tx.prisma.signIn.updateMany({
        where: { id: sessionId, userId, endedAt: null },
        data: { endedAt: new Date(nowMs) },
      });
      if (count === 0) return false;
      const subject = { kind: 'sign-in' as const, id: sessionId };
      await audit(tx, { action: 'SIGN_IN.ENDED', subject, details: {}, by });
      return true;
    });
  }

  /** Every sign-in of a user but one. @returns those that ended now. */
  endOthers(
    { userId, organizationId }: Owner,
    exceptSessionId: string,
    by: AuditAuthor,
    nowMs: number,
  ): Promise<string[]> {
    return this.database.editOwner(organizationId, async (tx) => {
      const ended = await endSignIns(tx, userId, nowMs, exceptSessionId);
      if (ended.length > 0) {
        const subject = { kind: 'user' as const, id: userId };
        await audit(tx, { action: 'SIGN_IN.OTHERS_ENDED', subject, details: { ended: ended.length }, by });
      }
      return ended;
    });
  }

  /** Usable sign-ins, the last used first, after the given place. */
  list(
    { userId, organizationId }: Owner,
    after: { readonly lastUsedAt: Date; readonly id: string } | null,
    limit: number,
    nowMs: number,
  ): Promise<SessionView[]> {
    return this.database.editOwner(organizationId, async ({ prisma }) => {
      const found = await prisma.signIn.findMany({
        where: {
          ...{ userId, endedAt: null, lastUsedAt: { gt: new Date(nowMs - REFRESH_TOKEN_LIFE_MS) } },
          ...(after === null ? {} : { OR: isAfter(after) }),
        },
        orderBy: [{ lastUsedAt: 'desc' }, { id: 'desc' }],
        take: limit,
      });
      return found.map((signIn) => viewOf(storedSignIn.parse(signIn)));
    });
  }

  /** The wrong tries since the last sign-in. */
  failedTries({ userId, organizationId }: Owner): Promise<FailedTries> {
    return this.database.editOwner(organizationId, async ({ prisma }) => {
      const user = await prisma.user.findUnique({
        where: { id: userId },
        select: { failedTries: true, failedLastAt: true },
      });
      return user === null ? { count: 0, lastAt: null } : triesOf(storedTries.parse(user));
    });
  }
}

/**
 * The page begins at the sign-in that was used next before the given one. A person has few
 * sign-ins, so this needs no index.
 */
const isAfter = ({ lastUsedAt, id }: { readonly lastUsedAt: Date; readonly id: string }) => [
  { lastUsedAt: { lt: lastUsedAt } },
  { lastUsedAt, id: { lt: id } },
];

/**
 * Notes the sign-in at its user, and takes the wrong tries away.
 * @returns what was noted before; null where the stored hash has changed since the comparison.
 */
async function takeOverSignIn(
  tx: Transaction,
  { user, passwordHash, replacementHash, nowMs, caller }: NewSession,
): Promise<z.infer<typeof beforeRow> | null> {
  const rows = await queryRows(
    tx,
    `WITH before AS (SELECT id, failed_tries, failed_last_at, last_sign_in_at, last_sign_in_address
                       FROM users WHERE id = $1 AND password_hash = $2 FOR UPDATE)
     UPDATE users u SET failed_tries = 0, failed_last_at = NULL, password_hash = COALESCE($3, u.password_hash),
                        last_sign_in_at = $4, last_sign_in_address = $5
       FROM before WHERE u.id = before.id
     RETURNING before.failed_tries, before.failed_last_at, before.last_sign_in_at, before.last_sign_in_address`,
    [user.id, passwordHash, replacementHash, new Date(nowMs), caller.address],
  );
  return rows[0] === undefined ? null : beforeRow.parse(rows[0]);
}

function failedTriesOf(row: z.infer<typeof beforeRow>): FailedTries {
  return { count: row.failed_tries, lastAt: row.failed_last_at?.toISOString() ?? null };
}

const triesOf = ({ failedTries: count, failedLastAt: lastAt }: z.infer<typeof storedTries>): FailedTries => ({
  count,
  lastAt,
});

function viewOf({
  id,
  begunAt,
  lastUsedAt,
  address,
  client,
  previousAt: at,
  previousAddress,
  ...tries
}: z.infer<typeof storedSignIn>): SessionView {
  const previous = at === null ? null : { at, address: previousAddress ?? '' };
  return { id, begunAt, lastUsedAt, address, client, failedTriesBefore: triesOf(tries), previous };
}

/**
 * The scope of the organization of a token's user; the scope of the platform for a super-admin, and
 * where there is no such token.
 */
async function withinOwner(
  tx: PlatformTransaction,
  tokenHash: string,
): Promise<OrganizationTransaction | PlatformTransaction> {
  const rows = await queryRows(tx, 'SELECT organization_id FROM refresh_tokens WHERE token_hash = $1', [
    Buffer.from(tokenHash, 'hex'),
  ]);
  const owner = rows[0] === undefined ? null : ownerRow.parse(rows[0]).organization_id;
  return owner === null ? tx : tx.narrowTo(owner);
}

async function endSession(tx: Transaction, sessionId: string, nowMs: number): Promise<void> {
  await tx.query('UPDATE sign_ins SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL', [
    sessionId,
    new Date(nowMs),
  ]);
}
