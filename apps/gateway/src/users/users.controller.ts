import { type OrganizationId, type UserId } from '@eagle/contracts/domain';
import { ROUTES, type BodyOf, type QueryOf } from '@eagle/contracts/rest';
import { Body, Controller, Inject, Param, Query } from '@nestjs/common';
import { Route } from '../http/route.decorator.js';
import type { Principal } from '../access/principal.js';
import { CurrentOrganization, CurrentPrincipal } from '../access/request-context.js';
import { Invitations } from './invitations.js';
import { Users } from './users.js';

@Controller()
export class MembersController {
  constructor(
    @Inject(Users) private readonly users: Users,
    @Inject(Invitations) private readonly invitations: Invitations,
  ) {}

  @Route(ROUTES.members.list)
  list(
    @CurrentOrganization() organizationId: OrganizationId,
    @Query({ schema: ROUTES.members.list.query }) query: QueryOf<typeof ROUTES.members.list>,
  ) {
    return this.users.list(organizationId, query);
  }

  @Route(ROUTES.members.invite)
  invite(
    @CurrentPrincipal() principal: Principal,
    @CurrentOrganization() organizationId: OrganizationId,
    @Body({ schema: ROUTES.members.invite.body }) body: BodyOf<typeof ROUTES.members.invite>,
  ) {
    return this.invitations.invite(principal, organizationId, body);
  }

  @Route(ROUTES.members.change)
  change(
    @CurrentPrincipal() principal: Principal,
    @CurrentOrganization() organizationId: OrganizationId,
    @Param('userId', { schema: ROUTES.members.change.params.userId }) userId: UserId,
    @Body({ schema: ROUTES.members.change.body }) body: BodyOf<typeof ROUTES.members.change>,
  ) {
    return this.users.change(principal, organizationId, userId, body);
  }
}

@Controller()
export class SuperAdminsController {
  constructor(@Inject(Users) private readonly users: Users) {}

  @Route(ROUTES.superAdmins.list)
  list(@Query({ schema: ROUTES.superAdmins.list.query }) query: QueryOf<typeof ROUTES.superAdmins.list>) {
    return this.users.list(null, query);
  }

  @Route(ROUTES.superAdmins.create)
  create(
    @CurrentPrincipal() principal: Principal,
    @Body({ schema: ROUTES.superAdmins.create.body }) body: BodyOf<typeof ROUTES.superAdmins.create>,
  ) {
    return this.users.createSuperAdmin(principal, body);
  }

  @Route(ROUTES.superAdmins.change)
  change(
    @CurrentPrincipal() principal: Principal,
    @Param('userId', { schema: ROUTES.superAdmins.change.params.userId }) userId: UserId,
    @Body({ schema: ROUTES.superAdmins.change.body })
    body: BodyOf<typeof ROUTES.superAdmins.change>,
  ) {
    return this.users.change(principal, null, userId, body);
  }
}
