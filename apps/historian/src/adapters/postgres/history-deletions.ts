import {
  assetIdSchema,
  organizationIdSchema,
  type AuditAuthor,
  type OrganizationId,
} from '@eagle/contracts/domain';
import { audit, type Database, type OrganizationDatabase } from '@eagle/persistence';
import type { Deletion } from '@eagle/telemetry';
import { z } from 'zod';

const rangeRow = z.object({ asset_id: assetIdSchema.nullable(), from_at: z.date(), until_at: z.date() });
const wantedRow = rangeRow.extend({ id: z.uuid(), organization_id: organizationIdSchema });

/** A deletion that is recorded, and is carried out until it is done. */
export interface WantedDeletion {
  readonly organizationId: OrganizationId;
  readonly id: string;
  readonly deletion: Deletion;
}

/**
 * What people had deleted, in `history_deletions`, and which organizations are deleted. Errors:
 * those of the database, see `databaseError`.
 */
export class HistoryDeletions {
  /** @param term  Writes of a former leader are refused. */
  constructor(
    private readonly database: Pick<Database, 'forPlatform'>,
    private readonly term: OrganizationDatabase,
  ) {}

  /** Records a deletion together with its audit entry. */
  async want(organizationId: OrganizationId, deletion: Deletion, by: AuditAuthor): Promise<WantedDeletion> {
    const { assetId } = deletion;
    const [from, until] = [new Date(deletion.fromMs), new Date(deletion.toMs)];
    return this.term.forOrganization(organizationId, async (tx) => {
      const { rows } = await tx.query(
        `INSERT INTO history_deletions (organization_id, asset_id, from_at, until_at) VALUES ($1, $2, $3, $4)
         RETURNING organization_id, id, asset_id, from_at, until_at`,
        [organizationId, assetId, from, until],
      );
      const wanted = wantedOf(rows[0]);
      await audit(tx, {
        action: 'TELEMETRY.DELETED',
        subject: { kind: 'organization', id: organizationId },
        details: { assetId, from: from.toISOString(), to: until.toISOString() },
        by,
      });
      return wanted;
    });
  }

  /** Ranges that are still to be deleted, of all organizations. */
  async pending(): Promise<WantedDeletion[]> {
    const { rows } = await this.database.forPlatform((tx) =>
      tx.query(
        `SELECT organization_id, id, asset_id, from_at, until_at FROM history_deletions
         WHERE done_at IS NULL AND from_at IS NOT NULL ORDER BY wanted_at`,
        [],
      ),
    );
    return rows.map((row) => wantedOf(row));
  }

  async done({ organizationId, id }: WantedDeletion): Promise<void> {
    await this.term.forOrganization(organizationId, (tx) =>
      tx.query('UPDATE history_deletions SET done_at = now() WHERE organization_id = $1 AND id = $2', [
        organizationId,
        id,
      ]),
    );
  }

  /** Everything that was deleted of an organization, done or not. */
  async rangesOf(organizationId: OrganizationId): Promise<Deletion[]> {
    const { rows } = await this.term.forOrganization(organizationId, (tx) =>
      tx.query(
        `SELECT asset_id, from_at, until_at FROM history_deletions WHERE organization_id = $1 AND from_at IS NOT NULL`,
        [organizationId],
      ),
    );
    return rows.map((row) => rangeOf(rangeRow.parse(row)));
  }

  /** Organizations that were deleted and whose history is not yet known to be gone. */
  async deletedOrganizations(): Promise<OrganizationId[]> {
    const { rows } = await this.database.forPlatform((tx) =>
      tx.query(
        `SELECT id FROM organizations o WHERE deleted_at IS NOT NULL AND NOT EXISTS (
           SELECT 1 FROM history_deletions d WHERE d.organization_id = o.id AND d.from_at IS NULL AND d.done_at IS NOT NULL)`,
        [],
      ),
    );
    return rows.map((row) => z.object({ id: organizationIdSchema }).parse(row).id);
  }

  /** The history of a deleted organization is gone, and with it what was known about it. */
  async organizationDone(organizationId: OrganizationId): Promise<void> {
    await this.term.forOrganization(organizationId, async (tx) => {
      for (const table of ['history_stretches', 'exports', 'history_deletions']) {
        await tx.query(`DELETE FROM ${table} WHERE organization_id = $1`, [organizationId]);
      }
      await tx.query('INSERT INTO history_deletions (organization_id, done_at) VALUES ($1, now())', [
        organizationId,
      ]);
    });
  }
}

function wantedOf(row: unknown): WantedDeletion {
  const parsed = wantedRow.parse(row);
  return { organizationId: parsed.organization_id, id: parsed.id, deletion: rangeOf(parsed) };
}

const rangeOf = ({ asset_id, from_at, until_at }: z.output<typeof rangeRow>): Deletion => ({
  assetId: asset_id,
  fromMs: from_at.getTime(),
  toMs: until_at.getTime(),
});
