import { organizationIdSchema, type OrganizationId, platformText } from '@eagle/contracts/domain';
import type { Database } from '@eagle/persistence';
import { DATABASE } from '@eagle/service-kit/database';
import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { StoredLink, Verified } from './check-chain.js';
import { queryRows } from '../query-rows.js';

const chainRow = z.object({
  chain: platformText,
  organization_id: organizationIdSchema.nullable(),
  last_id: z.number(),
});
const linkRow = z.object({
  id: z.number(),
  at: z.date(),
  actor_id: z.uuid().nullable(),
  correlation_id: platformText.nullable(),
  action: platformText,
  target: platformText,
  details: platformText,
  seal: z.instanceof(Buffer).nullable(),
});

/**
 * A chain and its last entry, as the database has them. Both are checked against the heads that are
 * kept outside of the database.
 */
export interface KnownChain {
  readonly chain: string;
  readonly organizationId: OrganizationId | null;
  readonly lastId: number;
}

/** Entries of the audit log with their seals. */
@Injectable()
export class AuditChainRepository {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** Every chain. */
  chains(): Promise<KnownChain[]> {
    return this.database.forPlatform(async (tx) => {
      const rows = await queryRows(
        tx,
        'SELECT chain, organization_id, last_id FROM audit_chains ORDER BY chain',
      );
      return rows
        .map((row) => chainRow.parse(row))
        .map((row) => ({ chain: row.chain, organizationId: row.organization_id, lastId: row.last_id }));
    });
  }

  /** Entries of a chain after the given one, in their order, with their seals. */
  linksAfter(organizationId: OrganizationId | null, afterId: number, limit: number): Promise<StoredLink[]> {
    return this.database.forOwner(organizationId, async (tx) => {
      const rows = await queryRows(
        tx,
        `SELECT a.id, a.at, a.actor_id, a.correlation_id, a.action, a.target, a.details::text AS details, s.seal
           FROM audit_log a LEFT JOIN audit_seals s ON s.entry_id = a.id
          WHERE a.organization_id IS NOT DISTINCT FROM $1::uuid AND a.id > $2 ORDER BY a.id LIMIT $3`,
        [organizationId, afterId, limit],
      );
      return rows.map((row) => linkOf(linkRow.parse(row)));
    });
  }

  /** Whether the chain still has this entry, with this seal. */
  holds(organizationId: OrganizationId | null, { id, seal }: Verified): Promise<boolean> {
    return this.database.forOwner(organizationId, async (tx) => {
      const rows = await queryRows(
        tx,
        'SELECT 1 FROM audit_log a JOIN audit_seals s ON s.entry_id = a.id WHERE a.id = $1 AND s.seal = $2',
        [id, seal],
      );
      return rows.length > 0;
    });
  }

  /** Adds seals. Another replica may have added the same ones already. */
  async seal(organizationId: OrganizationId | null, seals: readonly Verified[]): Promise<void> {
    if (seals.length === 0) return;
    await this.database.forOwner(organizationId, (tx) =>
      tx.query(
        `INSERT INTO audit_seals (entry_id, organization_id, seal)
         SELECT s.id, $1::uuid, s.seal FROM UNNEST($2::bigint[], $3::bytea[]) AS s(id, seal) ON CONFLICT DO NOTHING`,
        [organizationId, seals.map(({ id }) => id), seals.map(({ seal }) => seal)],
      ),
    );
  }
}

function linkOf(row: z.infer<typeof linkRow>): StoredLink {
  const { id, action, target, details, seal } = row;
  const content = {
    id,
    atMs: row.at.getTime(),
    actorId: row.actor_id,
    correlationId: row.correlation_id,
    action,
    target,
    details,
  };
  return { content, seal };
}
