import { AppError } from '@eagle/contracts/domain';

/** One line for people about any thrown value. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/**
 * What goes into a log line about an error: stable code and kind where it is ours, the stack where
 * it is a bug.
 */
export function describeError(error: unknown): Record<string, unknown> {
  if (error instanceof AppError) {
    return {
      code: error.code,
      kind: error.kind,
      reason: error.message,
      details: error.details,
      ...(error.cause === undefined ? {} : { cause: messageOf(error.cause) }),
      ...(error.kind === 'bug' ? { stack: error.stack } : {}),
    };
  }
  return error instanceof Error ? { reason: error.message, stack: error.stack } : { reason: String(error) };
}
