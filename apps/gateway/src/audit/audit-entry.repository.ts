import {
  type AuditAction,
  emailSchema,
  type OrganizationId,
  platformText,
  type PublishedAuditEntry,
  readAuditEntry,
  userIdSchema,
  type UserId,
} from '@eagle/contracts/domain';
import type { Database } from '@eagle/persistence';
import { DATABASE } from '@eagle/service-kit/database';
import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { queryRows } from '../query-rows.js';

const entryRow = z.object({
  id: z.number(),
  at: z.date(),
  actor_id: userIdSchema.nullable(),
  actor_email: emailSchema.nullable(),
  correlation_id: platformText.nullable(),
  action: platformText,
  target: platformText,
  details: z.record(platformText, z.unknown()),
});

/** Which entries are asked for; absent: all. */
export interface AuditFilter {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly action?: AuditAction | undefined;
  readonly actorId?: UserId | undefined;
}

/** Reads the audit log. */
@Injectable()
export class AuditEntryRepository {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** The newest first, those before the given one. `organizationId` null: those of the platform itself. */
  list(
    organizationId: OrganizationId | null,
    filter: AuditFilter,
    beforeId: number | null,
    limit: number,
  ): Promise<PublishedAuditEntry[]> {
    return this.database.forOwner(organizationId, async (tx) => {
      const rows = await queryRows(
        tx,
        `SELECT a.id, a.at, a.actor_id, u.email AS actor_email, a.correlation_id, a.action, a.target, a.details
           FROM audit_log a LEFT JOIN users u ON u.id = a.actor_id AND u.organization_id IS NOT DISTINCT FROM a.organization_id
          WHERE a.organization_id IS NOT DISTINCT FROM $1::uuid AND ($2::bigint IS NULL OR a.id < $2)
            AND ($3::timestamptz IS NULL OR a.at >= $3) AND ($4::timestamptz IS NULL OR a.at < $4)
            AND ($5::text IS NULL OR a.action = $5) AND ($6::uuid IS NULL OR a.actor_id = $6)
          ORDER BY a.id DESC LIMIT $7`,
        [
          ...[organizationId, beforeId, filter.from ?? null, filter.to ?? null],
          ...[filter.action ?? null, filter.actorId ?? null, limit],
        ],
      );
      return rows.map((row) => entryOf(entryRow.parse(row)));
    });
  }
}

function entryOf(row: z.infer<typeof entryRow>): PublishedAuditEntry {
  return {
    id: row.id,
    at: row.at.toISOString(),
    actorId: row.actor_id,
    actorEmail: row.actor_email,
    correlationId: row.correlation_id,
    target: row.target,
    ...readAuditEntry(row),
  };
}
