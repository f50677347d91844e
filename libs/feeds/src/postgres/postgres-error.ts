import { AppError, type Feed } from '@eagle/contracts';
import { feedError } from '../feed-problem.js';

/** Where the source is, for messages; never its password. */
export type Place = Pick<Feed, 'host' | 'port' | 'database' | 'user'>;

const UNREACHABLE = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ETIMEDOUT',
  'EPIPE',
  '57P01',
  '57P02',
  '57P03',
]);

/** Tells errors of the driver and the server apart by SQLSTATE or errno, into one sentence that says what to do. */
export function postgresError(error: unknown, place: Place, what: string): AppError {
  if (error instanceof AppError) return error;
  const code = codeOf(error);
  const text = error instanceof Error ? error.message : String(error);
  const where = `${place.host}:${place.port}`;
  if (code === '28P01' || code === '28000') {
    const message = `The database at ${where} refuses user "${place.user}": check user name and password of the feed, and that this machine may sign in.`;
    return feedError('wrong-credentials', message, error);
  }
  if (code === '3D000') {
    const message = `The database "${place.database}" does not exist on ${where}: check the feed's database name.`;
    return feedError('unreachable', message, error);
  }
  if (code === '53300') {
    const message = `The database at ${where} has no free connection left: raise its connection limit or close others; a feed takes one, or two with a notify channel.`;
    return feedError('unreachable', message, error);
  }
  if (code === '42P01' || code === '3F000')
    return feedError('table-missing', `${what} does not exist: create it or correct the mapping.`, error);
  if (code === '42703')
    return feedError(
      'column-missing',
      `A mapped column of ${what} is missing (${text}): correct the mapping.`,
      error,
    );
  if (code === '57014' || code === '55P03') {
    const message = `Reading ${what} took longer than the feed's statement timeout: the source is busy or locked, or needs an index on its key.`;
    return feedError('statement-timeout', message, error);
  }
  if (code === '42501')
    return feedError(
      'permission-denied',
      `User "${place.user}" may not read ${what}: grant it SELECT.`,
      error,
    );
  if (UNREACHABLE.has(code) || code.startsWith('08') || /terminated|timeout|connection|ended/i.test(text)) {
    const message = `The database at ${where} cannot be reached (${code || text}): check host, port, network and that it runs.`;
    return feedError('unreachable', message, error);
  }
  return feedError('failed', `Reading ${what} failed: ${text} (${code || 'no code'}).`, error);
}

function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return '';
  if ('code' in error && typeof error.code === 'string') return error.code;
  // Several addresses of one host were tried: the first failure speaks for all.
  if ('errors' in error && Array.isArray(error.errors)) return codeOf(error.errors[0]);
  return '';
}
