import { AppError, type OrganizationId } from '@eagle/contracts/domain';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Principal } from './principal.js';

interface RequestContext {
  readonly principal: Principal;
  readonly organizationId: OrganizationId | null;
}

/** Kept beside the request, not on it: nothing that a client sends can ever stand in for it. */
const contexts = new WeakMap<FastifyRequest, RequestContext>();

export function setRequestContext(request: FastifyRequest, context: RequestContext): void {
  contexts.set(request, context);
}

function contextOf(execution: ExecutionContext): RequestContext {
  const context = contexts.get(execution.switchToHttp().getRequest<FastifyRequest>());
  if (context === undefined) {
    throw new AppError('TENANCY.NO_CONTEXT', 'A route asked who is signed in, but is open to anybody.');
  }
  return context;
}

/** Undefined before anybody was admitted, and on routes that are open to anybody. */
export function requestContextOf(request: FastifyRequest): RequestContext | undefined {
  return contexts.get(request);
}

/** Handler parameter: who asks. */
export const CurrentPrincipal = createParamDecorator(
  (_: unknown, execution: ExecutionContext): Principal => contextOf(execution).principal,
);

/** Handler parameter: the organization acted on, already checked. The only source of an organization in a handler. */
export const CurrentOrganization = createParamDecorator(
  (_: unknown, execution: ExecutionContext): OrganizationId => {
    const { organizationId } = contextOf(execution);
    if (organizationId === null) {
      throw new AppError('TENANCY.NO_ORGANIZATION', 'A route of the platform asked for an organization.');
    }
    return organizationId;
  },
);
