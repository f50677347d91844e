import { type OrganizationId } from '@eagle/contracts/domain';
import { ROUTES, type QueryOf } from '@eagle/contracts/rest';
import { Controller, Inject, Query } from '@nestjs/common';
import { CurrentOrganization } from '../access/request-context.js';
import { Route } from '../http/route.decorator.js';
import { AlertRepository } from './alert.repository.js';

/** What the rules of an organization did. */
@Controller()
export class RuleAlertsController {
  constructor(@Inject(AlertRepository) private readonly alerts: AlertRepository) {}

  @Route(ROUTES.ruleAlerts.count)
  async count(
    @CurrentOrganization() organizationId: OrganizationId,
    @Query({ schema: ROUTES.ruleAlerts.count.query }) range: QueryOf<typeof ROUTES.ruleAlerts.count>,
  ) {
    return { items: await this.alerts.countByRule(organizationId, range) };
  }
}
