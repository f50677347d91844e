/**
 * The kind of failure. Each kind maps to an HTTP status (gateway), an acknowledgement (messaging)
 * and a metric label, each in one exhaustive switch.
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

/** Description of an error code; each is one line of `docs/reference/errors.md`. */
export interface ErrorDeclaration {
  readonly kind: ErrorKind;
  /** Whether a retry may succeed; absent: as for its kind. */
  readonly retryable?: boolean;
  /** One sentence: what happened. */
  readonly meaning: string;
  /** What to do about it. */
  readonly action: string;
}

/** Errors by code. A code is stable: clients rely on it. */
export type ErrorDeclarations = Readonly<
  Record<`${Uppercase<string>}.${Uppercase<string>}`, ErrorDeclaration>
>;
