import { organizationIdSchema, platformText } from '@eagle/contracts/domain';
import type { Database, Transaction } from '@eagle/persistence';
import { DATABASE } from '@eagle/service-kit/database';
import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { FORGET_MS, type Tries, type TryDecision } from './tries.js';
import { queryRows } from '../query-rows.js';
import { normalEmail } from './user.repository.js';

/**
 * A network from which somebody signed in within this time is theirs: strangers' tries do not slow
 * them down there.
 */
const USUAL_NETWORK_MS = 30 * 24 * 60 * 60_000;
/**
 * Most rows; beyond it the rows with the fewest failures are forgotten first. Each row costs a
 * guesser one computed hash.
 */
const ROWS_MAX = 100_000;

/**
 * An organization that does not exist: an unknown account is searched in it, with the same
 * statements.
 */
const NOWHERE = organizationIdSchema.parse('00000000-0000-4000-8000-000000000000');

const ownerRow = z.object({ organization_id: organizationIdSchema.nullable() });
const triesRow = z.object({ failures: z.number(), last_at: z.date(), last_network: platformText });

/** A counted try, to be taken back when the password is right. */
export interface CountedTry {
  readonly account: Buffer;
  /** The owner's usual network, or empty: all others together. */
  readonly origin: string;
}

/**
 * Counts tries to sign in, for all replicas and all addresses together. It knows no users: unknown
 * accounts are counted in the same way.
 */
@Injectable()
export class SignInTriesRepository {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /**
   * Lets `decide` judge, and counts the try where it is allowed. Tries at one account follow one
   * another here.
   */
  count(
    at: {
      readonly account: Buffer;
      readonly email: string;
      readonly network: string;
      readonly nowMs: number;
    },
    decide: (tries: Tries | null) => TryDecision,
  ): Promise<{ readonly decision: TryDecision; readonly counted: CountedTry }> {
    return this.database.forPlatform(async (tx) => {
      await tx.query(
        `SELECT pg_advisory_xact_lock(hashtextextended('eagle:tries:' || encode($1, 'hex'), 0))`,
        [at.account],
      );
      const counted = { account: at.account, origin: await originOf(tx, at) };
      const decision = decide(await triesAt(tx, counted));
      if (decision.isAllowed) await store(tx, counted, decision.next);
      return { decision, counted };
    });
  }

  /**
   * The password was right. At a usual network all tries are forgotten; elsewhere only this one, so
   * that a sign-in does not give a guesser new tries.
   */
  async takeBack({ account, origin }: CountedTry): Promise<void> {
    await this.database.forPlatform(async (tx) => {
      const forgotten = origin === '' ? 'failures <= 1' : 'true';
      await tx.query(`DELETE FROM sign_in_tries WHERE account = $1 AND origin = $2 AND ${forgotten}`, [
        account,
        origin,
      ]);
      await tx.query('UPDATE sign_in_tries SET failures = failures - 1 WHERE account = $1 AND origin = $2', [
        account,
        origin,
      ]);
    });
  }

  /**
   * Records a wrong password beside its account, for its owner to see. Where there is no such
   * account the count is written once more: a transaction that writes takes longer than one that
   * does not.
   */
  async notifyOwner({ account, origin }: CountedTry, email: string, nowMs: number): Promise<void> {
    await this.database.forPlatform(async (platform) => {
      await platform.query(
        'UPDATE sign_in_tries SET failures = failures WHERE account = $1 AND origin = $2',
        [account, origin],
      );
      const rows = await queryRows(platform, 'SELECT organization_id FROM users WHERE email = $1', [
        normalEmail(email),
      ]);
      const owner = rows[0] === undefined ? NOWHERE : ownerRow.parse(rows[0]).organization_id;
      const tx = owner === null ? platform : await platform.narrowTo(owner);
      await tx.query(
        'UPDATE users SET failed_tries = failed_tries + 1, failed_last_at = $2 WHERE email = $1',
        [normalEmail(email), new Date(nowMs)],
      );
    });
  }

  /** An admin gave a new password: earlier guesses delay nobody any longer. */
  async forget(account: Buffer): Promise<void> {
    await this.database.forPlatform((tx) =>
      tx.query('DELETE FROM sign_in_tries WHERE account = $1', [account]),
    );
  }

  /** Drops rows that have expired, and rows beyond the bound. */
  async sweep(nowMs: number): Promise<void> {
    await this.database.forPlatform(async (tx) => {
      await tx.query('DELETE FROM sign_in_tries WHERE last_at < $1', [new Date(nowMs - FORGET_MS)]);
      await tx.query(
        `DELETE FROM sign_in_tries WHERE (account, origin) IN
           (SELECT account, origin FROM sign_in_tries ORDER BY failures DESC, last_at DESC OFFSET $1)`,
        [ROWS_MAX],
      );
    });
  }
}

async function originOf(
  tx: Transaction,
  { email, network, nowMs }: { readonly email: string; readonly network: string; readonly nowMs: number },
): Promise<string> {
  const rows = await queryRows(
    tx,
    `SELECT 1 FROM users u JOIN sign_ins s ON s.user_id = u.id
      WHERE u.email = $1 AND s.network = $2 AND s.last_used_at > $3 LIMIT 1`,
    [normalEmail(email), network, new Date(nowMs - USUAL_NETWORK_MS)],
  );
  return rows.length > 0 ? network : '';
}

async function triesAt(tx: Transaction, { account, origin }: CountedTry): Promise<Tries | null> {
  const rows = await queryRows(
    tx,
    'SELECT failures, last_at, last_network FROM sign_in_tries WHERE account = $1 AND origin = $2',
    [account, origin],
  );
  if (rows[0] === undefined) return null;
  const row = triesRow.parse(rows[0]);
  return { failures: row.failures, lastAtMs: row.last_at.getTime(), lastNetwork: row.last_network };
}

async function store(tx: Transaction, { account, origin }: CountedTry, tries: Tries): Promise<void> {
  await tx.query(
    `INSERT INTO sign_in_tries (account, origin, failures, last_at, last_network) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (account, origin) DO UPDATE SET failures = $3, last_at = $4, last_network = $5`,
    [account, origin, tries.failures, new Date(tries.lastAtMs), tries.lastNetwork],
  );
}
