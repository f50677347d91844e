import { ERRORS, isRetryable, type AppErrorCode } from './catalogue.js';
import type { ErrorKind } from './error-declaration.js';

/**
 * The one error that crosses module and service borders. `code` is stable
 * (`FEED.WRONG_CREDENTIALS`) and may be relied on by clients; its kind is declared with it;
 * `message` is for people and says what to do.
 */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly kind: ErrorKind;
  readonly retryable: boolean;

  constructor(
    readonly code: AppErrorCode,
    message: string,
    readonly details: Readonly<Record<string, unknown>> = {},
    options: { readonly cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    const declared = ERRORS[code];
    this.kind = declared.kind;
    this.retryable = isRetryable(declared);
  }
}
