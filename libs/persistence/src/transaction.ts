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
}

/** Sees and changes the rows of one organization only; the database itself sees to that. */
export interface OrganizationTransaction extends Transaction {
  readonly organizationId: OrganizationId;
}

/**
 * Sees all organizations, users, invitations, sign-ins, visits, refresh tokens and stream
 * positions, and audit entries without an organization; no row of any other tenant table. It changes
 * only people, sign-ins and invitations that belong to no organization.
 */
export interface PlatformTransaction extends Transaction {
  readonly scope: 'platform';
  /**
   * From now on the same transaction belongs to that organization: a row found across organizations
   * is changed within its organization. This cannot be undone, and this object is no longer usable.
   */
  narrowTo(organizationId: OrganizationId): Promise<OrganizationTransaction>;
}

/** Runs statements for their effect; their results are discarded. */
export interface Statements {
  query(sql: string, params?: readonly unknown[]): Promise<unknown>;
}

/** One open transaction of what people edit. It must not be used after the function it was given to has returned. */
export interface Edit extends Statements {
  /** The typed client, on this transaction. */
  readonly prisma: Prisma.TransactionClient;
}

/** Sees and changes the rows of one organization only; the database itself sees to that. */
export interface OrganizationEdit extends Edit {
  readonly organizationId: OrganizationId;
}

/** Sees and changes what a `PlatformTransaction` does. */
export interface PlatformEdit extends Edit {
  readonly scope: 'platform';
  /**
   * From now on the same transaction, and this object with it, belong to that organization. This
   * cannot be undone.
   */
  narrowTo(organizationId: OrganizationId): Promise<OrganizationEdit>;
}
