import type { Type } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';

/** What is known of a route before its body is read, from the decorators beside its handler. */
export interface RouteFacts {
  readonly controller: Type;
  readonly handler: (...args: unknown[]) => unknown;
  readonly bodyBytesMax?: number;
}

const known = new WeakMap<RouteFacts['handler'], RouteFacts>();

/** Adds facts about the decorated handler. */
export function routeFact(fact: Partial<RouteFacts> = {}): MethodDecorator {
  return (target, key, descriptor) => {
    const handler: unknown = descriptor.value;
    const controller: unknown = target.constructor;
    if (!isHandler(handler) || !isClass(controller))
      throw new Error(`${String(key)} is no handler of a route`);
    const facts = { ...known.get(handler), controller, handler, ...fact };
    known.set(handler, facts);
    RouteConfig({ eagle: facts })(target, key, descriptor);
  };
}

/**
 * Undefined for paths that are no route of a controller: documents, and the routes of service-kit.
 */
export function routeFactsOf(request: FastifyRequest): RouteFacts | undefined {
  const { config } = request.routeOptions;
  return 'eagle' in config ? factsIn(config.eagle) : undefined;
}

function factsIn(value: unknown): RouteFacts | undefined {
  const isOurs =
    typeof value === 'object' && value !== null && 'handler' in value && isHandler(value.handler);
  return isOurs && isHandler(value.handler) ? known.get(value.handler) : undefined;
}

const isHandler = (value: unknown): value is RouteFacts['handler'] => typeof value === 'function';
const isClass = (value: unknown): value is Type => typeof value === 'function';
