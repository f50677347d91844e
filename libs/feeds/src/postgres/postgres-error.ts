import { AppError, cutText, type Feed } from '@eagle/contracts/domain';
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

/**
 * Maps errors of the driver and the server, by SQLSTATE or errno, to one sentence that says what to
 * do.
 */
export function postgresError(error: unknown, place: Place, what: string): AppError {
  if (error instanceof AppError) return error;
  const code = codeOf(error);
  const text = serverWords(error instanceof Error ? error.message : String(error));
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
    return unreachable(place, error);
  }
  return feedError('failed', `Reading ${what} failed: ${text} (${code || 'no code'}).`, error);
}

/**
 * One sentence for every reason why a source is unreachable, with the reason as the cause: a user
 * who sets up a feed cannot find out whether a port is closed, silent, not allowed or used by
 * something else.
 */
export function unreachable({ host, port }: Pick<Place, 'host' | 'port'>, cause?: unknown): AppError {
  const message = `The database at ${host}:${port} cannot be reached: check host, port and network, that it runs, and that the operator of the platform allows its network.`;
  return feedError('unreachable', message, cause);
}

/** A server's message, short and on one line. */
const SERVER_WORDS_MAX = 200;
const serverWords = (text: string): string =>
  cutText(text.slice(0, 4 * SERVER_WORDS_MAX).replace(/\p{C}+/gu, ' '), SERVER_WORDS_MAX);

function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return '';
  if ('code' in error && typeof error.code === 'string') return serverWords(error.code);
  return '';
}
