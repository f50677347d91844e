import { AsyncLocalStorage } from 'node:async_hooks';
import { AppError } from '@eagle/contracts/domain';
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { databaseError } from './database-error.js';
import { Prisma, PrismaClient } from './generated/client.js';

const TRANSACTION_MS_MAX = 60_000;
/** What Prisma says at the borders of a transaction, and what that is inside of one that is open already. */
const WITHIN_TRANSACTION: Readonly<Record<string, string>> = {
  BEGIN: 'SAVEPOINT prisma',
  COMMIT: 'RELEASE SAVEPOINT prisma',
  ROLLBACK: 'ROLLBACK TO SAVEPOINT prisma',
};

/**
 * Lets Prisma work inside a transaction that `pg` has open, so that one commit covers both. Prisma only ever runs interactive
 * transactions here (its query batching never mixes those), and each takes the connection that its asynchronous context carries.
 */
export class PrismaBridge {
  private readonly connection = new AsyncLocalStorage<pg.PoolClient>();
  private client: PrismaClient | null = null;

  /** @throws AppError as `databaseError` lists. */
  async within<T>(
    connection: pg.PoolClient,
    work: (prisma: Prisma.TransactionClient) => Promise<T>,
  ): Promise<T> {
    this.client ??= new PrismaClient({ adapter: new PrismaPg(new BorrowedConnections(this.connection)) });
    const client = this.client;
    try {
      return await this.connection.run(connection, () =>
        client.$transaction(work, { maxWait: TRANSACTION_MS_MAX, timeout: TRANSACTION_MS_MAX }),
      );
    } catch (error) {
      throw prismaError(error);
    }
  }

  async close(): Promise<void> {
    await this.client?.$disconnect();
  }
}

/** A pool that owns no connection: it lends the one of the surrounding transaction and never gives it away. */
class BorrowedConnections extends pg.Pool {
  constructor(private readonly current: AsyncLocalStorage<pg.PoolClient>) {
    super({ max: 1 });
  }

  override connect(): Promise<pg.PoolClient>;
  override connect(
    callback: (error: Error | undefined, client: pg.PoolClient | undefined, done: () => void) => void,
  ): void;
  override connect(
    callback?: (error: Error | undefined, client: pg.PoolClient | undefined, done: () => void) => void,
  ): Promise<pg.PoolClient> | void {
    const connection = this.current.getStore();
    if (connection === undefined || callback !== undefined) {
      throw new AppError('DATABASE.OUTSIDE_TRANSACTION', 'bug', 'Prisma was used outside of a transaction.');
    }
    return Promise.resolve(lend(connection));
  }
}

function call(target: pg.PoolClient, method: unknown, given: readonly unknown[]): unknown {
  if (typeof method !== 'function') throw new TypeError('a method of the connection');
  return Reflect.apply(method, target, given);
}

function lend(connection: pg.PoolClient): pg.PoolClient {
  return new Proxy(connection, {
    get(target, property) {
      if (property === 'release') return () => undefined;
      if (property === 'query')
        return (query: unknown) =>
          call(target, Reflect.get(target, 'query', target), [withinTransaction(query)]);
      const value: unknown = Reflect.get(target, property, target);
      return typeof value === 'function' ? (...given: unknown[]) => call(target, value, given) : value;
    },
  });
}

function withinTransaction(query: unknown): unknown {
  if (typeof query !== 'object' || query === null || !('text' in query) || typeof query.text !== 'string')
    return query;
  const replacement = WITHIN_TRANSACTION[query.text];
  return replacement === undefined ? query : { ...query, text: replacement };
}

/** Prisma wraps the driver's error; its code says enough for those that callers act on. */
function prismaError(error: unknown): unknown {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError)) return databaseError(error);
  const details = { prismaCode: error.code, ...error.meta };
  const cause = { cause: error };
  switch (error.code) {
    case 'P2002':
      return new AppError('DATABASE.DUPLICATE', 'conflict', 'It exists already.', details, cause);
    case 'P2003':
      return new AppError(
        'DATABASE.REFERENCE_MISSING',
        'conflict',
        'It refers to something that is missing.',
        details,
        cause,
      );
    case 'P2025':
      return new AppError('DATABASE.NOT_FOUND', 'not-found', 'It does not exist.', details, cause);
    case 'P1001':
    case 'P1017':
      return new AppError(
        'DATABASE.UNAVAILABLE',
        'unavailable',
        'The database cannot be reached.',
        details,
        cause,
      );
    case 'P2034':
      return new AppError(
        'DATABASE.SERIALIZATION',
        'conflict',
        'Another transaction was in the way.',
        details,
        {
          ...cause,
          retryable: true,
        },
      );
    default:
      return new AppError('DATABASE.FAILED', 'bug', error.message, details, cause);
  }
}
