import type { AssetId, OrganizationId } from '@eagle/contracts/domain';
import type { OrganizationDatabase, OrganizationTransaction } from '@eagle/persistence';
import { z } from 'zod';
import { keptFromMs, type Retention } from '../policy/retention.js';
import { SERIES_KINDS, type RowBlock, type SeriesKind } from '../rows/row-block.js';
import { sortRows, splitByDay } from '../rows/sort-rows.js';
import { RESOLUTIONS } from '../series/bucket-widths.js';
import { assertRange } from '../store/assert-range.js';
import { readPositions, writePositions } from '../store/stream-positions.js';
import type {
  Deletion,
  Maintenance,
  Positions,
  RangeSummary,
  RowBatch,
  RowQuery,
  RowRange,
  TelemetryStore,
  UsageByKind,
} from '../store/telemetry-store.js';
import { aggregateDay } from './aggregate-day.js';
import { openDays } from './telemetry-days.js';
import { deleteRange } from './delete-range.js';
import { PostgresTelemetryReader } from './postgres-telemetry-reader.js';
import { retireDay } from './retire-days.js';
import { dateOf, writeDay } from './write-rows.js';

/** Days that are known to have a partition; a process sees no more than the years it keeps. */
const DAYS_KNOWN_MAX = 10_000;

export interface PostgresStoreOptions {
  readonly database: OrganizationDatabase;
  /** Wall clock, milliseconds. */
  readonly now: () => number;
}

/**
 * The history as rows of the platform's database, a partition a day: for installations that keep no
 * files.
 */
export class PostgresTelemetryStore implements TelemetryStore {
  private readonly daysKnown = new Set<number>();
  private readonly reader: PostgresTelemetryReader;

  constructor(private readonly options: PostgresStoreOptions) {
    this.reader = new PostgresTelemetryReader(options.database);
  }

  positions(organizationId: OrganizationId): Promise<Positions> {
    return readPositions(this.options.database, organizationId);
  }

  async append(organizationId: OrganizationId, { rows, positions }: RowBatch): Promise<void> {
    const parts = SERIES_KINDS.flatMap((kind) => {
      const ofKind = rows.filter((given) => given.kind === kind && given.block.rows > 0);
      return [...Map.groupBy(ofKind, ({ assetId }) => assetId)].flatMap(([assetId, given]) =>
        [...splitByDay(sortRows(given.map(({ block }) => block)))].map((part) => ({
          kind,
          assetId,
          ...part,
        })),
      );
    });
    await this.ensureDays(
      organizationId,
      parts.map(({ dayMs }) => dayMs),
    );
    await this.inTransaction(organizationId, async (tx) => {
      for (const { kind, assetId, dayMs, block } of parts) {
        await writeDay(tx, kind, assetId, dayMs, block, this.options.now());
      }
      await writePositions(tx, positions);
    });
  }

  summary(organizationId: OrganizationId, range: RowRange): Promise<RangeSummary> {
    return this.reader.summary(organizationId, range);
  }

  read(organizationId: OrganizationId, query: RowQuery): AsyncIterable<RowBlock> {
    return this.reader.read(organizationId, query);
  }

  incompleteDays(
    organizationId: OrganizationId,
    range: RowRange,
    columns: readonly string[],
  ): Promise<readonly number[]> {
    return this.reader.incompleteDays(organizationId, range, columns);
  }

  newest(organizationId: OrganizationId, kind: SeriesKind): Promise<ReadonlyMap<AssetId, number>> {
    return this.reader.newest(organizationId, kind);
  }

  usage(organizationId: OrganizationId): Promise<UsageByKind[]> {
    const usageRow = z.object({
      kind: z.enum(SERIES_KINDS),
      resolution: z.enum(RESOLUTIONS),
      rows: z.number(),
      bytes: z.number(),
    });
    return this.inTransaction(organizationId, async (tx) => {
      const { rows } = await tx.query(
        `SELECT kind, 'raw' AS resolution, sum(rows)::bigint AS rows, sum(bytes)::bigint AS bytes FROM telemetry_days
         WHERE organization_id = $1 AND rows > 0 GROUP BY 1
         UNION ALL
         SELECT kind, resolution, count(*), sum(pg_column_size(numbers) + 100)::bigint FROM telemetry_aggregates
         WHERE organization_id = $1 GROUP BY 1, 2`,
        [organizationId],
      );
      return rows.map((row) => usageRow.parse(row));
    });
  }

  /** One day is retired and one aggregated a round. */
  async maintain(organizationId: OrganizationId, nowMs: number, retention: Retention): Promise<Maintenance> {
    const retired = await this.inTransaction(organizationId, (tx) =>
      retireDay(tx, keptFromMs('raw', retention, nowMs), keptFromMs('hour', retention, nowMs)),
    );
    const [open, more] = await this.inTransaction(organizationId, (tx) => openDays(tx, nowMs, 2));
    if (open !== undefined) await aggregateDay(this.options.database, organizationId, open);
    return {
      mergedSegments: 0,
      aggregatedDays: open === undefined ? 0 : 1,
      retiredSegments: retired,
      sweptFiles: 0,
      // The raw rows of a day that has its aggregates now may be too old.
      hasMore: open !== undefined || more !== undefined || retired > 0,
    };
  }

  async delete(organizationId: OrganizationId, deletion: Deletion): Promise<number> {
    assertRange(deletion);
    return this.inTransaction(organizationId, (tx) => deleteRange(tx, deletion, this.options.now()));
  }

  async deleteOrganization(organizationId: OrganizationId): Promise<void> {
    await this.inTransaction(organizationId, async (tx) => {
      for (const table of ['telemetry_rows', 'telemetry_aggregates', 'telemetry_days', 'telemetry_layouts']) {
        await tx.query(`DELETE FROM ${table} WHERE organization_id = $1`, [organizationId]);
      }
    });
  }

  /** The database is not its own. */
  async close(): Promise<void> {
    this.daysKnown.clear();
  }

  /**
   * Each day has its partition before rows of it come. A transaction of its own: making one locks
   * the table.
   */
  private async ensureDays(organizationId: OrganizationId, daysMs: readonly number[]): Promise<void> {
    const missing = [...new Set(daysMs)].filter((dayMs) => !this.daysKnown.has(dayMs));
    if (missing.length === 0) return;
    await this.inTransaction(organizationId, (tx) =>
      tx.query('SELECT telemetry_ensure_day(day) FROM unnest($1::date[]) AS day', [missing.map(dateOf)]),
    );
    if (this.daysKnown.size > DAYS_KNOWN_MAX) this.daysKnown.clear();
    for (const dayMs of missing) this.daysKnown.add(dayMs);
  }

  private inTransaction<T>(
    organizationId: OrganizationId,
    work: (tx: OrganizationTransaction) => Promise<T>,
  ): Promise<T> {
    return this.options.database.forOrganization(organizationId, work);
  }
}
