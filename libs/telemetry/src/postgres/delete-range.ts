import type { OrganizationTransaction } from '@eagle/persistence';
import { AGGREGATE_MS } from '../series/bucket-widths.js';
import type { Deletion } from '../store/telemetry-store.js';
import { boundedMs } from '../store/bounded-time.js';
import { dateOf } from './write-rows.js';
import { recountDays } from './telemetry-days.js';
import { instantSql, microsOf } from './sql-time.js';

/**
 * Deletes raw rows of a range, and every bucket that reaches into it.
 * @returns how many raw rows.
 */
export async function deleteRange(
  tx: OrganizationTransaction,
  deletion: Deletion,
  nowMs: number,
): Promise<number> {
  const { assetId, fromMs, toMs } = deletion;
  const within = `organization_id = $1 AND ($2::text IS NULL OR asset_id = $2)
    AND at >= ${instantSql('$3::float8')} AND at < ${instantSql('$4::float8')}`;
  const { organizationId } = tx;
  const { rowCount } = await tx.query(`DELETE FROM telemetry_rows WHERE ${within}`, [
    organizationId,
    assetId,
    microsOf(fromMs),
    microsOf(toMs),
  ]);
  for (const resolution of ['minute', 'hour'] as const) {
    const widthMs = AGGREGATE_MS[resolution];
    await tx.query(`DELETE FROM telemetry_aggregates WHERE ${within} AND resolution = $5`, [
      organizationId,
      assetId,
      microsOf(Math.floor(fromMs / widthMs) * widthMs),
      microsOf(Math.ceil(toMs / widthMs) * widthMs),
      resolution,
    ]);
  }
  // All of them lie in the range.
  await tx.query(
    `DELETE FROM telemetry_days WHERE organization_id = $1 AND ($2::text IS NULL OR asset_id = $2)
       AND from_at >= ${instantSql('$3::float8')} AND to_at < ${instantSql('$4::float8')}`,
    [organizationId, assetId, microsOf(fromMs), microsOf(toMs)],
  );
  await recountDays(tx, organizationId, fromMs, toMs, nowMs);
  // The days at the ends lose a whole bucket although only a part of it is deleted: their
  // aggregates are made again.
  await tx.query(
    `UPDATE telemetry_days SET aggregated = false, changed_at = $5 WHERE organization_id = $1 AND ($2::text IS NULL OR asset_id = $2)
       AND day IN ($3::date, $4::date) AND rows > 0`,
    [organizationId, assetId, ...[fromMs, toMs].map((timeMs) => dateOf(boundedMs(timeMs))), new Date(nowMs)],
  );
  return rowCount ?? 0;
}
