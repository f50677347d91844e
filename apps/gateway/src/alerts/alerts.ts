import { viewOf } from '@eagle/alerts/render';
import { RPC } from '@eagle/contracts/bus';
import {
  type Alert,
  type AlertAction,
  type AlertId,
  type AlertView,
  AppError,
  type OrganizationId,
} from '@eagle/contracts/domain';
import type { AlertNote, AlertQuery, Page } from '@eagle/contracts/rest';
import type { Bus } from '@eagle/messaging';
import { BUS } from '@eagle/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { AlertRepository } from './alert.repository.js';
import { cutPage, decodeCursor } from '../http/page.js';
import type { Principal } from '../access/principal.js';
import { alertPositionSchema } from './alert-filter.js';

type Origin = Alert['origin'];
export const EVERY_ORIGIN: readonly Origin[] = ['rule', 'predictive', 'both'];
export const PREDICTED: readonly Origin[] = ['predictive', 'both'];

/**
 * Reads alerts and passes the actions of people on to alerting, which audits each action together
 * with its change. Sentences are made here from the stored facts.
 */
@Injectable()
export class Alerts {
  constructor(
    @Inject(AlertRepository) private readonly repository: AlertRepository,
    @Inject(BUS) private readonly bus: Bus,
  ) {}

  async list(
    organizationId: OrganizationId,
    query: Omit<AlertQuery, 'origin'>,
    origins: readonly Origin[],
  ): Promise<Page<AlertView>> {
    const { limit, cursor, ...filter } = query;
    const after = cursor === undefined ? null : decodeCursor(cursor, alertPositionSchema);
    const alerts = await this.repository.list(organizationId, filter, origins, after, limit + 1);
    return cutPage(
      alerts,
      limit,
      (alert) => viewOf(alert),
      (alert) => [alert.raisedAt, alert.id],
    );
  }

  /** @throws AppError `ALERT.NOT_FOUND`, also for the alert of another organization. */
  async get(
    organizationId: OrganizationId,
    alertId: AlertId,
    origins: readonly Origin[],
  ): Promise<AlertView> {
    const alert = await this.repository.find(organizationId, alertId);
    if (alert === null || !origins.includes(alert.origin)) throw alertNotFound();
    return viewOf(alert);
  }

  async notes(organizationId: OrganizationId, alertId: AlertId): Promise<AlertNote[]> {
    await this.get(organizationId, alertId, EVERY_ORIGIN);
    return this.repository.notes(organizationId, alertId);
  }

  /** @throws AppError `ALERT.NOT_FOUND`, and the errors of alerting. */
  async act(
    principal: Principal,
    organizationId: OrganizationId,
    alertId: AlertId,
    action: AlertAction,
  ): Promise<AlertView> {
    await this.get(organizationId, alertId, EVERY_ORIGIN);
    const { alert } = await this.bus.ask(RPC.actOnAlert, {
      organizationId,
      alertId,
      userId: principal.userId,
      action,
    });
    if (alert.organizationId !== organizationId) {
      throw new AppError(
        'ALERT.WRONG_TENANT',
        'The answer to an action held the alert of another organization.',
      );
    }
    return viewOf(alert);
  }
}

function alertNotFound(): AppError {
  return new AppError('ALERT.NOT_FOUND', 'There is no such alert.');
}
