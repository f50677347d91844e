import type { OrganizationId } from '@eagle/contracts/domain';
import type { OrganizationDatabase, OrganizationTransaction } from '@eagle/persistence';
import { z } from 'zod';
import type { SeriesKind } from '../rows/row-block.js';
import { dayOf } from '../rows/sort-rows.js';
import type { Resolution } from '../series/bucket-widths.js';
import { DAY_LOOKBACK_MS } from '../series/state-hold.js';
import type { Deletion, ReadWithin, RowRange } from '../store/telemetry-store.js';
import { boundedMs } from '../store/bounded-time.js';
import {
  cataloguedOf,
  filesOf,
  foundRow,
  plannedRow,
  rawOf,
  wholeOf,
  wholeRow,
  type RawSegment,
  type WholeSegment,
} from './catalogue-rows.js';
import type { CataloguedSegment, NewSegment } from './segment.js';

const ALWAYS: ReadWithin = { fromMs: Number.NEGATIVE_INFINITY, toMs: Number.POSITIVE_INFINITY };

/** The catalogue keeps whole milliseconds: an instant is rounded away from the range. */
export const dateBefore = (timeMs: number): Date => new Date(Math.floor(boundedMs(timeMs)));
export const dateBehind = (timeMs: number): Date => new Date(Math.ceil(boundedMs(timeMs)));

/** The catalogue of segments in the platform's database. */
export class SegmentCatalogue {
  constructor(private readonly database: OrganizationDatabase) {}

  /** Segments of a range and asset, damaged ones too. */
  async find(
    organizationId: OrganizationId,
    { kind, assetId, fromMs, toMs }: RowRange,
    resolution: Resolution,
    columns: readonly string[],
    readWithin: ReadWithin = ALWAYS,
  ): Promise<CataloguedSegment[]> {
    const rows = await this.query(
      organizationId,
      `SELECT file, number, level, sha256, assets->$3 AS span, labels, damage,
              ARRAY(SELECT c FROM unnest(columns) c WHERE c = ANY($7)) AS columns,
              ARRAY(SELECT c FROM unnest(quality_columns) c WHERE c = ANY($7)) AS quality_columns
       FROM telemetry_segments
       WHERE organization_id = $1 AND kind = $2 AND resolution = $4 AND retired_at IS NULL
         AND from_at < $6 AND to_at >= $5 AND assets ? $3
         AND read_to_at >= $8 AND read_from_at < $9`,
      [
        organizationId,
        kind,
        assetId,
        resolution,
        dateBefore(fromMs),
        dateBehind(toMs),
        columns,
        dateBefore(readWithin.fromMs),
        dateBehind(readWithin.toMs),
      ],
    );
    return rows
      .map((row) => cataloguedOf(foundRow.parse(row)))
      .filter(({ span }) => span.toMs >= fromMs && span.fromMs < toMs);
  }

  /** UTC days of which some raw segment lacks one of the columns. */
  async daysWithout(
    organizationId: OrganizationId,
    { kind, assetId, fromMs, toMs }: RowRange,
    columns: readonly string[],
  ): Promise<number[]> {
    const rows = await this.query(
      organizationId,
      `SELECT DISTINCT period_at AS day FROM telemetry_segments
       WHERE organization_id = $1 AND kind = $2 AND resolution = 'raw' AND retired_at IS NULL
         AND from_at < $5 AND to_at >= $4 AND assets ? $3 AND NOT columns @> $6::text[] ORDER BY 1`,
      [organizationId, kind, assetId, dateBefore(fromMs), dateBehind(toMs), columns],
    );
    const dayRow = z.object({ day: z.date() });
    return rows.map((row) => dayRow.parse(row).day.getTime());
  }

  /** Adds segments within a transaction that stores more than that. */
  async add(tx: OrganizationTransaction, segments: readonly NewSegment[], nowMs: number): Promise<void> {
    for (const segment of segments) {
      const spans = [...segment.assets.values()];
      await tx.query(
        `INSERT INTO telemetry_segments (organization_id, file, number, kind, resolution, level, period_at, from_at, to_at, read_from_at, read_to_at,
           rows, bytes, sha256, assets, columns, quality_columns, labels, written_at)
         VALUES ($1, $2, coalesce($3, nextval('telemetry_segments_number_seq')), $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)`,
        [
          tx.organizationId,
          segment.file,
          segment.number,
          segment.kind,
          segment.resolution,
          segment.level,
          new Date(segment.periodMs),
          new Date(Math.floor(Math.min(...spans.map(({ fromMs }) => fromMs)))),
          new Date(Math.ceil(Math.max(...spans.map(({ toMs }) => toMs)))),
          new Date(Math.floor(segment.readFromMs)),
          new Date(Math.ceil(segment.readToMs)),
          segment.rows,
          segment.bytes,
          segment.sha256,
          Object.fromEntries(
            [...segment.assets].map(([asset, { fromMs, toMs, rows }]) => [
              asset,
              { from: fromMs, to: toMs, rows },
            ]),
          ),
          segment.columns,
          segment.qualityColumns,
          Object.fromEntries(segment.labels),
          new Date(nowMs),
        ],
      );
    }
  }

  /** @returns how many of them were in force until now. */
  async retire(tx: OrganizationTransaction, files: readonly string[], nowMs: number): Promise<number> {
    const { rowCount } = await tx.query(
      'UPDATE telemetry_segments SET retired_at = $3 WHERE organization_id = $1 AND file = ANY($2) AND retired_at IS NULL',
      [tx.organizationId, files, new Date(nowMs)],
    );
    return rowCount ?? 0;
  }

  /** Makes segments those of their closed day, without rewriting them. @returns how many. */
  async promote(tx: OrganizationTransaction, files: readonly string[]): Promise<number> {
    const { rowCount } = await tx.query(
      `UPDATE telemetry_segments SET level = 'day' WHERE organization_id = $1 AND file = ANY($2) AND retired_at IS NULL`,
      [tx.organizationId, files],
    );
    return rowCount ?? 0;
  }

  /** The days in which a deletion begins and ends are open again. */
  async reopen(tx: OrganizationTransaction, { assetId, fromMs, toMs }: Deletion): Promise<void> {
    const days = [fromMs, toMs].map((timeMs) => new Date(dayOf(boundedMs(timeMs))));
    await tx.query(
      `UPDATE telemetry_segments SET level = 'merged' WHERE organization_id = $1 AND resolution = 'raw' AND level = 'day'
         AND retired_at IS NULL AND period_at = ANY($2) AND ($3::text IS NULL OR assets ? $3)`,
      [tx.organizationId, days, assetId],
    );
  }

  /** Nothing happens where others have taken its place meanwhile. */
  async setAside(organizationId: OrganizationId, file: string, damage: string): Promise<void> {
    await this.query(
      organizationId,
      `UPDATE telemetry_segments SET damage = $3 WHERE organization_id = $1 AND file = $2 AND retired_at IS NULL AND damage IS NULL`,
      [organizationId, file, damage],
    );
  }

  /** Raw segments that can be merged: those of days in which not all is closed. */
  async raw(tx: OrganizationTransaction): Promise<RawSegment[]> {
    const { rows } = await tx.query(
      `SELECT file, number, kind, level, period_at AS day, rows, written_at,
              EXISTS (SELECT 1 FROM telemetry_segments d
                      WHERE d.organization_id = $1 AND d.kind = s.kind AND d.resolution = 'raw' AND d.level = 'day'
                        AND d.period_at = s.period_at AND d.retired_at IS NULL AND d.damage IS NOT NULL) AS is_day_damaged
       FROM telemetry_segments s
       WHERE organization_id = $1 AND resolution = 'raw' AND retired_at IS NULL AND damage IS NULL
         AND EXISTS (SELECT 1 FROM telemetry_segments o
                     WHERE o.organization_id = $1 AND o.kind = s.kind AND o.resolution = 'raw' AND o.level <> 'day'
                       AND o.period_at = s.period_at AND o.retired_at IS NULL AND o.damage IS NULL)
       ORDER BY number`,
      [tx.organizationId],
    );
    return rows.map((row) => rawOf(plannedRow.parse(row)));
  }

  /** Sound segments by their files. */
  byFiles(organizationId: OrganizationId, files: readonly string[]): Promise<WholeSegment[]> {
    return this.whole(organizationId, 'file = ANY($2)', [files]);
  }

  /** Sound segments of a day; of a month, for hours. */
  ofPeriod(
    organizationId: OrganizationId,
    kind: SeriesKind,
    resolution: Resolution,
    periodMs: number,
  ): Promise<WholeSegment[]> {
    const condition = 'kind = $2 AND resolution = $3 AND period_at = $4';
    return this.whole(organizationId, condition, [kind, resolution, new Date(periodMs)]);
  }

  /** Damaged segments of a day; of a month, for hours. */
  async damagedOf(
    organizationId: OrganizationId,
    kind: SeriesKind,
    resolution: Resolution,
    periodMs: number,
  ): Promise<string[]> {
    return filesOf(
      await this.query(
        organizationId,
        `SELECT file FROM telemetry_segments WHERE organization_id = $1 AND kind = $2 AND resolution = $3 AND period_at = $4
           AND retired_at IS NULL AND damage IS NOT NULL`,
        [organizationId, kind, resolution, new Date(periodMs)],
      ),
    );
  }

  /**
   * Sound segments of all kinds and resolutions that have rows in a range, or in buckets that depend
   * on it.
   */
  touching(organizationId: OrganizationId, { assetId, fromMs, toMs }: Deletion): Promise<WholeSegment[]> {
    const condition = `from_at < $3 AND to_at >= $2 AND ($4::text IS NULL OR assets ? $4)`;
    const outwardMs = DAY_LOOKBACK_MS;
    return this.whole(organizationId, condition, [
      dateBefore(fromMs - outwardMs),
      dateBehind(toMs + outwardMs),
      assetId,
    ]);
  }

  /** Damaged segments that hold nothing but what is to be deleted. */
  async damagedWithin(
    organizationId: OrganizationId,
    { assetId, fromMs, toMs }: Deletion,
  ): Promise<string[]> {
    return filesOf(
      await this.query(
        organizationId,
        `SELECT file FROM telemetry_segments
         WHERE organization_id = $1 AND retired_at IS NULL AND damage IS NOT NULL AND from_at >= $2 AND to_at <= $3
           AND ($4::text IS NULL OR (assets ? $4 AND (SELECT count(*) FROM jsonb_object_keys(assets)) = 1))`,
        [organizationId, dateBefore(fromMs), dateBehind(toMs), assetId],
      ),
    );
  }

  /**
   * Segments of a resolution that lie before an instant as a whole, damaged ones too. Raw ones of a
   * day without aggregates stay until these are made, unless aggregates are too old as well.
   * @param aggregatesFromMs  Aggregates before this instant are too old.
   */
  async endingBefore(
    tx: OrganizationTransaction,
    resolution: Resolution,
    timeMs: number,
    aggregatesFromMs: number,
  ): Promise<string[]> {
    const { rows } = await tx.query(
      `SELECT file FROM telemetry_segments s
         WHERE organization_id = $1 AND resolution = $2 AND to_at < $3 AND retired_at IS NULL
           AND (resolution <> 'raw' OR to_at < $4 OR EXISTS (
             SELECT 1 FROM telemetry_segments d
             WHERE d.organization_id = $1 AND d.kind = s.kind AND d.period_at = s.period_at AND d.retired_at IS NULL
               AND ((d.resolution = 'minute' AND d.level = 'day') OR d.damage IS NOT NULL)))
         LIMIT 1000`,
      [tx.organizationId, resolution, new Date(timeMs), new Date(aggregatesFromMs)],
    );
    return filesOf(rows);
  }

  /**
   * Takes entries that were retired before an instant out of the catalogue.
   * @returns their files.
   */
  async forget(tx: OrganizationTransaction, retiredBeforeMs: number): Promise<string[]> {
    const { rows } = await tx.query(
      'DELETE FROM telemetry_segments WHERE organization_id = $1 AND retired_at < $2 RETURNING file',
      [tx.organizationId, new Date(retiredBeforeMs)],
    );
    return filesOf(rows);
  }

  async files(organizationId: OrganizationId): Promise<ReadonlySet<string>> {
    const sql = 'SELECT file FROM telemetry_segments WHERE organization_id = $1';
    return new Set(filesOf(await this.query(organizationId, sql, [organizationId])));
  }

  private async whole(
    organizationId: OrganizationId,
    condition: string,
    values: readonly unknown[],
  ): Promise<WholeSegment[]> {
    const rows = await this.query(
      organizationId,
      `SELECT file, number, kind, resolution, level, period_at, sha256, assets, columns, quality_columns, labels
       FROM telemetry_segments WHERE organization_id = $1 AND retired_at IS NULL AND damage IS NULL AND ${condition} ORDER BY number`,
      [organizationId, ...values],
    );
    return rows.map((row) => wholeOf(wholeRow.parse(row)));
  }

  private query(organizationId: OrganizationId, sql: string, values: readonly unknown[]): Promise<unknown[]> {
    return this.database.forOrganization(organizationId, async (tx) => (await tx.query(sql, values)).rows);
  }
}
