import { type OrganizationId, type UserId, userIdSchema, userSchema } from '@eagle/contracts/domain';
import { Body, Controller, Get, HttpCode, Inject, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { ApiOrganizationInPath } from '../http/api-organization.decorator.js';
import { pageOf, type PageQuery, pageQuerySchema } from '../http/page.js';
import { ForAdmins, ForSuperAdmins } from '../tenancy/access-rules.decorator.js';
import type { Principal } from '../tenancy/principal.js';
import { CurrentOrganization, CurrentPrincipal } from '../tenancy/request-context.js';
import { invitedSchema } from './invitations.controller.js';
import { Invitations } from './invitations.js';
import { memberChangeSchema, newMemberSchema, newSuperAdminSchema, Users } from './users.js';

@ApiTags('users')
@Controller('api/v1/organizations/:organizationId/users')
export class MembersController {
  constructor(
    @Inject(Users) private readonly users: Users,
    @Inject(Invitations) private readonly invitations: Invitations,
  ) {}

  @Get()
  @ForAdmins()
  @ApiOrganizationInPath()
  @ApiResponse({ status: 200, standardSchema: pageOf(userSchema) })
  list(
    @CurrentOrganization() organizationId: OrganizationId,
    @Query({ schema: pageQuerySchema }) query: PageQuery,
  ) {
    return this.users.list(organizationId, query);
  }

  /**
   * Invites somebody. The answer is the same whether the address is known in another organization or not; its token is for that person, who
   * accepts it with a password of their own.
   */
  @Post()
  @HttpCode(202)
  @ForAdmins()
  @ApiOrganizationInPath()
  @ApiResponse({ status: 202, standardSchema: invitedSchema })
  invite(
    @CurrentPrincipal() principal: Principal,
    @CurrentOrganization() organizationId: OrganizationId,
    @Body({ schema: newMemberSchema }) body: z.output<typeof newMemberSchema>,
  ) {
    return this.invitations.invite(principal, organizationId, body);
  }

  @Patch(':userId')
  @ForAdmins()
  @ApiOrganizationInPath()
  @ApiResponse({ status: 200, standardSchema: userSchema })
  change(
    @CurrentPrincipal() principal: Principal,
    @CurrentOrganization() organizationId: OrganizationId,
    @Param('userId', { schema: userIdSchema }) userId: UserId,
    @Body({ schema: memberChangeSchema }) body: z.output<typeof memberChangeSchema>,
  ) {
    return this.users.change(principal, organizationId, userId, body);
  }
}

@ApiTags('users')
@Controller('api/v1/super-admins')
export class SuperAdminsController {
  constructor(@Inject(Users) private readonly users: Users) {}

  @Get()
  @ForSuperAdmins()
  @ApiResponse({ status: 200, standardSchema: pageOf(userSchema) })
  list(@Query({ schema: pageQuerySchema }) query: PageQuery) {
    return this.users.list(null, query);
  }

  @Post()
  @ForSuperAdmins()
  @ApiResponse({ status: 201, standardSchema: userSchema })
  create(
    @CurrentPrincipal() principal: Principal,
    @Body({ schema: newSuperAdminSchema }) body: z.output<typeof newSuperAdminSchema>,
  ) {
    return this.users.createSuperAdmin(principal, body);
  }

  @Patch(':userId')
  @ForSuperAdmins()
  @ApiResponse({ status: 200, standardSchema: userSchema })
  change(
    @CurrentPrincipal() principal: Principal,
    @Param('userId', { schema: userIdSchema }) userId: UserId,
    @Body({ schema: memberChangeSchema.omit({ role: true }) })
    body: Omit<z.output<typeof memberChangeSchema>, 'role'>,
  ) {
    return this.users.change(principal, null, userId, body);
  }
}
