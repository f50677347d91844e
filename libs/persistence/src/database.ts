import { AppError, type OrganizationId } from '@eagle/contracts/domain';
import pg from 'pg';
import { databaseError } from './database-error.js';
import type { Edits } from './edits.js';
import { checkedId, scopeSql } from './scope.js';
import type {
  OrganizationEdit,
  OrganizationTransaction,
  PlatformEdit,
  PlatformTransaction,
  Transaction,
} from './transaction.js';

export interface DatabaseOptions {
  /** Address with the role of a service. */
  readonly url: string;
  /** Connections at most. Default 10. */
  readonly poolMax?: number;
  /** Transactions that may wait for a connection; further ones are refused (DATABASE.BUSY). Default 20 per connection. */
  readonly waitingMax?: number;
  /** How long one waits for a connection. Default 5 000 ms. */
  readonly connectMsMax?: number;
  /** How long one statement may run. Default 15 000 ms. */
  readonly statementMsMax?: number;
  /** Shown by the server beside each connection, for example the service's name. */
  readonly applicationName?: string;
}

const LOCK_MS_MAX = 5_000;
const IDLE_IN_TRANSACTION_MS_MAX = 60_000;
const INT8_OID = 20;

/**
 * Opens the database for a service. Connections are made as needed and again after the server was away: nothing has to be reopened.
 * Retries are the caller's: every error is an AppError that says whether a retry makes sense (see `databaseError`).
 */
export function openDatabase(options: DatabaseOptions): Database {
  return new Database(options);
}

/** The platform's database. All access is by transactions that name an organization, or the platform itself. */
export class Database {
  private readonly pool: pg.Pool;
  private edits: Promise<Edits> | null = null;
  private readonly waitingMax: number;

  constructor(options: DatabaseOptions) {
    const poolMax = options.poolMax ?? 10;
    const statementMsMax = options.statementMsMax ?? 15_000;
    this.waitingMax = options.waitingMax ?? poolMax * 20;
    this.pool = new pg.Pool({
      connectionString: options.url,
      max: poolMax,
      connectionTimeoutMillis: options.connectMsMax ?? 5_000,
      idleTimeoutMillis: 60_000,
      statement_timeout: statementMsMax,
      // For a server that vanished silently; the server's own limit comes first.
      query_timeout: statementMsMax + 5_000,
      lock_timeout: LOCK_MS_MAX,
      idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS_MAX,
      application_name: options.applicationName ?? 'eagle',
      keepAlive: true,
      types: { getTypeParser: typeParser },
    });
    // A connection that breaks while idle is replaced at the next use; without a listener it would end the process.
    this.pool.on('error', () => undefined);
  }

  /**
   * Runs `work` in one transaction that can only touch rows of this organization; commits when it resolves, rolls back when it throws.
   * @throws what `work` throws; AppError as `databaseError` lists. After DATABASE.UNAVAILABLE the commit may or may not have happened.
   */
  async forOrganization<T>(
    organizationId: OrganizationId,
    work: (transaction: OrganizationTransaction) => Promise<T>,
  ): Promise<T> {
    const checked = checkedId(organizationId);
    return this.run(checked, '', (scoped) => work({ ...scoped.open(), organizationId: checked }));
  }

  /**
   * Runs `work` in one transaction of the platform itself; see `PlatformTransaction` for its
   * visible rows. Otherwise as `forOrganization`.
   */
  async forPlatform<T>(work: (transaction: PlatformTransaction) => Promise<T>): Promise<T> {
    return this.run('', 'platform', (scoped) =>
      work({
        ...scoped.open(),
        scope: 'platform',
        narrowTo: async (organizationId) => {
          const checked = checkedId(organizationId);
          return { ...(await scoped.openWithin(checked)), organizationId: checked };
        },
      }),
    );
  }

  /** `forOrganization`; where there is none, `forPlatform`: for records that belong to an organization or to the platform itself. */
  async forOwner<T>(
    organizationId: OrganizationId | null,
    work: (transaction: OrganizationTransaction | PlatformTransaction) => Promise<T>,
  ): Promise<T> {
    return organizationId === null ? this.forPlatform(work) : this.forOrganization(organizationId, work);
  }

  /**
   * As `forOrganization`, through the typed client: for what people edit. Costs about a millisecond more.
   * @throws also AppError `DATABASE.NOT_FOUND` (not-found) where the row to change does not exist.
   */
  async editOrganization<T>(
    organizationId: OrganizationId,
    work: (edit: OrganizationEdit) => Promise<T>,
  ): Promise<T> {
    this.refuseQueue();
    return (await this.openEdits()).forOrganization(organizationId, work);
  }

  /** As `forPlatform`, through the typed client. */
  async editPlatform<T>(work: (edit: PlatformEdit) => Promise<T>): Promise<T> {
    this.refuseQueue();
    return (await this.openEdits()).forPlatform(work);
  }

  /** `editOrganization`; where there is none, `editPlatform`. */
  async editOwner<T>(
    organizationId: OrganizationId | null,
    work: (edit: OrganizationEdit | PlatformEdit) => Promise<T>,
  ): Promise<T> {
    return organizationId === null ? this.editPlatform(work) : this.editOrganization(organizationId, work);
  }

  /** Loads the typed client now, at start, and not with the first edit, while others wait. The server need not be there yet. */
  async prepareEdits(): Promise<void> {
    await (await this.openEdits()).prepare();
  }

  /** Whether a connection can be obtained and answers: for readiness. @throws AppError. */
  async ping(): Promise<void> {
    await this.forPlatform((transaction) => transaction.query('SELECT 1'));
  }

  /** Connections in use, idle, and transactions that wait for one. */
  get load(): { readonly open: number; readonly idle: number; readonly waiting: number } {
    return { open: this.pool.totalCount, idle: this.pool.idleCount, waiting: this.pool.waitingCount };
  }

  /** Waits for open transactions and closes all connections. */
  async close(): Promise<void> {
    await (await this.edits)?.close();
    await this.pool.end();
  }

  private async run<T>(
    organization: OrganizationId | '',
    scope: 'platform' | '',
    work: (scoped: ScopedConnection) => Promise<T>,
  ): Promise<T> {
    const connection = await this.connect();
    const scoped = new ScopedConnection(connection);
    let broken = false;
    const onBroken = (): void => {
      broken = true;
    };
    connection.on('error', onBroken);
    try {
      // One round trip for both.
      await query(connection, `BEGIN; ${scopeSql(organization, scope)}`);
      const result = await work(scoped);
      scoped.end();
      await commit(connection);
      return result;
    } catch (error) {
      scoped.end();
      broken = !(await rollBack(connection)) || broken;
      throw error;
    } finally {
      connection.removeListener('error', onBroken);
      connection.release(broken);
    }
  }

  /** The client is loaded when it is first used: that takes a third of a service's start, and most services go without it. */
  private openEdits(): Promise<Edits> {
    this.edits ??= import('./edits.js').then((loaded) => new loaded.Edits(this.pool));
    return this.edits;
  }

  private refuseQueue(): void {
    if (this.pool.waitingCount < this.waitingMax) return;
    const message = 'Too many transactions wait for a database connection.';
    throw new AppError('DATABASE.BUSY', message);
  }

  private async connect(): Promise<pg.PoolClient> {
    this.refuseQueue();
    try {
      return await this.pool.connect();
    } catch (error) {
      throw databaseError(error);
    }
  }
}

/**
 * The connection of one transaction. Each new handle ends the previous one: a transaction has one
 * scope at a time.
 */
class ScopedConnection {
  private current: object | null = null;

  constructor(private readonly connection: pg.PoolClient) {}

  open(): Transaction {
    const handle = {};
    this.current = handle;
    const ensureOpen = (): void => {
      if (this.current !== handle)
        throw new AppError('DATABASE.TRANSACTION_OVER', 'The transaction is over already.');
    };
    return {
      query: async <Row extends pg.QueryResultRow>(sql: string, params: readonly unknown[] = []) => {
        ensureOpen();
        return query<Row>(this.connection, sql, params);
      },
    };
  }

  async openWithin(organizationId: OrganizationId): Promise<Transaction> {
    if (this.current === null)
      throw new AppError('DATABASE.TRANSACTION_OVER', 'The transaction is over already.');
    const narrowed = this.open();
    await query(this.connection, scopeSql(organizationId, ''));
    return narrowed;
  }

  end(): void {
    this.current = null;
  }
}

/** Statements that each connection keeps parsed and planned: with row-level security that is most of a small statement's work. */
const PREPARED_MAX = 200;
const prepared = new Map<string, { readonly name: string }>();

/**
 * A name for a statement that was seen before; texts beyond the bound, which a caller builds each
 * time, get none.
 */
function preparedAs(sql: string): { readonly name?: string } {
  const known = prepared.get(sql);
  if (known !== undefined) return known;
  if (prepared.size >= PREPARED_MAX) return {};
  const named = { name: `s${prepared.size}` };
  prepared.set(sql, named);
  return named;
}

async function query<Row extends pg.QueryResultRow>(
  connection: pg.PoolClient,
  sql: string,
  params: readonly unknown[] = [],
): Promise<pg.QueryResult<Row>> {
  try {
    // Without parameters the simple protocol is used, which alone takes several statements.
    return params.length === 0
      ? await connection.query<Row>(sql)
      : await connection.query<Row>({ ...preparedAs(sql), text: sql, values: [...params] });
  } catch (error) {
    throw databaseError(error);
  }
}

/**
 * A transaction in which a statement failed answers COMMIT with ROLLBACK; which must not look like
 * success.
 */
async function commit(connection: pg.PoolClient): Promise<void> {
  const { command } = await query(connection, 'COMMIT');
  if (command !== 'COMMIT') {
    throw new AppError(
      'DATABASE.ROLLED_BACK',
      'A statement failed and its error was swallowed: nothing was written.',
    );
  }
}

/** @returns false where that failed: the connection is unusable, and is discarded. */
async function rollBack(connection: pg.PoolClient): Promise<boolean> {
  try {
    await connection.query('ROLLBACK');
    return true;
  } catch {
    return false;
  }
}

function typeParser(oid: number, format?: 'text' | 'binary'): (value: string) => unknown {
  if (oid === INT8_OID) return exactNumber;
  return pg.types.getTypeParser(oid, format === 'binary' ? 'text' : format) as (value: string) => unknown;
}

function exactNumber(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value))
    throw new AppError('DATABASE.NUMBER_TOO_LARGE', `${text} is no exact number.`);
  return value;
}
