import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { invalidRequest } from './request-validation.js';

/** The revision, with or without the quotes that HTTP requires. */
export const REVISION = /^"?(\d{1,15})"?$/;

/**
 * Handler parameter: the revision in `If-Match: "7"`, which means: change revision 7 or fail.
 * Undefined without the header.
 */
export const IfMatch = createParamDecorator((_: unknown, execution: ExecutionContext): number | undefined => {
  const header = execution.switchToHttp().getRequest<FastifyRequest>().headers['if-match'];
  if (header === undefined) return undefined;
  const found = REVISION.exec(header)?.[1];
  if (found === undefined) {
    throw invalidRequest([{ pointer: '/if-match', detail: 'the revision that was read, for example "7"' }]);
  }
  return Number(found);
});
