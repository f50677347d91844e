/**
 * What sort of failure it is. Each kind maps to an HTTP status (gateway), an acknowledgement (messaging) and a metric label, each
 * in one exhaustive switch.
 */
export type ErrorKind =
  | 'invalid'
  | 'not-found'
  | 'conflict'
  | 'unauthenticated'
  | 'forbidden'
  | 'unavailable'
  | 'timeout'
  | 'exhausted'
  | 'bug';

const RETRYABLE: Record<ErrorKind, boolean> = {
  invalid: false,
  'not-found': false,
  conflict: false,
  unauthenticated: false,
  forbidden: false,
  unavailable: true,
  timeout: true,
  exhausted: true,
  bug: false,
};

/**
 * The one error that crosses module and service borders.
 * `code` is stable (`FEED.WRONG_PASSWORD`) and may be relied on by clients; `message` is for people and says what to do.
 */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly retryable: boolean;

  constructor(
    readonly code: `${Uppercase<string>}.${Uppercase<string>}`,
    readonly kind: ErrorKind,
    message: string,
    readonly details: Readonly<Record<string, unknown>> = {},
    options: { cause?: unknown; retryable?: boolean } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.retryable = options.retryable ?? RETRYABLE[kind];
  }
}
