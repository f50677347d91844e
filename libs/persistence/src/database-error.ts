import { AppError } from '@eagle/contracts/domain';
import pg from 'pg';

/**
 * Maps an error of the database to one of `DATABASE_ERRORS` (`docs/reference/errors.md`). Any other
 * error is returned unchanged.
 */
export function databaseError(error: unknown): unknown {
  if (error instanceof AppError) return error;
  if (error instanceof pg.DatabaseError) return errorOfRefusal(refusalOf(error), error);
  if (!(error instanceof Error)) return error;
  if (error.message.startsWith('timeout exceeded when trying to connect')) {
    return new AppError('DATABASE.BUSY', 'No database connection became free in time.', {}, { cause: error });
  }
  if (error.message === 'Query read timeout') {
    return new AppError(
      'DATABASE.STATEMENT_TIMEOUT',
      'The database did not answer in time.',
      {},
      { cause: error },
    );
  }
  return isConnectionLoss(error) ? unavailable(error) : error;
}

const CONNECTION_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
]);
const CONNECTION_TEXTS = [
  'Connection terminated',
  'Client has encountered a connection error',
  'Client was closed and is not queryable',
  'The server does not support SSL',
];

function isConnectionLoss(error: Error): boolean {
  if ('code' in error && typeof error.code === 'string' && CONNECTION_CODES.has(error.code)) return true;
  if (error instanceof AggregateError)
    return error.errors.some((inner) => inner instanceof Error && isConnectionLoss(inner));
  return CONNECTION_TEXTS.some((text) => error.message.startsWith(text));
}

export function unavailable(cause: Error): AppError {
  return new AppError('DATABASE.UNAVAILABLE', 'The database cannot be reached.', {}, { cause });
}

/** disk_full, out_of_memory and the class itself, io_error: the statement itself is correct. */
const NO_ROOM = new Set(['53000', '53100', '53200', '53400', '58000', '58030']);

const refusalOf = ({ code, message, constraint, table }: pg.DatabaseError): ServerRefusal => ({
  state: code ?? '',
  message,
  constraint: constraint ?? null,
  table: table ?? null,
});

/** The server's report on a refused statement. */
export interface ServerRefusal {
  readonly state: string;
  readonly message: string;
  readonly constraint: string | null;
  readonly table: string | null;
}

export function errorOfRefusal({ state, message, constraint, table }: ServerRefusal, error: Error): AppError {
  const details = { sqlState: state, constraint, table };
  const cause = { cause: error };
  if (state.startsWith('08') || ['57P01', '57P02', '57P03', '25P03'].includes(state))
    return unavailable(error);
  if (NO_ROOM.has(state)) {
    const text = `The database has no room or cannot write: ${message}. Free space on its disk; what waits is written then.`;
    return new AppError('DATABASE.NO_ROOM', text, details, cause);
  }
  if (state === '53300')
    return new AppError('DATABASE.BUSY', 'The database has no connection left.', details, cause);
  if (state === '57014' || state === '55P03') {
    return new AppError('DATABASE.STATEMENT_TIMEOUT', 'A statement took too long.', details, cause);
  }
  if (state === '40001' || state === '40P01') {
    return new AppError('DATABASE.SERIALIZATION', 'Another transaction was in the way.', details, cause);
  }
  if (state === '23505') return new AppError('DATABASE.DUPLICATE', 'It exists already.', details, cause);
  if (state === '23503') {
    return new AppError(
      'DATABASE.REFERENCE_MISSING',
      'It refers to something that is missing.',
      details,
      cause,
    );
  }
  if (state === '42501') {
    return new AppError('DATABASE.ROW_FORBIDDEN', 'The row belongs to another organization.', details, cause);
  }
  if (state.startsWith('22') || state.startsWith('23')) {
    return new AppError('DATABASE.VALUE_REFUSED', `The database refused a value: ${message}`, details, cause);
  }
  return new AppError('DATABASE.FAILED', `The database failed: ${message}`, details, cause);
}
