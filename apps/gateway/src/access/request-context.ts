import { AppError, type OrganizationId } from '@eagle/contracts/domain';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Principal } from './principal.js';

interface RequestContext {
  readonly principal: Principal;
  readonly organizationId: OrganizationId | null;
}

/** Kept beside the request, not on it, so that no input of a client can replace it. */
const contexts = new WeakMap<FastifyRequest, RequestContext>();

export function setRequestContext(request: FastifyRequest, context: RequestContext): void {
  contexts.set(request, context);
}

function contextOf(execution: ExecutionContext): RequestContext {
  const context = contexts.get(execution.switchToHttp().getRequest<FastifyRequest>());
  if (context === undefined) {
    throw new AppError(
      'TENANCY.NO_CONTEXT',
      'A public route asked for the principal, which only routes with an access rule have.',
    );
  }
  return context;
}

/** Undefined before the guard has admitted the caller, and on public routes. */
export function requestContextOf(request: FastifyRequest): RequestContext | undefined {
  return contexts.get(request);
}

/** Handler parameter: the caller. */
export const CurrentPrincipal = createParamDecorator(
  (_: unknown, execution: ExecutionContext): Principal => contextOf(execution).principal,
);

/**
 * Handler parameter: the checked organization that the request acts on. A handler has no other
 * source of an organization.
 */
export const CurrentOrganization = createParamDecorator(
  (_: unknown, execution: ExecutionContext): OrganizationId => {
    const { organizationId } = contextOf(execution);
    if (organizationId === null) {
      throw new AppError('TENANCY.NO_ORGANIZATION', 'A route of the platform asked for an organization.');
    }
    return organizationId;
  },
);
