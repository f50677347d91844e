import type { OrganizationId } from '@eagle/contracts/domain';
import type { QueryResult, QueryResultRow } from 'pg';
import type { Prisma } from './generated/client.js';

/** One open transaction. It must not be used after the function it was given to has returned. */
export interface Transaction {
  /**
   * Runs one statement with `$1`-style parameters. `bigint` columns come as numbers (an error beyond 2^53), `timestamptz` as `Date`,
   * `jsonb` parsed; an object given for a `jsonb` parameter is written as JSON (an array must be stringified by the caller).
   * @throws AppError as `databaseError` lists.
   */
  query<Row extends QueryResultRow>(sql: string, params?: readonly unknown[]): Promise<QueryResult<Row>>;
  /**
   * Works on the same transaction through the typed Prisma client, within a savepoint: when `work` throws, its statements are undone and
   * the transaction itself can go on. Costs about a millisecond more than `query`.
   */
  prisma<T>(work: (prisma: Prisma.TransactionClient) => Promise<T>): Promise<T>;
}

/** Sees and changes the rows of one organization only; the database itself sees to that. */
export interface OrganizationTransaction extends Transaction {
  readonly organizationId: OrganizationId;
}

/**
 * Sees all organizations, users, invitations, sign-ins, refresh tokens and stream positions, and audit entries without an organization; no row of any other
 * tenant table. Of people, their sign-ins and invitations it changes those alone that belong to no organization.
 */
export interface PlatformTransaction extends Transaction {
  readonly scope: 'platform';
  /**
   * From here on the same transaction is that organization's: what was looked for across organizations is changed within its own. There is no way back, and this
   * object is over.
   */
  narrowTo(organizationId: OrganizationId): Promise<OrganizationTransaction>;
}
