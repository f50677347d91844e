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

/** What is to be known of an error code; each is one line of `docs/reference/errors.md`. */
export interface ErrorDeclaration {
  readonly kind: ErrorKind;
  /** Whether the same may work when it is tried again; absent: as its kind says. */
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
