import { ExecutionContextHost } from '@nestjs/core/helpers/execution-context-host.js';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { errorCodes } from 'fastify';
import { AccessGuard } from '../access/access.guard.js';
import { RateLimitGuard } from './rate-limit.js';
import { routeFactsOf } from '../access/route-facts.js';

/**
 * Decides about a request by its head, before a byte of its body is read: the rate of the sender,
 * who the sender is, and whether the sender may do this. The guards of the framework run after the
 * body and check what the body names.
 */
export function admitBeforeBodies(app: NestFastifyApplication): void {
  const rate = app.get(RateLimitGuard);
  const access = app.get(AccessGuard);
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onRequest', async (request, reply) => {
      if (request.is404) throw new errorCodes.FST_ERR_NOT_FOUND();
      const facts = routeFactsOf(request);
      if (facts === undefined) return;
      const execution = new ExecutionContextHost([request, reply], facts.controller, facts.handler);
      await rate.admit(execution);
      await access.admit(execution);
    });
}
