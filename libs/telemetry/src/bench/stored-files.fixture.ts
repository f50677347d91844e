import type { OrganizationId } from '@eagle/contracts/domain';
import type { OrganizationDatabase } from '@eagle/persistence';
import { filesOf as namesOf } from '../parquet/catalogue-rows.js';
import type { Resolution } from '../series/bucket-widths.js';

export interface FilesOfRange {
  readonly resolution: Resolution;
  /** Rows of `[fromMs, toMs)`. */
  readonly fromMs: number;
  readonly toMs: number;
}

/** Names of the segments that hold scans of a range, in order of time. */
export function filesOf(
  database: OrganizationDatabase,
  organizationId: OrganizationId,
  { resolution, fromMs, toMs }: FilesOfRange,
): Promise<string[]> {
  return database.forOrganization(organizationId, async (tx) => {
    const { rows } = await tx.query(
      `SELECT file FROM telemetry_segments
       WHERE organization_id = $1 AND kind = 'scans' AND resolution = $2 AND retired_at IS NULL
         AND from_at < to_timestamp($4::float8 / 1000) AND to_at >= to_timestamp($3::float8 / 1000)
       ORDER BY from_at`,
      [organizationId, resolution, fromMs, toMs],
    );
    return namesOf(rows);
  });
}
