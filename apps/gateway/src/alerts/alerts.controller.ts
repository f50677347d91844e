import { type AlertId, type OrganizationId } from '@eagle/contracts/domain';
import { ROUTES, type QueryOf } from '@eagle/contracts/rest';
import { Controller, Inject, Param, Query } from '@nestjs/common';
import { Route } from '../http/route.decorator.js';
import { CurrentOrganization } from '../access/request-context.js';
import { Alerts, EVERY_ORIGIN, PREDICTED } from './alerts.js';

@Controller()
export class AlertsController {
  constructor(@Inject(Alerts) private readonly alerts: Alerts) {}

  @Route(ROUTES.alerts.list)
  list(
    @CurrentOrganization() organizationId: OrganizationId,
    @Query({ schema: ROUTES.alerts.list.query }) query: QueryOf<typeof ROUTES.alerts.list>,
  ) {
    const { origin, ...rest } = query;
    return this.alerts.list(organizationId, rest, origin === undefined ? EVERY_ORIGIN : [origin]);
  }

  @Route(ROUTES.alerts.get)
  get(
    @CurrentOrganization() organizationId: OrganizationId,
    @Param('alertId', { schema: ROUTES.alerts.get.params.alertId }) alertId: AlertId,
  ) {
    return this.alerts.get(organizationId, alertId, EVERY_ORIGIN);
  }

  @Route(ROUTES.alerts.notes)
  async notes(
    @CurrentOrganization() organizationId: OrganizationId,
    @Param('alertId', { schema: ROUTES.alerts.notes.params.alertId }) alertId: AlertId,
  ) {
    return { items: await this.alerts.notes(organizationId, alertId) };
  }
}

/** The alerts that a model predicted, alone or together with a rule. */
@Controller()
export class PredictiveAlertsController {
  constructor(@Inject(Alerts) private readonly alerts: Alerts) {}

  @Route(ROUTES.predictiveAlerts.list)
  list(
    @CurrentOrganization() organizationId: OrganizationId,
    @Query({ schema: ROUTES.predictiveAlerts.list.query })
    query: QueryOf<typeof ROUTES.predictiveAlerts.list>,
  ) {
    return this.alerts.list(organizationId, query, PREDICTED);
  }

  @Route(ROUTES.predictiveAlerts.get)
  get(
    @CurrentOrganization() organizationId: OrganizationId,
    @Param('alertId', { schema: ROUTES.predictiveAlerts.get.params.alertId }) alertId: AlertId,
  ) {
    return this.alerts.get(organizationId, alertId, PREDICTED);
  }
}
