import {
  type OrganizationId,
  organizationIdSchema,
  platformText,
  severitySchema,
} from '@eagle/contracts/domain';
import type { Database } from '@eagle/persistence';
import { DATABASE } from '@eagle/service-kit/database';
import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { queryRows } from '../query-rows.js';

const count = z.number().int();
const glanceRow = z.object({
  organization_id: organizationIdSchema,
  assets: count,
  time_zone: platformText.nullable(),
  alerts: z.array(z.object({ severity: severitySchema, active: count, unacknowledged: count })),
  model_registered_at: z
    .date()
    .transform((at) => at.toISOString())
    .nullable(),
  judged: z.object({ warned_in_time: count, failures: count }).nullable(),
  taken_over: z.number().nullable(),
  contacts: z.array(z.object({ name: platformText, email: platformText })),
});

/** What the database knows of an organization, without a value of its plant. */
export type StoredGlance = z.output<typeof glanceRow>;

/** Reads organizations at a glance: one statement for all of a page. */
@Injectable()
export class GlanceRepository {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  of(organizationIds: readonly OrganizationId[]): Promise<ReadonlyMap<OrganizationId, StoredGlance>> {
    return this.database.forPlatform(async (tx) => {
      const rows = await queryRows(tx, 'SELECT * FROM organizations_at_a_glance($1::uuid[])', [
        organizationIds,
      ]);
      return new Map(rows.map((row) => glanceRow.parse(row)).map((row) => [row.organization_id, row]));
    });
  }
}
