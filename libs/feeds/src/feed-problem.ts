import { AppError, type AppErrorCode, type FeedProblem } from '@eagle/contracts/domain';

type FeedErrorProblem = Exclude<
  FeedProblem,
  'none' | 'disabled' | 'connecting' | 'quota-exceeded' | 'not-reported' | 'message-store'
>;

const CODES = {
  'not-configured': 'FEED.NOT_CONFIGURED',
  unreachable: 'FEED.UNREACHABLE',
  'wrong-credentials': 'FEED.WRONG_CREDENTIALS',
  'insecure-connection': 'FEED.INSECURE_CONNECTION',
  'source-misbehaves': 'FEED.SOURCE_MISBEHAVES',
  'table-missing': 'FEED.TABLE_MISSING',
  'column-missing': 'FEED.COLUMN_MISSING',
  'statement-timeout': 'FEED.STATEMENT_TIMEOUT',
  'permission-denied': 'FEED.PERMISSION_DENIED',
  'too-costly': 'FEED.TOO_COSTLY',
  failed: 'FEED.FAILED',
} as const satisfies Record<FeedErrorProblem, AppErrorCode>;

const PROBLEM_OF_CODE: ReadonlyMap<string, FeedProblem> = new Map([
  [CODES['not-configured'], 'not-configured'],
  [CODES.unreachable, 'unreachable'],
  [CODES['wrong-credentials'], 'wrong-credentials'],
  [CODES['insecure-connection'], 'insecure-connection'],
  [CODES['source-misbehaves'], 'source-misbehaves'],
  [CODES['table-missing'], 'table-missing'],
  [CODES['column-missing'], 'column-missing'],
  [CODES['statement-timeout'], 'statement-timeout'],
  [CODES['permission-denied'], 'permission-denied'],
  [CODES['too-costly'], 'too-costly'],
]);

/**
 * An error of a feed. Each may be tried again (except a feed that is not configured): the operator
 * of the source can fix it at any time.
 * @param message  One plain sentence: what is wrong and what to do.
 */
export function feedError(problem: FeedErrorProblem, message: string, cause?: unknown): AppError {
  return new AppError(CODES[problem], message, {}, { cause });
}

/** The status to show for an error that a feed threw; `failed` for any other error. */
export function feedProblemOf(error: unknown): FeedProblem {
  if (!(error instanceof AppError)) return 'failed';
  return PROBLEM_OF_CODE.get(error.code) ?? 'failed';
}
