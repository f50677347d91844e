import { ROUTES, type QueryOf, type ReplyOf } from '@eagle/contracts/rest';
import { Controller, Inject, Query } from '@nestjs/common';
import { Route } from '../http/route.decorator.js';
import { ServiceVitals } from '../operations/vitals/service-vitals.js';
import { OrganizationGlances } from './organization-glances.js';

@Controller()
export class PlatformController {
  constructor(
    @Inject(OrganizationGlances) private readonly glances: OrganizationGlances,
    @Inject(ServiceVitals) private readonly vitals: ServiceVitals,
  ) {}

  @Route(ROUTES.platform.services)
  services(): ReplyOf<typeof ROUTES.platform.services> {
    return this.vitals.report();
  }

  @Route(ROUTES.platform.organizations)
  organizations(
    @Query({ schema: ROUTES.platform.organizations.query })
    query: QueryOf<typeof ROUTES.platform.organizations>,
  ) {
    return this.glances.list(query);
  }
}
