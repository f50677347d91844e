import { RPC } from '@eagle/contracts/bus';
import { AppError, type OrganizationId } from '@eagle/contracts/domain';
import { ROUTES, type BodyOf } from '@eagle/contracts/rest';
import type { Bus } from '@eagle/messaging';
import { BUS } from '@eagle/service-kit';
import { Body, Controller, Inject } from '@nestjs/common';
import { Route } from '../http/route.decorator.js';
import { ModelRepository } from './model.repository.js';
import type { Principal } from '../access/principal.js';
import { CurrentOrganization, CurrentPrincipal } from '../access/request-context.js';

/** Promotes, rolls back and retires versions. model-cache decides and writes history and audit. */
@Controller()
export class DeploymentsController {
  constructor(
    @Inject(ModelRepository) private readonly models: ModelRepository,
    @Inject(BUS) private readonly bus: Bus,
  ) {}

  @Route(ROUTES.deployments.deploy)
  async deploy(
    @CurrentPrincipal() principal: Principal,
    @CurrentOrganization() organizationId: OrganizationId,
    @Body({ schema: ROUTES.deployments.deploy.body }) body: BodyOf<typeof ROUTES.deployments.deploy>,
  ) {
    const { version, mode, reason, override = null } = body;
    // A version of another organization is not found here: no other service is asked.
    if ((await this.models.model(organizationId, version)) === null) {
      throw new AppError('MODEL.NOT_FOUND', 'There is no model of this version.');
    }
    return this.bus.ask(RPC.deployModel, {
      organizationId,
      actorId: principal.userId,
      version,
      mode,
      reason,
      override,
    });
  }

  @Route(ROUTES.deployments.rollBack)
  rollBack(
    @CurrentPrincipal() principal: Principal,
    @CurrentOrganization() organizationId: OrganizationId,
    @Body({ schema: ROUTES.deployments.rollBack.body }) body: BodyOf<typeof ROUTES.deployments.rollBack>,
  ) {
    const reason = body?.reason ?? '';
    return this.bus.ask(RPC.rollBackModel, { organizationId, actorId: principal.userId, reason });
  }
}
