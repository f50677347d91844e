import { Inject, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { withdrawnFromSchema } from '../access/principals.js';
import { senderOf } from '../access/signed-in.guard.js';
import type { FailedRequests } from '../http/problem.filter.js';
import { isRefusal, refusalEntry, Refusals } from './refusals.js';

/** Records refusals of callers who are or were signed in; nothing is known of others. */
@Injectable()
export class RefusedRequests implements FailedRequests {
  constructor(@Inject(Refusals) private readonly refusals: Refusals) {}

  note(error: unknown, request: FastifyRequest): void {
    if (!isRefusal(error)) return;
    const sender = senderOf(request) ?? withdrawnFromSchema.safeParse(error.details).data;
    if (sender === undefined) return;
    this.refusals.note(refusalEntry(error, sender, `${request.method} ${request.routeOptions.url ?? ''}`));
  }
}
