import {
  emailSchema,
  organizationIdSchema,
  type OrganizationId,
  platformText,
  text,
  type UserId,
  userIdSchema,
  userSchema,
} from '@eagle/contracts/domain';
import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { ApiOrganizationInPath } from '../http/api-organization.decorator.js';
import { pageOf, type PageQuery, pageQuerySchema } from '../http/page.js';
import { LimitSignIns } from '../http/rate-limit.js';
import { newPasswordSchema } from '../sign-in/password-policy.js';
import { ForAdmins, Public } from '../tenancy/access-rules.decorator.js';
import type { Principal } from '../tenancy/principal.js';
import { CurrentOrganization, CurrentPrincipal } from '../tenancy/request-context.js';
import { Invitations } from './invitations.js';
import { memberRoleSchema } from './users.js';

const acceptSchema = z.object({ token: text(200).min(20), password: newPasswordSchema });
const invitationSchema = z.object({
  /** The id that the user will have. */
  id: userIdSchema,
  organizationId: organizationIdSchema,
  email: emailSchema,
  name: platformText,
  role: memberRoleSchema,
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
});
export const invitedSchema = invitationSchema.extend({
  /** What the person accepts it with, at `POST /api/v1/auth/invitations/accept`. Given once: hand it on. */
  token: platformText,
});

/** People who were asked to join and have not answered yet. */
@ApiTags('users')
@Controller('api/v1/organizations/:organizationId/invitations')
export class InvitationsController {
  constructor(@Inject(Invitations) private readonly invitations: Invitations) {}

  @Get()
  @ForAdmins()
  @ApiOrganizationInPath()
  @ApiResponse({ status: 200, standardSchema: pageOf(invitationSchema) })
  list(
    @CurrentOrganization() organizationId: OrganizationId,
    @Query({ schema: pageQuerySchema }) query: PageQuery,
  ) {
    return this.invitations.list(organizationId, query);
  }

  /** Takes an invitation back: its token opens nothing any more. */
  @Delete(':invitationId')
  @HttpCode(204)
  @ForAdmins()
  @ApiOrganizationInPath()
  @ApiResponse({ status: 204 })
  async withdraw(
    @CurrentPrincipal() principal: Principal,
    @CurrentOrganization() organizationId: OrganizationId,
    @Param('invitationId', { schema: userIdSchema }) invitationId: UserId,
  ): Promise<void> {
    await this.invitations.withdraw(principal, organizationId, invitationId);
  }
}

@ApiTags('sign-in')
@Controller('api/v1/auth/invitations')
export class AcceptInvitationController {
  constructor(@Inject(Invitations) private readonly invitations: Invitations) {}

  /** Joins an organization: the token of the invitation, and a password of one's own. Sign in afterwards. */
  @Post('accept')
  @Public()
  @LimitSignIns()
  @ApiResponse({ status: 201, standardSchema: userSchema })
  accept(@Body({ schema: acceptSchema }) body: z.infer<typeof acceptSchema>) {
    return this.invitations.accept(body.token, body.password);
  }
}
