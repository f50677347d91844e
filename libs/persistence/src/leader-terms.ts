import { AppError, type OrganizationId, type WorkingService } from '@eagle/contracts/domain';
import { z } from 'zod';
import type { Database } from './database.js';
import type { OrganizationTransaction, Transaction } from './transaction.js';

/**
 * A leader that is frozen within a transaction holds its locks until the server ends it. Shorter
 * than any lease, so that the next leader does not wait for them.
 */
const IDLE_MS_MAX = 3_000;

const termRow = z.object({ term: z.number().int() });

/** The term that a leader writes in; `fencingToken` is its number in `leader_terms`. */
export interface WritingTerm {
  readonly fencingToken: number;
  /** Called where the database knows a newer term. */
  end(): void;
}

/**
 * Numbers the terms of one service. The store that refuses older leaders assigns the numbers, so
 * they always increase, whatever happens to the lease.
 */
export class LeaderTerms {
  constructor(
    private readonly database: Database,
    private readonly service: WorkingService,
  ) {}

  /** Begins a term: from now on every former one is refused. Waits for transactions of the former leader that are being committed. */
  next(): Promise<number> {
    return this.database.forPlatform(async (tx) => {
      const { rows } = await tx.query(
        `INSERT INTO leader_terms (service, term) VALUES ($1, 1)
         ON CONFLICT (service) DO UPDATE SET term = leader_terms.term + 1, began_at = now() RETURNING term`,
        [this.service],
      );
      return termRow.parse(rows[0]).term;
    });
  }
}

/** Transactions of a leader: each is refused as a whole once a newer term has begun. */
export class TermDatabase {
  constructor(
    private readonly database: Database,
    private readonly service: WorkingService,
    private readonly term: WritingTerm,
  ) {}

  /** @throws AppError `LEADER.FENCED` (conflict); else as `Database.forOrganization`. */
  forOrganization<T>(
    organizationId: OrganizationId,
    work: (transaction: OrganizationTransaction) => Promise<T>,
  ): Promise<T> {
    return this.database.forOrganization(organizationId, async (tx) => {
      await this.assertNewest(tx);
      return work(tx);
    });
  }

  /** The row stays locked until the end of the transaction: no newer term begins in the middle of it. */
  private async assertNewest(tx: Transaction): Promise<void> {
    const { rowCount } = await tx.query(
      `SELECT set_config('idle_in_transaction_session_timeout', $3, true) FROM leader_terms
        WHERE service = $1 AND term = $2 FOR SHARE`,
      [this.service, this.term.fencingToken, String(IDLE_MS_MAX)],
    );
    if (rowCount === 1) return;
    this.term.end();
    throw new AppError(
      'LEADER.FENCED',
      'Another replica leads now, and what this one wanted to write is refused: ask again.',
    );
  }
}

/** What leaders' adapters work on; `Database` itself fits, for who needs no term. */
export type OrganizationDatabase = Pick<Database, 'forOrganization'>;
