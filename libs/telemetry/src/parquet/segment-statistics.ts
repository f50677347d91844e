import { assetIdSchema, type AssetId, type OrganizationId } from '@eagle/contracts/domain';
import type { OrganizationDatabase } from '@eagle/persistence';
import { z } from 'zod';
import { SERIES_KINDS, type SeriesKind } from '../rows/row-block.js';
import { RESOLUTIONS } from '../series/bucket-widths.js';
import type { UsageByKind } from '../store/telemetry-store.js';

/** Figures over all segments of an organization. */
export class SegmentStatistics {
  constructor(private readonly database: OrganizationDatabase) {}

  async newest(organizationId: OrganizationId, kind: SeriesKind): Promise<ReadonlyMap<AssetId, number>> {
    const rows = await this.query(
      organizationId,
      `SELECT asset.key AS asset, max((asset.value->>'to')::float8) AS at FROM telemetry_segments, jsonb_each(assets) AS asset
       WHERE organization_id = $1 AND kind = $2 AND resolution = 'raw' AND retired_at IS NULL GROUP BY 1`,
      [organizationId, kind],
    );
    const newestRow = z.object({ asset: assetIdSchema, at: z.number() });
    return new Map(
      rows.map((row) => {
        const { asset, at } = newestRow.parse(row);
        return [asset, at];
      }),
    );
  }

  async usage(organizationId: OrganizationId): Promise<UsageByKind[]> {
    const rows = await this.query(
      organizationId,
      `SELECT kind, resolution, sum(rows)::bigint AS rows, sum(bytes)::bigint AS bytes FROM telemetry_segments
       WHERE organization_id = $1 AND retired_at IS NULL GROUP BY 1, 2 ORDER BY 1, 2`,
      [organizationId],
    );
    const usageRow = z.object({
      kind: z.enum(SERIES_KINDS),
      resolution: z.enum(RESOLUTIONS),
      rows: z.number(),
      bytes: z.number(),
    });
    return rows.map((row) => usageRow.parse(row));
  }

  private query(organizationId: OrganizationId, sql: string, values: readonly unknown[]): Promise<unknown[]> {
    return this.database.forOrganization(organizationId, async (tx) => (await tx.query(sql, values)).rows);
  }
}
