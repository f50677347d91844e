import type { OrganizationId } from '@eagle/contracts/domain';
import { ROUTES, type BodyOf, type QueryOf } from '@eagle/contracts/rest';
import { Body, Controller, Inject, Query } from '@nestjs/common';
import { Route } from '../http/route.decorator.js';
import type { Principal } from '../access/principal.js';
import { CurrentOrganization, CurrentPrincipal } from '../access/request-context.js';
import { Organizations } from './organizations.js';

@Controller()
export class OrganizationsController {
  constructor(@Inject(Organizations) private readonly organizations: Organizations) {}

  @Route(ROUTES.organizations.create)
  create(
    @CurrentPrincipal() principal: Principal,
    @Body({ schema: ROUTES.organizations.create.body }) body: BodyOf<typeof ROUTES.organizations.create>,
  ) {
    return this.organizations.create(principal, body);
  }

  @Route(ROUTES.organizations.list)
  list(@Query({ schema: ROUTES.organizations.list.query }) query: QueryOf<typeof ROUTES.organizations.list>) {
    return this.organizations.list(query);
  }

  @Route(ROUTES.organizations.get)
  get(@CurrentOrganization() organizationId: OrganizationId) {
    return this.organizations.get(organizationId);
  }

  @Route(ROUTES.organizations.rename)
  rename(
    @CurrentPrincipal() principal: Principal,
    @CurrentOrganization() organizationId: OrganizationId,
    @Body({ schema: ROUTES.organizations.rename.body }) body: BodyOf<typeof ROUTES.organizations.rename>,
  ) {
    return this.organizations.rename(principal, organizationId, body.name);
  }

  @Route(ROUTES.organizations.remove)
  async remove(
    @CurrentPrincipal() principal: Principal,
    @CurrentOrganization() organizationId: OrganizationId,
    @Query({ schema: ROUTES.organizations.remove.query })
    { name }: QueryOf<typeof ROUTES.organizations.remove>,
  ): Promise<void> {
    await this.organizations.remove(principal, organizationId, name);
  }

  @Route(ROUTES.organizations.enable)
  enable(@CurrentPrincipal() principal: Principal, @CurrentOrganization() organizationId: OrganizationId) {
    return this.organizations.setEnabled(principal, organizationId, true);
  }

  @Route(ROUTES.organizations.disable)
  disable(@CurrentPrincipal() principal: Principal, @CurrentOrganization() organizationId: OrganizationId) {
    return this.organizations.setEnabled(principal, organizationId, false);
  }
}
