import { AppError, type OrganizationId } from '@eagle/contracts';
import type { Database } from '@eagle/persistence';
import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { AuditEntry } from '../../audit/audit-log.js';
import type { GatewayConfig } from '../../config.js';
import { CLOCK, type Clock, DATABASE, GATEWAY_CONFIG } from '../../ports.js';
import type { Principal } from '../../tenancy/principal.js';
import { insertAudit } from './postgres-audit-log.js';
import { queryRows } from './rows.js';

const LOOKS = ['FEED.TESTED', 'FEED.DISCOVERED'] as const satisfies readonly AuditEntry['action'][];
const MINUTE_MS = 60_000;
const countRow = z.object({ looks: z.number().int(), oldest: z.date().nullable() });

/** How often an organization has the platform look at a source. Each look is audited, and what was audited is counted: over all replicas. */
@Injectable()
export class FeedLooks {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(GATEWAY_CONFIG) private readonly config: GatewayConfig,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * Audits a look that is about to be taken.
   * @throws AppError `FEED.LOOKED_AT_TOO_OFTEN` (exhausted) where the organization has had its share of this minute.
   */
  async take(
    principal: Principal,
    organizationId: OrganizationId,
    action: (typeof LOOKS)[number],
    host: string,
  ): Promise<void> {
    const nowMs = this.clock();
    await this.database.forOrganization(organizationId, async (tx) => {
      // Looks that are asked for at once are counted one after the other.
      await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('eagle:feed-looks:' || $1, 0))`, [
        organizationId,
      ]);
      const rows = await queryRows(
        tx,
        `SELECT count(*)::int AS looks, min(at) AS oldest FROM audit_log
          WHERE organization_id = $1 AND at > $2 AND action = ANY ($3)`,
        [organizationId, new Date(nowMs - MINUTE_MS), [...LOOKS]],
      );
      const { looks, oldest } = countRow.parse(rows[0]);
      if (looks >= this.config.FEED_LOOKS_PER_MINUTE) throw tooOften((oldest?.getTime() ?? nowMs) - nowMs);
      const target = `organization/${organizationId}`;
      await insertAudit(tx, { principal, organizationId, action, target, details: { host } });
    });
  }
}

/** @param agoMs  Age of the oldest look of this minute, negative. */
function tooOften(agoMs: number): AppError {
  const retryAfterSeconds = Math.max(1, Math.ceil((MINUTE_MS + agoMs) / 1_000));
  return new AppError(
    'FEED.LOOKED_AT_TOO_OFTEN',
    'exhausted',
    'The source was tested or looked through too often within a minute: wait a little and try again.',
    { retryAfterSeconds },
  );
}
