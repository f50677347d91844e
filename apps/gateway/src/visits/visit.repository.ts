import {
  type AuditAuthor,
  organizationIdSchema,
  type OrganizationId,
  platformText,
} from '@eagle/contracts/domain';
import type { VisitView } from '@eagle/contracts/rest';
import { audit, type Database } from '@eagle/persistence';
import { DATABASE } from '@eagle/service-kit/database';
import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { queryRows } from '../query-rows.js';

const instant = z.date().transform((at) => at.toISOString());
const namedRow = z.object({ name: platformText });
const visitRow = z
  .object({
    organization_id: organizationIdSchema,
    name: platformText,
    reason: platformText,
    entered_at: instant,
    ends_at: instant,
  })
  .transform((row) => ({
    organizationId: row.organization_id,
    organizationName: row.name,
    reason: row.reason,
    enteredAt: row.entered_at,
    endsAt: row.ends_at,
  }));

export interface NewVisit {
  readonly sessionId: string;
  readonly organizationId: OrganizationId;
  readonly reason: string;
  readonly enteredAtMs: number;
  readonly endsAtMs: number;
}

/** The organizations that super-admins have entered: at most one row for a sign-in and an organization. */
@Injectable()
export class VisitRepository {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /**
   * Begins a visit; one that runs already begins anew. Others of the organization that are over are
   * forgotten: the audit log keeps them.
   * @returns null where there is no such organization.
   */
  begin(visit: NewVisit, by: AuditAuthor): Promise<VisitView | null> {
    const { sessionId, organizationId, reason } = visit;
    const [enteredAt, endsAt] = [new Date(visit.enteredAtMs), new Date(visit.endsAtMs)];
    return this.database.forOrganization(organizationId, async (tx) => {
      // A deleted one too: its audit log can still be read.
      const found = await queryRows(tx, 'SELECT name FROM organizations WHERE id = $1', [organizationId]);
      if (found[0] === undefined) return null;
      await tx.query('DELETE FROM visits WHERE organization_id = $1 AND ends_at <= $2', [
        organizationId,
        enteredAt,
      ]);
      await tx.query(
        `INSERT INTO visits (session_id, organization_id, reason, entered_at, ends_at) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (session_id, organization_id)
         DO UPDATE SET reason = EXCLUDED.reason, entered_at = EXCLUDED.entered_at, ends_at = EXCLUDED.ends_at`,
        [sessionId, organizationId, reason, enteredAt, endsAt],
      );
      await audit(tx, {
        action: 'ORGANIZATION.ENTERED',
        subject: { kind: 'organization', id: organizationId },
        details: { reason, endsAt: endsAt.toISOString() },
        by,
      });
      return {
        ...{ organizationId, organizationName: namedRow.parse(found[0]).name, reason },
        ...{ enteredAt: enteredAt.toISOString(), endsAt: endsAt.toISOString() },
      };
    });
  }

  /** Ends a visit before its time. A visit that is over, or never began, is left as it is. */
  end(sessionId: string, organizationId: OrganizationId, by: AuditAuthor, nowMs: number): Promise<void> {
    return this.database.forOrganization(organizationId, async (tx) => {
      const { rowCount } = await tx.query(
        'DELETE FROM visits WHERE session_id = $1 AND organization_id = $2 AND ends_at > $3',
        [sessionId, organizationId, new Date(nowMs)],
      );
      if (rowCount === 0) return;
      const subject = { kind: 'organization', id: organizationId } as const;
      await audit(tx, { action: 'ORGANIZATION.LEFT', subject, details: {}, by });
    });
  }

  /** Visits of a sign-in that are not over, the last one first. */
  list(sessionId: string, nowMs: number): Promise<VisitView[]> {
    return this.database.forPlatform(async (tx) => {
      const rows = await queryRows(
        tx,
        `SELECT v.organization_id, o.name, v.reason, v.entered_at, v.ends_at
           FROM visits v JOIN organizations o ON o.id = v.organization_id
          WHERE v.session_id = $1 AND v.ends_at > $2
          ORDER BY v.entered_at DESC, v.organization_id`,
        [sessionId, new Date(nowMs)],
      );
      return rows.map((row) => visitRow.parse(row));
    });
  }
}
