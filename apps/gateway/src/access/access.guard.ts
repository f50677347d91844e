import { AppError, type OrganizationId } from '@eagle/contracts/domain';
import { Metrics } from '@eagle/service-kit';
import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { METRICS } from '../declared-metrics.js';
import { CLOCK, type Clock } from '../ports.js';
import { SignedInGuard } from './signed-in.guard.js';
import { ACCESS_RULE, type AccessRule } from './access-rules.decorator.js';
import { checkVisit, type NamedOrganizations, organizationOf } from './organization-access.js';
import type { Principal } from './principal.js';
import { requestContextOf, setRequestContext } from './request-context.js';

/**
 * Every service serves these to the operators of the platform; they carry no data of any
 * organization.
 */
const OPERATIONS_ROUTES: ReadonlySet<string> = new Set(['/health/live', '/health/ready', '/metrics']);

const namesOrganization = z.object({ organizationId: z.unknown() });

/**
 * The one guard of every route. It checks that the caller is signed in, has a permitted role and
 * stays within the own organization. It decides in two steps: first by the head of the request,
 * before the body is read, then by the organization that the body names.
 */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(SignedInGuard) private readonly signedIn: SignedInGuard,
    @Inject(Metrics) private readonly metrics: Metrics,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * The first step, without the body.
   * @throws AppError `AUTH.TOKEN_INVALID`, `AUTH.ACCESS_WITHDRAWN`, `ACCESS.ROLE_REFUSED`, and
   * those of `organizationOf` and `checkVisit`.
   */
  async admit(execution: ExecutionContext): Promise<void> {
    const request = execution.switchToHttp().getRequest<FastifyRequest>();
    const rule = this.ruleOf(execution);
    if (rule === undefined) throw refused();
    if (rule.scope === 'public') return;
    const principal = await this.signedIn.principalOf(execution);
    if (!rule.roles.includes(principal.role)) throw refused();
    const organizationId = rule.scope === 'organization' ? this.organization(principal, request) : null;
    if (organizationId !== null && rule.scope === 'organization' && rule.isWithin) {
      checkVisit(principal, organizationId, this.clock());
    }
    setRequestContext(request, { principal, organizationId });
  }

  /**
   * The second step. A request that did not pass the first step is refused. The message server
   * decides which service may send which request over the bus: see `askedBy` of a request.
   */
  canActivate(execution: ExecutionContext): boolean {
    if (execution.getType() === 'rpc') return true;
    const request = execution.switchToHttp().getRequest<FastifyRequest>();
    if (OPERATIONS_ROUTES.has(request.routeOptions.url ?? '')) return true;
    const rule = this.ruleOf(execution);
    if (rule?.scope === 'public') return true;
    const context = requestContextOf(request);
    if (rule === undefined || context === undefined) throw refused();
    if (rule.scope === 'organization' && request.body !== undefined) {
      this.organization(context.principal, request);
    }
    return true;
  }

  private ruleOf(execution: ExecutionContext): AccessRule | undefined {
    const targets = [execution.getHandler(), execution.getClass()];
    return this.reflector.getAllAndOverride<AccessRule | undefined>(ACCESS_RULE, targets);
  }

  private organization(principal: Principal, request: FastifyRequest): OrganizationId {
    try {
      return organizationOf(principal, namedIn(request));
    } catch (error) {
      if (error instanceof AppError && error.kind === 'forbidden') {
        this.metrics.counter(METRICS.crossTenantRefusals).inc();
      }
      throw error;
    }
  }
}

function namedIn(request: FastifyRequest): NamedOrganizations {
  const inBody = namesOrganization.safeParse(request.body);
  const inQuery = namesOrganization.safeParse(request.query);
  const inPath = namesOrganization.safeParse(request.params);
  return {
    path: inPath.success ? inPath.data.organizationId : undefined,
    query: inQuery.success ? inQuery.data.organizationId : undefined,
    body: inBody.success ? inBody.data.organizationId : undefined,
    header: request.headers['x-organization-id'],
  };
}

function refused(): AppError {
  return new AppError('ACCESS.ROLE_REFUSED', 'Your role does not allow this.');
}
