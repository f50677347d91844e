import { AppError } from '@eagle/contracts/domain';
import type { Mistake } from '@eagle/contracts/rest';
import { StandardSchemaValidationPipe } from '@nestjs/common';
import type { z } from 'zod';

/** At most this many mistakes are listed in one answer. */
export const MISTAKES_MAX = 200;

interface Issue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}

/** `['rules', 2, 'tag']` → `/rules/2/tag`, as RFC 6901 writes it. */
export function jsonPointer(path: readonly (PropertyKey | { readonly key: PropertyKey })[]): string {
  return path
    .map((segment) => String(typeof segment === 'object' ? segment.key : segment))
    .map((segment) => `/${segment.replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('');
}

/** One error with every mistake of a request. */
export function invalidRequest(mistakes: readonly Mistake[]): AppError {
  const first = mistakes[0];
  const summary =
    first === undefined
      ? 'The request is not valid.'
      : `${first.pointer === '' ? 'The request' : first.pointer}: ${first.detail}` +
        (mistakes.length > 1 ? ` (and ${mistakes.length - 1} more)` : '');
  return new AppError('REQUEST.INVALID', summary, { errors: mistakes.slice(0, MISTAKES_MAX) });
}

export function mistakesOfIssues(issues: readonly Issue[]): Mistake[] {
  return issues
    .slice(0, MISTAKES_MAX)
    .map((issue) => ({ pointer: jsonPointer(issue.path ?? []), detail: issue.message, code: 'schema' }));
}

/** @throws AppError `REQUEST.INVALID` with every mistake. */
export function parseRequest<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw invalidRequest(mistakesOfIssues(parsed.error.issues));
}

/**
 * It need not check every key of a body: the parser refused keys that would replace a prototype.
 */
class RequestValidationPipe extends StandardSchemaValidationPipe {
  protected override stripProtoKeys(): void {}
}

/**
 * Checks each parameter against its zod schema and hands on the parsed value (defaults filled in,
 * unknown keys gone).
 */
export function requestValidationPipe(): StandardSchemaValidationPipe {
  return new RequestValidationPipe({
    exceptionFactory: (issues: readonly Issue[]) => invalidRequest(mistakesOfIssues(issues)),
  });
}
