import type { OrganizationId } from '@eagle/contracts/domain';
import { ROUTES, type BodyOf, type VisitView } from '@eagle/contracts/rest';
import { Body, Controller, Inject } from '@nestjs/common';
import type { Principal } from '../access/principal.js';
import { CurrentOrganization, CurrentPrincipal } from '../access/request-context.js';
import { Route } from '../http/route.decorator.js';
import { Visits } from './visits.js';

@Controller()
export class VisitsController {
  constructor(@Inject(Visits) private readonly visits: Visits) {}

  @Route(ROUTES.visits.enter)
  enter(
    @CurrentPrincipal() principal: Principal,
    @CurrentOrganization() organizationId: OrganizationId,
    @Body({ schema: ROUTES.visits.enter.body }) { reason }: BodyOf<typeof ROUTES.visits.enter>,
  ): Promise<VisitView> {
    return this.visits.enter(principal, organizationId, reason);
  }

  @Route(ROUTES.visits.leave)
  async leave(
    @CurrentPrincipal() principal: Principal,
    @CurrentOrganization() organizationId: OrganizationId,
  ): Promise<void> {
    await this.visits.leave(principal, organizationId);
  }

  @Route(ROUTES.visits.list)
  async list(@CurrentPrincipal() principal: Principal): Promise<{ items: VisitView[] }> {
    return { items: await this.visits.list(principal) };
  }
}
