import { type AlertId, type OrganizationId } from '@eagle/contracts/domain';
import { ROUTES, type BodyOf, type QueryOf } from '@eagle/contracts/rest';
import { Body, Controller, Inject, Param, Query } from '@nestjs/common';
import { Route } from '../http/route.decorator.js';
import type { Principal } from '../access/principal.js';
import { CurrentOrganization, CurrentPrincipal } from '../access/request-context.js';
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

  @Route(ROUTES.alerts.acknowledge)
  acknowledge(
    @CurrentPrincipal() principal: Principal,
    @CurrentOrganization() organizationId: OrganizationId,
    @Param('alertId', { schema: ROUTES.alerts.acknowledge.params.alertId }) alertId: AlertId,
    @Body({ schema: ROUTES.alerts.acknowledge.body }) body: BodyOf<typeof ROUTES.alerts.acknowledge>,
  ) {
    return this.alerts.act(principal, organizationId, alertId, { action: 'acknowledge', ...body });
  }

  @Route(ROUTES.alerts.resolve)
  resolve(
    @CurrentPrincipal() principal: Principal,
    @CurrentOrganization() organizationId: OrganizationId,
    @Param('alertId', { schema: ROUTES.alerts.resolve.params.alertId }) alertId: AlertId,
    @Body({ schema: ROUTES.alerts.resolve.body }) body: BodyOf<typeof ROUTES.alerts.resolve>,
  ) {
    return this.alerts.act(principal, organizationId, alertId, { action: 'resolve', ...body });
  }

  @Route(ROUTES.alerts.dismiss)
  dismiss(
    @CurrentPrincipal() principal: Principal,
    @CurrentOrganization() organizationId: OrganizationId,
    @Param('alertId', { schema: ROUTES.alerts.dismiss.params.alertId }) alertId: AlertId,
    @Body({ schema: ROUTES.alerts.dismiss.body }) body: BodyOf<typeof ROUTES.alerts.dismiss>,
  ) {
    return this.alerts.act(principal, organizationId, alertId, { action: 'dismiss', ...body });
  }

  @Route(ROUTES.alerts.note)
  note(
    @CurrentPrincipal() principal: Principal,
    @CurrentOrganization() organizationId: OrganizationId,
    @Param('alertId', { schema: ROUTES.alerts.note.params.alertId }) alertId: AlertId,
    @Body({ schema: ROUTES.alerts.note.body }) body: BodyOf<typeof ROUTES.alerts.note>,
  ) {
    return this.alerts.act(principal, organizationId, alertId, { action: 'note', ...body });
  }
}

/** The alerts that a model foresaw, alone or together with a rule. */
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
