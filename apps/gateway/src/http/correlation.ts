import { withCorrelation } from '@eagle/messaging';
import type { FastifyInstance } from 'fastify';

/**
 * Every effect of a request carries the request's id through all services, in messages and in the
 * audit log. The context is entered twice, because the bytes of a body arrive outside of the
 * context of the head.
 */
export function carryCorrelation(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    void reply.header('request-id', request.id);
    withCorrelation(request.id, done);
  });
  fastify.addHook('preValidation', (request, _, done) => withCorrelation(request.id, done));
}
