import {
  type AlertId,
  alertIdSchema,
  alertSchema,
  type OrganizationId,
  alertNoteTextSchema,
  seenRevisionSchema,
} from '@eagle/contracts/domain';
import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiResponse, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { alertNoteSchema } from '../adapters/postgres/alert.repository.js';
import { ApiOrganizationInQuery } from '../http/api-organization.decorator.js';
import { pageOf } from '../http/page.js';
import { ForMembers } from '../tenancy/access-rules.decorator.js';
import type { Principal } from '../tenancy/principal.js';
import { CurrentOrganization, CurrentPrincipal } from '../tenancy/request-context.js';
import { type AlertQuery, alertQuerySchema, predictiveAlertQuerySchema } from './alert-filter.js';
import { Alerts, EVERY_ORIGIN, PREDICTED } from './alerts.js';

const acknowledgeSchema = z
  .object({ note: alertNoteTextSchema.optional(), revision: seenRevisionSchema })
  .prefault({});
const resolveSchema = z.object({ message: alertNoteTextSchema.min(1), revision: seenRevisionSchema });
const dismissSchema = z
  .object({ message: alertNoteTextSchema.optional(), revision: seenRevisionSchema })
  .prefault({});
const noteSchema = z.object({ note: alertNoteTextSchema.min(1) });
const notesSchema = z.object({ items: z.array(alertNoteSchema) });

const AlertIdParam = () => Param('alertId', { schema: alertIdSchema });

@ApiTags('alerts')
@Controller('api/v1/alerts')
export class AlertsController {
  constructor(@Inject(Alerts) private readonly alerts: Alerts) {}

  @Get()
  @ForMembers()
  @ApiOrganizationInQuery()
  @ApiResponse({ status: 200, standardSchema: pageOf(alertSchema) })
  list(
    @CurrentOrganization() organizationId: OrganizationId,
    @Query({ schema: alertQuerySchema }) query: AlertQuery,
  ) {
    const { origin, ...rest } = query;
    return this.alerts.list(organizationId, rest, origin === undefined ? EVERY_ORIGIN : [origin]);
  }

  @Get(':alertId')
  @ForMembers()
  @ApiOrganizationInQuery()
  @ApiResponse({ status: 200, standardSchema: alertSchema })
  get(@CurrentOrganization() organizationId: OrganizationId, @AlertIdParam() alertId: AlertId) {
    return this.alerts.get(organizationId, alertId, EVERY_ORIGIN);
  }

  @Get(':alertId/notes')
  @ForMembers()
  @ApiOrganizationInQuery()
  @ApiResponse({ status: 200, standardSchema: notesSchema })
  async notes(@CurrentOrganization() organizationId: OrganizationId, @AlertIdParam() alertId: AlertId) {
    return { items: await this.alerts.notes(organizationId, alertId) };
  }

  @Post(':alertId/acknowledge')
  @HttpCode(200)
  @ForMembers()
  @ApiOrganizationInQuery()
  @ApiResponse({ status: 200, standardSchema: alertSchema })
  acknowledge(
    @CurrentPrincipal() principal: Principal,
    @CurrentOrganization() organizationId: OrganizationId,
    @AlertIdParam() alertId: AlertId,
    @Body({ schema: acknowledgeSchema }) body: z.output<typeof acknowledgeSchema>,
  ) {
    return this.alerts.act(principal, organizationId, alertId, { action: 'acknowledge', ...body });
  }

  @Post(':alertId/resolve')
  @HttpCode(200)
  @ForMembers()
  @ApiOrganizationInQuery()
  @ApiResponse({ status: 200, standardSchema: alertSchema })
  resolve(
    @CurrentPrincipal() principal: Principal,
    @CurrentOrganization() organizationId: OrganizationId,
    @AlertIdParam() alertId: AlertId,
    @Body({ schema: resolveSchema }) body: z.output<typeof resolveSchema>,
  ) {
    return this.alerts.act(principal, organizationId, alertId, { action: 'resolve', ...body });
  }

  @Post(':alertId/dismiss')
  @HttpCode(200)
  @ForMembers()
  @ApiOrganizationInQuery()
  @ApiResponse({ status: 200, standardSchema: alertSchema })
  dismiss(
    @CurrentPrincipal() principal: Principal,
    @CurrentOrganization() organizationId: OrganizationId,
    @AlertIdParam() alertId: AlertId,
    @Body({ schema: dismissSchema }) body: z.output<typeof dismissSchema>,
  ) {
    return this.alerts.act(principal, organizationId, alertId, { action: 'dismiss', ...body });
  }

  @Post(':alertId/notes')
  @HttpCode(200)
  @ForMembers()
  @ApiOrganizationInQuery()
  @ApiResponse({ status: 200, standardSchema: alertSchema })
  note(
    @CurrentPrincipal() principal: Principal,
    @CurrentOrganization() organizationId: OrganizationId,
    @AlertIdParam() alertId: AlertId,
    @Body({ schema: noteSchema }) body: z.output<typeof noteSchema>,
  ) {
    return this.alerts.act(principal, organizationId, alertId, { action: 'note', ...body });
  }
}

/** The alerts that a model foresaw, alone or together with a rule. */
@ApiTags('alerts')
@Controller('api/v1/predictive-alerts')
export class PredictiveAlertsController {
  constructor(@Inject(Alerts) private readonly alerts: Alerts) {}

  @Get()
  @ForMembers()
  @ApiOrganizationInQuery()
  @ApiResponse({ status: 200, standardSchema: pageOf(alertSchema) })
  list(
    @CurrentOrganization() organizationId: OrganizationId,
    @Query({ schema: predictiveAlertQuerySchema }) query: z.output<typeof predictiveAlertQuerySchema>,
  ) {
    return this.alerts.list(organizationId, query, PREDICTED);
  }

  @Get(':alertId')
  @ForMembers()
  @ApiOrganizationInQuery()
  @ApiResponse({ status: 200, standardSchema: alertSchema })
  get(@CurrentOrganization() organizationId: OrganizationId, @AlertIdParam() alertId: AlertId) {
    return this.alerts.get(organizationId, alertId, PREDICTED);
  }
}
