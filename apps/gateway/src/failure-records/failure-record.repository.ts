import {
  type AuditAuthor,
  assetIdSchema,
  componentNameSchema,
  type OrganizationId,
  platformText,
} from '@eagle/contracts/domain';
import type { FailureRecord } from '@eagle/contracts/rest';
import { audit, type Database } from '@eagle/persistence';
import { DATABASE } from '@eagle/service-kit/database';
import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { queryRows } from '../query-rows.js';

const recordRow = z.object({
  asset_id: assetIdSchema,
  component: componentNameSchema,
  at: z.date(),
  ends_at: z.date().nullable(),
  source: platformText,
});
const insertedRow = z.object({ is_new: z.boolean() });

@Injectable()
export class FailureRecordRepository {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** Oldest first, after the given place. */
  list(
    organizationId: OrganizationId,
    after: readonly [string, string, string] | null,
    limit: number,
  ): Promise<FailureRecord[]> {
    return this.database.forOrganization(organizationId, async (tx) => {
      const rows = await queryRows(
        tx,
        `SELECT asset_id, component, at, ends_at, source FROM failure_records
          WHERE organization_id = $1
            AND ($2::timestamptz IS NULL OR (at, asset_id, component) > ($2, $3::text, $4::text))
          ORDER BY at, asset_id, component LIMIT $5`,
        [organizationId, after?.[0] ?? null, after?.[1] ?? null, after?.[2] ?? null, limit],
      );
      return rows.map((row) => recordOf(recordRow.parse(row)));
    });
  }

  /**
   * @returns the number of new ones. A stored record stays as it is where the given one adds
   *   nothing.
   */
  add(organizationId: OrganizationId, records: readonly FailureRecord[], by: AuditAuthor): Promise<number> {
    return this.database.forOrganization(organizationId, async (tx) => {
      const rows = await queryRows(
        tx,
        // To the millisecond, as they are stored: records that are equal there must be found equal
        // before.
        `INSERT INTO failure_records (organization_id, asset_id, component, at, ends_at, source)
         SELECT DISTINCT ON (r.asset_id, r.component, r.at) $1::uuid, r.asset_id, r.component, r.at, r.ends_at, r.source
           FROM UNNEST($2::text[], $3::text[], $4::timestamptz(3)[], $5::timestamptz(3)[], $6::text[])
                AS r(asset_id, component, at, ends_at, source)
         ON CONFLICT (organization_id, asset_id, component, at)
         DO UPDATE SET ends_at = EXCLUDED.ends_at
           WHERE EXCLUDED.ends_at IS NOT NULL AND EXCLUDED.ends_at IS DISTINCT FROM failure_records.ends_at
         RETURNING (xmax = 0) AS is_new`,
        [
          organizationId,
          records.map((record) => record.assetId),
          records.map((record) => record.component),
          records.map((record) => record.at),
          records.map((record) => record.endsAt),
          records.map((record) => record.source),
        ],
      );
      const added = rows.filter((row) => insertedRow.parse(row).is_new).length;
      const details = { received: records.length, added, changed: rows.length - added };
      const subject = { kind: 'organization' as const, id: organizationId };
      if (rows.length > 0) await audit(tx, { action: 'FAILURE_RECORDS.ADDED', subject, details, by });
      return added;
    });
  }
}

function recordOf(row: z.infer<typeof recordRow>): FailureRecord {
  return {
    assetId: row.asset_id,
    component: row.component,
    at: row.at.toISOString(),
    endsAt: row.ends_at?.toISOString() ?? null,
    source: row.source,
  };
}
