import { withCorrelation } from '@eagle/messaging';
import type { FastifyInstance } from 'fastify';

/**
 * What a request brings about carries the request's id through every service: in messages, and in the audit log. Entered twice, since the bytes of a body arrive
 * outside of what the head of the request began.
 */
export function carryCorrelation(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    void reply.header('request-id', request.id);
    withCorrelation(request.id, done);
  });
  fastify.addHook('preValidation', (request, _, done) => withCorrelation(request.id, done));
}
