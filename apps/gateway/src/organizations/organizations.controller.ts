import type { OrganizationId } from '@eagle/contracts/domain';
import { Body, Controller, Get, HttpCode, Inject, Patch, Post, Query } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { ApiOrganizationInPath } from '../http/api-organization.decorator.js';
import { pageOf, type PageQuery, pageQuerySchema } from '../http/page.js';
import { ForMembers, ForSuperAdmins, ForSuperAdminsOfOne } from '../tenancy/access-rules.decorator.js';
import type { Principal } from '../tenancy/principal.js';
import { CurrentOrganization, CurrentPrincipal } from '../tenancy/request-context.js';
import {
  newOrganizationSchema,
  organizationPatchSchema,
  organizationSchema,
} from './organization.schemas.js';
import { Organizations } from './organizations.js';

@ApiTags('organizations')
@Controller('api/v1/organizations')
export class OrganizationsController {
  constructor(@Inject(Organizations) private readonly organizations: Organizations) {}

  @Post()
  @ForSuperAdmins()
  @ApiResponse({ status: 201, standardSchema: organizationSchema })
  create(
    @CurrentPrincipal() principal: Principal,
    @Body({ schema: newOrganizationSchema }) body: z.output<typeof newOrganizationSchema>,
  ) {
    return this.organizations.create(principal, body);
  }

  @Get()
  @ForSuperAdmins()
  @ApiResponse({ status: 200, standardSchema: pageOf(organizationSchema) })
  list(@Query({ schema: pageQuerySchema }) query: PageQuery) {
    return this.organizations.list(query);
  }

  @Get(':organizationId')
  @ForMembers()
  @ApiOrganizationInPath()
  @ApiResponse({ status: 200, standardSchema: organizationSchema })
  get(@CurrentOrganization() organizationId: OrganizationId) {
    return this.organizations.get(organizationId);
  }

  @Patch(':organizationId')
  @ForSuperAdminsOfOne()
  @ApiOrganizationInPath()
  @ApiResponse({ status: 200, standardSchema: organizationSchema })
  rename(
    @CurrentPrincipal() principal: Principal,
    @CurrentOrganization() organizationId: OrganizationId,
    @Body({ schema: organizationPatchSchema }) body: z.output<typeof organizationPatchSchema>,
  ) {
    return this.organizations.rename(principal, organizationId, body.name);
  }

  @Post(':organizationId/enable')
  @HttpCode(200)
  @ForSuperAdminsOfOne()
  @ApiOrganizationInPath()
  @ApiResponse({ status: 200, standardSchema: organizationSchema })
  enable(@CurrentPrincipal() principal: Principal, @CurrentOrganization() organizationId: OrganizationId) {
    return this.organizations.setEnabled(principal, organizationId, true);
  }

  @Post(':organizationId/disable')
  @HttpCode(200)
  @ForSuperAdminsOfOne()
  @ApiOrganizationInPath()
  @ApiResponse({ status: 200, standardSchema: organizationSchema })
  disable(@CurrentPrincipal() principal: Principal, @CurrentOrganization() organizationId: OrganizationId) {
    return this.organizations.setEnabled(principal, organizationId, false);
  }
}
