import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { networkOf } from './network.js';

const CLIENT_CHARACTERS_MAX = 200;

/** Where a request comes from, as far as the network shows it. */
export interface Caller {
  readonly address: string;
  /** See `networkOf`. */
  readonly network: string;
  /**
   * The name that the client gives itself. A client may write anything here, so it is shown and
   * never trusted.
   */
  readonly client: string;
}

/** Handler parameter: where the request comes from. */
export const CurrentCaller = createParamDecorator((_: unknown, execution: ExecutionContext): Caller => {
  const request = execution.switchToHttp().getRequest<FastifyRequest>();
  const client = (request.headers['user-agent'] ?? '').slice(0, CLIENT_CHARACTERS_MAX);
  return { address: request.ip, network: networkOf(request.ip), client };
});
