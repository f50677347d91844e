import { STATUS_CODES } from 'node:http';
import { AppError, type AppErrorCode, type ErrorKind } from '@eagle/contracts/domain';
import { mistakeSchema, type Problem } from '@eagle/contracts/rest';
import { HttpException } from '@nestjs/common';
import { z } from 'zod';

export const PROBLEM_CONTENT_TYPE = 'application/problem+json; charset=utf-8';

/** The one place where kinds of failure become HTTP. */
export function httpStatusOf(kind: ErrorKind): number {
  switch (kind) {
    case 'invalid':
      return 400;
    case 'unauthenticated':
      return 401;
    case 'forbidden':
      return 403;
    case 'not-found':
      return 404;
    case 'conflict':
      return 409;
    case 'exhausted':
      return 429;
    case 'bug':
      return 500;
    case 'unavailable':
      return 503;
    case 'timeout':
      return 504;
  }
}

/** Codes for which HTTP has a status of its own. */
const STATUS_OF_CODE: Partial<Record<AppErrorCode, number>> = { 'HTTP.NOT_ACCEPTABLE': 406 };

/**
 * Failures that the HTTP framework itself reports: their status is safe to show, their text not
 * always.
 */
interface FrameworkFailure {
  readonly statusCode: number;
}

/**
 * What a client learns of a failure. Only the text of an AppError leaves the platform; of any other
 * error, and of a bug, a client learns only that it happened.
 * @param instance  Path of the request, without its query (which may hold personal data).
 */
export function problemOf(error: unknown, instance: string): Problem {
  if (error instanceof AppError) return problemOfAppError(error, instance);
  const status = frameworkStatusOf(error);
  if (status === null) return unexpected(instance);
  const known = FRAMEWORK_REFUSALS[status];
  return {
    ...head(known?.code ?? 'HTTP.BAD_REQUEST', status, instance),
    detail: known?.detail ?? `${STATUS_CODES[status] ?? 'Error'}.`,
  };
}

function problemOfAppError(error: AppError, instance: string): Problem {
  if (error.kind === 'bug' || isFromStorage(error)) return unexpected(instance);
  const mistakes = z.array(mistakeSchema).safeParse(error.details['errors']);
  const retryAfter = z.number().int().safeParse(error.details['retryAfterSeconds']);
  return {
    ...head(error.code, STATUS_OF_CODE[error.code] ?? httpStatusOf(error.kind), instance),
    detail: error.message,
    ...(mistakes.success ? { errors: mistakes.data } : {}),
    ...(retryAfter.success ? { retryAfterSeconds: retryAfter.data } : {}),
  };
}

/**
 * We should have checked a value or row that storage refused; its text names tables and is not
 * shown. That storage is unreachable may be shown.
 */
function isFromStorage(error: AppError): boolean {
  return error.code.startsWith('DATABASE.') && !error.retryable;
}

function unexpected(instance: string): Problem {
  return {
    ...head('INTERNAL.UNEXPECTED', 500, instance),
    detail: 'Something went wrong on our side. It was recorded; trying again later may help.',
  };
}

function head(code: AppErrorCode, status: number, instance: string) {
  const type = `urn:eagle:problem:${code.toLowerCase().replaceAll('_', '-').replaceAll('.', ':')}`;
  return { type, title: STATUS_CODES[status] ?? 'Error', status, code, instance };
}

const FRAMEWORK_REFUSALS: Readonly<Record<number, { readonly code: AppErrorCode; readonly detail: string }>> =
  {
    400: {
      code: 'HTTP.BAD_REQUEST',
      detail: 'The request could not be read: check that its body is valid JSON.',
    },
    401: { code: 'HTTP.UNAUTHORIZED', detail: 'Sign in first.' },
    403: { code: 'HTTP.FORBIDDEN', detail: 'This is not allowed.' },
    404: { code: 'HTTP.NOT_FOUND', detail: 'There is nothing at this address.' },
    405: { code: 'HTTP.METHOD_NOT_ALLOWED', detail: 'The address does not take this method.' },
    413: { code: 'HTTP.PAYLOAD_TOO_LARGE', detail: 'The request is larger than this address takes.' },
    415: { code: 'HTTP.UNSUPPORTED_MEDIA_TYPE', detail: 'Send the body as application/json.' },
    429: { code: 'HTTP.TOO_MANY_REQUESTS', detail: 'Too many requests: wait a little and try again.' },
  };

function frameworkStatusOf(error: unknown): number | null {
  const status = readStatus(error);
  return status !== null && status >= 400 && status < 500 ? status : null;
}

function readStatus(error: unknown): number | null {
  if (typeof error !== 'object' || error === null) return null;
  if (error instanceof HttpException) return error.getStatus();
  return hasStatusCode(error) ? error.statusCode : null;
}

function hasStatusCode(error: object): error is FrameworkFailure {
  return 'statusCode' in error && typeof error.statusCode === 'number';
}
