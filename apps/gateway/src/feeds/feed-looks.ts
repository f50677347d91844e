import { AppError, type AuditAction, type OrganizationId } from '@eagle/contracts/domain';
import { audit, type Database } from '@eagle/persistence';
import { CONFIG } from '@eagle/service-kit';
import { DATABASE } from '@eagle/service-kit/database';
import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { authorOf } from '../audit/audit-log.js';
import type { GatewayConfig } from '../config.js';
import type { Principal } from '../access/principal.js';
import { queryRows } from '../query-rows.js';

const LOOKS = ['FEED.TESTED', 'FEED.DISCOVERED', 'FEED.DRY_RUN'] as const satisfies readonly AuditAction[];
const countRow = z.object({ looks: z.number().int(), free_in_seconds: z.number().nullable() });

/**
 * Limits how often an organization has the platform inspect a source. Each inspection is audited,
 * and the audit entries are counted, over all replicas.
 */
@Injectable()
export class FeedLooks {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(CONFIG) private readonly config: GatewayConfig,
  ) {}

  /**
   * Audits an inspection before it begins.
   * @throws AppError `FEED.LOOKED_AT_TOO_OFTEN` (exhausted) where the organization has used its
   *   share of this minute.
   */
  async take(
    principal: Principal,
    organizationId: OrganizationId,
    action: (typeof LOOKS)[number],
    host: string,
  ): Promise<void> {
    await this.database.forOrganization(organizationId, async (tx) => {
      // Inspections that are requested at once are counted one after the other.
      await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('eagle:feed-looks:' || $1, 0))`, [
        organizationId,
      ]);
      const rows = await queryRows(
        tx,
        `SELECT count(*)::int AS looks,
                extract(epoch FROM min(at) + interval '1 minute' - now())::float8 AS free_in_seconds
           FROM audit_log
          WHERE organization_id = $1 AND at > now() - interval '1 minute' AND action = ANY ($2)`,
        [organizationId, [...LOOKS]],
      );
      const { looks, free_in_seconds: freeInSeconds } = countRow.parse(rows[0]);
      if (looks >= this.config.FEED_LOOKS_PER_MINUTE) throw tooOften(freeInSeconds ?? 1);
      const subject = { kind: 'organization' as const, id: organizationId };
      await audit(tx, { action, subject, details: { host }, by: authorOf(principal) });
    });
  }
}

function tooOften(freeInSeconds: number): AppError {
  return new AppError(
    'FEED.LOOKED_AT_TOO_OFTEN',
    'The source was tested or searched too often within a minute: wait a little and try again.',
    { retryAfterSeconds: Math.max(1, Math.ceil(freeInSeconds)) },
  );
}
