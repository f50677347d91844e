import { AppError } from '@eagle/contracts/domain';
import { type ArgumentsHost, Catch, type ExceptionFilter, Inject } from '@nestjs/common';
import { Logger } from '@eagle/service-kit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ZodError } from 'zod';
import { PROBLEM_CONTENT_TYPE, problemOf } from './problem.js';

/** Gets the failure of every request: some failures are refusals. */
export abstract class FailedRequests {
  abstract note(error: unknown, request: FastifyRequest): void;
}

/**
 * Answers every failed HTTP request with problem details, and logs the failures that are ours. A
 * calling service gets the error itself.
 */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    @Inject(Logger) private readonly logger: Logger,
    @Inject(FailedRequests) private readonly failed: FailedRequests,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    if (host.getType() === 'rpc') throw error;
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const instance = request.url.split('?')[0] ?? '/';
    const problem = problemOf(error, instance);
    this.failed.note(error, request);
    if (problem.status >= 500) {
      const isExpected = error instanceof AppError && error.kind !== 'bug';
      const entry = { error, requestId: request.id, method: request.method, path: instance };
      if (isExpected) this.logger.warn(entry, 'request not served');
      else
        this.logger.error(
          entry,
          error instanceof ZodError ? 'a reply had an unexpected shape' : 'request failed',
        );
    }
    if (reply.sent) return;
    void reply.status(problem.status).header('content-type', PROBLEM_CONTENT_TYPE);
    if (problem.status === 401) void reply.header('www-authenticate', 'Bearer');
    if (problem.retryAfterSeconds !== undefined) {
      void reply.header('retry-after', String(problem.retryAfterSeconds));
    }
    void reply.send(JSON.stringify(problem));
  }
}
