import {
  type Alert,
  type AlertId,
  alertIdSchema,
  alertOriginSchema,
  type OrganizationId,
  platformText,
  ruleIdSchema,
  storedAlertSchema,
  userIdSchema,
} from '@eagle/contracts/domain';
import type { AlertNote, AlertQuery, RuleAlertCount, RuleAlertsQuery } from '@eagle/contracts/rest';
import type { Database } from '@eagle/persistence';
import { DATABASE } from '@eagle/service-kit/database';
import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { AlertPosition } from './alert-filter.js';
import { queryRows } from '../query-rows.js';

const alertRow = z.object({ body: storedAlertSchema });
const ruleRow = z.object({
  rule_id: ruleIdSchema,
  alerts: z.coerce.number(),
  last_raised_at: z.date().transform((at) => at.toISOString()),
});
const standingRow = z.object({ id: alertIdSchema });
const storedNote = z.object({
  id: z.uuid(),
  userId: userIdSchema,
  body: platformText,
  createdAt: z.date().transform((at) => at.toISOString()),
});
/** An alert has few. */
const NOTES_MAX = 500;

type Origin = z.infer<typeof alertOriginSchema>;

/** Reads the alerts that alerting wrote; it writes none itself. */
@Injectable()
export class AlertRepository {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** Newest first, after the given place. */
  list(
    organizationId: OrganizationId,
    filter: Omit<AlertQuery, 'origin' | 'limit' | 'cursor'>,
    origins: readonly Origin[],
    after: AlertPosition | null,
    limit: number,
  ): Promise<Alert[]> {
    return this.database.forOrganization(organizationId, async (tx) => {
      const rows = await queryRows(
        tx,
        `SELECT body FROM alerts
          WHERE organization_id = $1
            AND origin::text = ANY($2::text[])
            AND ($3::boolean IS NULL OR active = $3)
            AND ($4::boolean IS NULL OR acknowledged = $4)
            AND ($5::text IS NULL OR component = $5)
            AND ($6::text IS NULL OR severity::text = $6)
            AND ($7::text IS NULL OR asset_id = $7)
            AND ($8::timestamptz IS NULL OR raised_at >= $8)
            AND ($9::timestamptz IS NULL OR raised_at < $9)
            AND ($10::timestamptz IS NULL OR (raised_at, id) < ($10, $11::uuid))
          ORDER BY raised_at DESC, id DESC
          LIMIT $12`,
        [
          organizationId,
          [...origins],
          filter.active ?? null,
          filter.acknowledged ?? null,
          filter.component ?? null,
          filter.severity ?? null,
          filter.asset ?? null,
          filter.from ?? null,
          filter.to ?? null,
          after?.[0] ?? null,
          after?.[1] ?? null,
          limit,
        ],
      );
      return rows.map((row) => alertRow.parse(row).body);
    });
  }

  /** How many alerts of a range each rule took part in, most first. */
  countByRule(organizationId: OrganizationId, { from, to }: RuleAlertsQuery): Promise<RuleAlertCount[]> {
    return this.database.forOrganization(organizationId, async (tx) => {
      const rows = await queryRows(
        tx,
        `SELECT rule_id, count(*) AS alerts, max(raised_at) AS last_raised_at
           FROM (SELECT raised_at, jsonb_path_query(body, '$.causes[*].ruleId') #>> '{}' AS rule_id
                   FROM alerts
                  WHERE organization_id = $1 AND raised_at >= $2 AND raised_at < $3) AS caused
          WHERE rule_id IS NOT NULL
          GROUP BY rule_id
          ORDER BY count(*) DESC, rule_id`,
        [organizationId, from, to],
      );
      return rows.map((row) => {
        const { rule_id: ruleId, alerts, last_raised_at: lastRaisedAt } = ruleRow.parse(row);
        return { ruleId, alerts, lastRaisedAt };
      });
    });
  }

  /** Ids of all alerts that are active. */
  standing(organizationId: OrganizationId): Promise<ReadonlySet<AlertId>> {
    return this.database.forOrganization(organizationId, async (tx) => {
      const rows = await queryRows(tx, 'SELECT id FROM alerts WHERE organization_id = $1 AND active', [
        organizationId,
      ]);
      return new Set(rows.map((row) => standingRow.parse(row).id));
    });
  }

  find(organizationId: OrganizationId, alertId: AlertId): Promise<Alert | null> {
    return this.database.forOrganization(organizationId, async (tx) => {
      const rows = await queryRows(tx, 'SELECT body FROM alerts WHERE organization_id = $1 AND id = $2', [
        organizationId,
        alertId,
      ]);
      return rows[0] === undefined ? null : alertRow.parse(rows[0]).body;
    });
  }

  /** Oldest first. */
  notes(organizationId: OrganizationId, alertId: AlertId): Promise<AlertNote[]> {
    return this.database.editOrganization(organizationId, async ({ prisma }) => {
      const found = await prisma.alertNote.findMany({
        where: { organizationId, alertId },
        orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
        take: NOTES_MAX,
      });
      return found.map((note) => {
        const { id, userId, body, createdAt: at } = storedNote.parse(note);
        return { id, userId, note: body, at };
      });
    });
  }
}
