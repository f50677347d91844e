import { ERRORS, isErrorCode, type AppErrorCode, type ErrorKind } from '@eagle/contracts/domain';

/** Every kind that a code has. */
export const ERROR_KINDS: readonly ErrorKind[] = [...new Set(Object.values(ERRORS).map(({ kind }) => kind))];

/** A code of this kind with the retry rule of the kind. */
export function codeOfKind(kind: ErrorKind): AppErrorCode {
  const code = Object.keys(ERRORS)
    .filter(isErrorCode)
    .find((each) => ERRORS[each].kind === kind && ERRORS[each].retryable === undefined);
  if (code === undefined) throw new Error(`no code is of kind ${kind}`);
  return code;
}
