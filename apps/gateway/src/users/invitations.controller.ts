import { type OrganizationId, type UserId } from '@eagle/contracts/domain';
import { ROUTES, type BodyOf, type QueryOf } from '@eagle/contracts/rest';
import { Body, Controller, Inject, Param, Query } from '@nestjs/common';
import { LimitSignIns } from '../http/rate-limit.js';
import { Route } from '../http/route.decorator.js';
import type { Principal } from '../access/principal.js';
import { CurrentOrganization, CurrentPrincipal } from '../access/request-context.js';
import { Invitations } from './invitations.js';

/** People who were asked to join and have not answered yet. */
@Controller()
export class InvitationsController {
  constructor(@Inject(Invitations) private readonly invitations: Invitations) {}

  @Route(ROUTES.invitations.list)
  list(
    @CurrentOrganization() organizationId: OrganizationId,
    @Query({ schema: ROUTES.invitations.list.query }) query: QueryOf<typeof ROUTES.invitations.list>,
  ) {
    return this.invitations.list(organizationId, query);
  }

  @Route(ROUTES.invitations.withdraw)
  async withdraw(
    @CurrentPrincipal() principal: Principal,
    @CurrentOrganization() organizationId: OrganizationId,
    @Param('invitationId', { schema: ROUTES.invitations.withdraw.params.invitationId }) invitationId: UserId,
  ): Promise<void> {
    await this.invitations.withdraw(principal, organizationId, invitationId);
  }
}

@Controller()
export class AcceptInvitationController {
  constructor(@Inject(Invitations) private readonly invitations: Invitations) {}

  @Route(ROUTES.acceptInvitation.accept)
  @LimitSignIns()
  accept(
    @Body({ schema: ROUTES.acceptInvitation.accept.body })
    body: BodyOf<typeof ROUTES.acceptInvitation.accept>,
  ) {
    return this.invitations.accept(body.token, body.password);
  }
}
