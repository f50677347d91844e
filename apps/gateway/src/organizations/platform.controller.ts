import { ROUTES, type QueryOf } from '@eagle/contracts/rest';
import { Controller, Inject, Query } from '@nestjs/common';
import { Route } from '../http/route.decorator.js';
import { OrganizationGlances } from './organization-glances.js';

@Controller()
export class PlatformController {
  constructor(@Inject(OrganizationGlances) private readonly glances: OrganizationGlances) {}

  @Route(ROUTES.platform.organizations)
  organizations(
    @Query({ schema: ROUTES.platform.organizations.query })
    query: QueryOf<typeof ROUTES.platform.organizations>,
  ) {
    return this.glances.list(query);
  }
}
