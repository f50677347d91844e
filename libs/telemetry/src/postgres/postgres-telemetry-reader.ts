import { assetIdSchema, type AssetId, type OrganizationId } from '@eagle/contracts/domain';
import type { OrganizationDatabase } from '@eagle/persistence';
import { z } from 'zod';
import type { RowBlock, SeriesKind } from '../rows/row-block.js';
import type { RangeSummary, RowQuery, RowRange, TelemetryReader } from '../store/telemetry-store.js';
import { readRows } from './read-rows.js';
import { microsSql } from './sql-time.js';
import { daysWithout, summaryOfDays } from './telemetry-days.js';

const newestRow = z.object({ asset_id: assetIdSchema, at_us: z.number() });

/** Reads what a `PostgresTelemetryStore` wrote, perhaps in another process. */
export class PostgresTelemetryReader implements TelemetryReader {
  constructor(private readonly database: OrganizationDatabase) {}

  summary(organizationId: OrganizationId, range: RowRange): Promise<RangeSummary> {
    return this.database.forOrganization(organizationId, (tx) => summaryOfDays(tx, range));
  }

  read(organizationId: OrganizationId, query: RowQuery): AsyncIterable<RowBlock> {
    return readRows(this.database, organizationId, query);
  }

  incompleteDays(
    organizationId: OrganizationId,
    range: RowRange,
    columns: readonly string[],
  ): Promise<readonly number[]> {
    return this.database.forOrganization(organizationId, (tx) => daysWithout(tx, range, columns));
  }

  newest(organizationId: OrganizationId, kind: SeriesKind): Promise<ReadonlyMap<AssetId, number>> {
    return this.database.forOrganization(organizationId, async (tx) => {
      const { rows } = await tx.query(
        `SELECT asset_id, max(${microsSql('to_at')}) AS at_us FROM telemetry_days
         WHERE organization_id = $1 AND kind = $2 AND rows > 0 GROUP BY 1`,
        [organizationId, kind],
      );
      return new Map(
        rows.map((row) => {
          const { asset_id, at_us } = newestRow.parse(row);
          return [asset_id, at_us / 1_000];
        }),
      );
    });
  }

  /** The database is not its own. */
  close(): Promise<void> {
    return Promise.resolve();
  }
}
