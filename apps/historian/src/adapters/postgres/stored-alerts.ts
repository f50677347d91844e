import {
  alertIdSchema,
  storedAlertSchema,
  type Alert,
  type AlertId,
  type OrganizationId,
} from '@eagle/contracts/domain';
import type { OrganizationDatabase } from '@eagle/persistence';
import { z } from 'zod';
import type { AlertQuery } from '../../export/export-sources.js';

const PAGE_ALERTS = 500;

const alertRow = z.object({ id: alertIdSchema, raised_at: z.date(), body: storedAlertSchema });

/** The alerts that alerting keeps, as they are now. */
export class StoredAlerts {
  constructor(private readonly database: OrganizationDatabase) {}

  /** In the order in which they were raised, page by page. */
  async *read(organizationId: OrganizationId, query: AlertQuery): AsyncGenerator<Alert[]> {
    let after: { readonly raisedAt: Date; readonly id: AlertId } | null = null;
    for (;;) {
      const page: z.infer<typeof alertRow>[] = await this.page(organizationId, query, after);
      if (page.length > 0) yield page.map(({ body }) => body);
      const last = page.at(-1);
      if (last === undefined || page.length < PAGE_ALERTS) return;
      after = { raisedAt: last.raised_at, id: last.id };
    }
  }

  count(organizationId: OrganizationId, query: AlertQuery): Promise<number> {
    return this.database.forOrganization(organizationId, async (tx) => {
      const { rows } = await tx.query(
        `SELECT count(*) FROM alerts WHERE ${WANTED}`,
        paramsOf(organizationId, query),
      );
      return z.object({ count: z.number() }).parse(rows[0]).count;
    });
  }

  private page(
    organizationId: OrganizationId,
    query: AlertQuery,
    after: { readonly raisedAt: Date; readonly id: AlertId } | null,
  ): Promise<z.infer<typeof alertRow>[]> {
    return this.database.forOrganization(organizationId, async (tx) => {
      const { rows } = await tx.query(
        `SELECT id, raised_at, body FROM alerts
          WHERE ${WANTED} AND ($7::timestamptz IS NULL OR (raised_at, id) > ($7, $8::uuid)) ORDER BY raised_at, id LIMIT ${PAGE_ALERTS}`,
        [...paramsOf(organizationId, query), after?.raisedAt ?? null, after?.id ?? null],
      );
      return z.array(alertRow).parse(rows);
    });
  }
}

/**
 * Alerts of earlier versions do not say when they were recorded; they stand by the time at which
 * they were raised.
 */
const WANTED = `organization_id = $1 AND raised_at >= $2 AND raised_at < $3 AND (cardinality($4::text[]) = 0 OR asset_id = ANY($4))
  AND ($5::timestamptz IS NULL OR coalesce(recorded_at, raised_at) >= $5) AND ($6::timestamptz IS NULL OR coalesce(recorded_at, raised_at) < $6)`;

/** Years 1 to 9999, all that PostgreSQL and ISO 8601 both know. */
const FIRST_MS = Date.UTC(1970, 0, 1) - 719_162 * 86_400_000;
const LAST_MS = Date.UTC(9_999, 11, 31);
const instantOf = (timeMs: number): string =>
  new Date(Math.min(LAST_MS, Math.max(FIRST_MS, timeMs))).toISOString();

const paramsOf = (
  organizationId: OrganizationId,
  { assets, fromMs, toMs, recordedWithin }: AlertQuery,
): unknown[] => [
  ...[organizationId, instantOf(fromMs), instantOf(toMs), assets],
  ...(recordedWithin === null
    ? [null, null]
    : [instantOf(recordedWithin.fromMs), instantOf(recordedWithin.toMs)]),
];
