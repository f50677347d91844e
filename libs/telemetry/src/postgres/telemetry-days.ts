import { assetIdSchema, type AssetId, type OrganizationId } from '@eagle/contracts/domain';
import type { OrganizationTransaction } from '@eagle/persistence';
import { z } from 'zod';
import { MERGE_SETTINGS } from '../policy/plan-merges.js';
import { SERIES_KINDS, type SeriesKind } from '../rows/row-block.js';
import type { Resolution } from '../series/bucket-widths.js';
import type { RangeSummary, RowRange } from '../store/telemetry-store.js';
import { layoutsOf } from './layouts.js';
import { instantSql, microsOf, microsSql } from './sql-time.js';
import { dateOf } from './write-rows.js';

const DAY_US = 86_400_000_000;
const dayUsSql = `(day - date '1970-01-01')::bigint * ${DAY_US}`;

const dayRow = z.object({
  day_us: z.number(),
  rows: z.number(),
  from_us: z.number(),
  to_us: z.number(),
  layouts: z.array(z.number()),
  aggregated: z.boolean(),
  aggregate_layouts: z.array(z.number()),
});
type DayRow = z.infer<typeof dayRow>;

/** Summary of a range, from its days. */
export async function summaryOfDays(tx: OrganizationTransaction, range: RowRange): Promise<RangeSummary> {
  const { rows } = await tx.query(
    `SELECT ${dayUsSql} AS day_us, rows, ${microsSql('from_at')} AS from_us, ${microsSql('to_at')} AS to_us, layouts, aggregated, aggregate_layouts
     FROM telemetry_days WHERE organization_id = $1 AND kind = $2 AND asset_id = $3
       AND to_at >= ${instantSql('$4::float8')} AND from_at < ${instantSql('$5::float8')} ORDER BY day`,
    [tx.organizationId, range.kind, range.assetId, microsOf(range.fromMs), microsOf(range.toMs)],
  );
  const days = rows.map((row) => dayRow.parse(row));
  const filled = days.filter((day) => day.rows > 0);
  const layouts = await layoutsOf(tx, tx.organizationId);
  const named = (ids: readonly number[]): string[] =>
    layouts.filter(({ id }) => ids.includes(id)).flatMap(({ columns }) => columns);
  const aggregateColumns = new Set(named(days.flatMap((day) => day.aggregate_layouts)));
  return {
    rowsMax: filled.reduce((sum, day) => sum + rowsWithin(day, range), 0),
    extent: extentOf(filled),
    intervalMs: intervalOf(filled),
    columns: new Map<Resolution, ReadonlySet<string>>([
      ['raw', new Set(named(filled.flatMap((day) => day.layouts)))],
      ['minute', aggregateColumns],
      ['hour', aggregateColumns],
    ]),
    aggregatedDaysMs: days.filter(({ aggregated }) => aggregated).map(({ day_us }) => day_us / 1_000),
    aggregatedHours: [],
  };
}

/** UTC days, by their first instant, of which some rows lack one of the columns. */
export async function daysWithout(
  tx: OrganizationTransaction,
  range: RowRange,
  columns: readonly string[],
): Promise<number[]> {
  const { rows } = await tx.query(
    `SELECT ${dayUsSql} AS day_us FROM telemetry_days d WHERE organization_id = $1 AND kind = $2 AND asset_id = $3 AND rows > 0
       AND to_at >= ${instantSql('$4::float8')} AND from_at < ${instantSql('$5::float8')}
       AND EXISTS (SELECT FROM telemetry_layouts l
                   WHERE l.organization_id = $1 AND l.id = ANY(d.layouts) AND NOT l.columns @> $6::text[]) ORDER BY day`,
    [tx.organizationId, range.kind, range.assetId, microsOf(range.fromMs), microsOf(range.toMs), columns],
  );
  const lacking = z.object({ day_us: z.number() });
  return rows.map((row) => lacking.parse(row).day_us / 1_000);
}

function rowsWithin({ rows, from_us, to_us }: DayRow, { fromMs, toMs }: RowRange): number {
  const within = Math.min(to_us, microsOf(toMs)) - Math.max(from_us, microsOf(fromMs));
  return to_us > from_us ? Math.ceil(rows * Math.min(1, Math.max(0, within / (to_us - from_us)))) : rows;
}

const extentOf = (days: readonly DayRow[]): RangeSummary['extent'] =>
  days.length === 0
    ? null
    : {
        fromMs: Math.min(...days.map(({ from_us }) => from_us)) / 1_000,
        toMs: Math.max(...days.map(({ to_us }) => to_us)) / 1_000,
      };

function intervalOf(days: readonly DayRow[]): number {
  const lengthUs = days.reduce((sum, { from_us, to_us }) => sum + to_us - from_us, 0);
  const intervals = days.reduce((sum, { rows }) => sum + rows - 1, 0);
  return intervals > 0 ? lengthUs / intervals / 1_000 : Number.NaN;
}

/** A day of an asset that needs aggregates. */
export interface OpenDay {
  readonly kind: SeriesKind;
  readonly assetId: AssetId;
  readonly dayMs: number;
  readonly changedAtMs: number;
}

const openRow = z.object({
  kind: z.enum(SERIES_KINDS),
  asset_id: assetIdSchema,
  day_us: z.number(),
  changed_at: z.date(),
});

/**
 * Days that are over and have rows without aggregates, the newest first. Late rows wait a while for
 * others.
 */
export async function openDays(
  tx: OrganizationTransaction,
  nowMs: number,
  limit: number,
): Promise<OpenDay[]> {
  const { closeAfterMs, lateWaitMs } = MERGE_SETTINGS;
  const { rows } = await tx.query(
    `SELECT kind, asset_id, ${dayUsSql} AS day_us, changed_at FROM telemetry_days
     WHERE organization_id = $1 AND NOT aggregated AND rows > 0 AND ${dayUsSql} + ${DAY_US} <= $2
       AND (aggregate_layouts = '{}' OR changed_at <= $3) ORDER BY day DESC, kind, asset_id LIMIT $4`,
    [tx.organizationId, microsOf(nowMs - closeAfterMs), new Date(nowMs - lateWaitMs), limit],
  );
  return rows.map((row) => {
    const { kind, asset_id, day_us, changed_at } = openRow.parse(row);
    return { kind, assetId: asset_id, dayMs: day_us / 1_000, changedAtMs: changed_at.getTime() };
  });
}

/** @returns false where rows came meanwhile: what was made does not stand for all. */
export async function markAggregated(
  tx: OrganizationTransaction,
  { kind, assetId, dayMs, changedAtMs }: OpenDay,
  layouts: readonly number[],
): Promise<boolean> {
  const { rowCount } = await tx.query(
    `UPDATE telemetry_days SET aggregated = true, aggregate_layouts = $6
     WHERE organization_id = $1 AND kind = $2 AND asset_id = $3 AND day = $4 AND changed_at = $5`,
    [tx.organizationId, kind, assetId, dateOf(dayMs), new Date(changedAtMs), layouts],
  );
  return rowCount === 1;
}

/**
 * Counts the rows of days again after some were deleted. Days that lost all rows keep their other
 * facts.
 */
export async function recountDays(
  tx: OrganizationTransaction,
  organizationId: OrganizationId,
  fromMs: number,
  toMs: number,
  nowMs: number,
): Promise<void> {
  await tx.query(
    `WITH counted AS (
       SELECT kind, asset_id, (at AT TIME ZONE 'UTC')::date AS day, count(*) AS rows, min(at) AS from_at, max(at) AS to_at
       FROM telemetry_rows WHERE organization_id = $1
         AND at >= date_trunc('day', ${instantSql('$2::float8')}, 'UTC') AND at < date_trunc('day', ${instantSql('$3::float8')}, 'UTC') + interval '1 day'
       GROUP BY 1, 2, 3)
     UPDATE telemetry_days d SET rows = c.rows, bytes = d.bytes * c.rows / d.rows, from_at = c.from_at, to_at = c.to_at,
       changed_at = $4, aggregated = false
     FROM counted c WHERE d.organization_id = $1 AND d.kind = c.kind AND d.asset_id = c.asset_id AND d.day = c.day AND d.rows > c.rows`,
    [organizationId, microsOf(fromMs), microsOf(toMs), new Date(nowMs)],
  );
}
