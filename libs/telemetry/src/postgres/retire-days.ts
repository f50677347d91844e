import type { OrganizationTransaction } from '@eagle/persistence';
import { z } from 'zod';
import { dateOf } from './write-rows.js';

/**
 * Removes the raw rows of the oldest day that is too old: a bounded step. A day without aggregates
 * waits for them, unless aggregates are too old as well.
 * @returns how many days went.
 */
export async function retireDay(
  tx: OrganizationTransaction,
  rawKeptMs: number,
  aggregatesKeptMs: number,
): Promise<number> {
  const { rows } = await tx.query(
    `SELECT min(day)::text AS day
     FROM (SELECT day FROM telemetry_days WHERE organization_id = $1 AND day < $2::date GROUP BY day
           HAVING sum(rows) > 0
              AND (day < $3::date OR bool_and(rows = 0 OR aggregated OR aggregate_layouts <> '{}'))) AS too_old`,
    [tx.organizationId, dateOf(rawKeptMs), dateOf(aggregatesKeptMs)],
  );
  const { day } = z.object({ day: z.string().nullable() }).parse(rows[0]);
  if (day !== null) await retireRaw(tx, day);
  const aggregatesDay = dateOf(aggregatesKeptMs);
  await tx.query(
    `DELETE FROM telemetry_aggregates WHERE organization_id = $1 AND at < $2::date AT TIME ZONE 'UTC'`,
    [tx.organizationId, aggregatesDay],
  );
  await tx.query('DELETE FROM telemetry_days WHERE organization_id = $1 AND day < $2::date AND rows = 0', [
    tx.organizationId,
    aggregatesDay,
  ]);
  return day === null ? 0 : 1;
}

async function retireRaw(tx: OrganizationTransaction, day: string): Promise<void> {
  await tx.query(
    `DELETE FROM telemetry_rows WHERE organization_id = $1
       AND at >= $2::date::timestamp AT TIME ZONE 'UTC' AND at < ($2::date + 1)::timestamp AT TIME ZONE 'UTC'`,
    [tx.organizationId, day],
  );
  await tx.query(
    `UPDATE telemetry_days SET rows = 0, bytes = 0, layouts = '{}' WHERE organization_id = $1 AND day = $2::date`,
    [tx.organizationId, day],
  );
  await tx.query('SELECT telemetry_drop_empty_days($1::date + 1)', [day]);
}
