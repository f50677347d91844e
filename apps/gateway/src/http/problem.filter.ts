import { AppError } from '@eagle/contracts/domain';
import { type ArgumentsHost, Catch, type ExceptionFilter, Inject } from '@nestjs/common';
import { Logger } from '@eagle/service-kit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ZodError } from 'zod';
import { isRefusal, refusalEntry, Refusals } from '../audit/refusals.js';
import { withdrawnFromSchema } from '../sign-in/principals.js';
import { senderOf } from '../sign-in/signed-in.guard.js';
import { PROBLEM_CONTENT_TYPE, problemOf } from './problem.js';

/** Answers every failure of a request with problem details, records those that are ours, and notes who was refused. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    @Inject(Logger) private readonly logger: Logger,
    @Inject(Refusals) private readonly refusals: Refusals,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const instance = request.url.split('?')[0] ?? '/';
    const problem = problemOf(error, instance);
    if (isRefusal(error)) this.note(error, request);
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

  /** Refusals of people who are signed in, or were; of everybody else nothing is known. */
  private note(error: AppError, request: FastifyRequest): void {
    const sender = senderOf(request) ?? withdrawnFromSchema.safeParse(error.details).data;
    if (sender === undefined) return;
    this.refusals.note(refusalEntry(error, sender, `${request.method} ${request.routeOptions.url ?? ''}`));
  }
}
