import type { OrganizationId } from '@eagle/contracts/domain';
import type { OrganizationDatabase } from '@eagle/persistence';
import { LABELS_OF, type RowBlock } from '../rows/row-block.js';
import { dayAfter } from '../rows/sort-rows.js';
import { hourRowsOf, minuteRowsOf } from '../series/day-aggregates.js';
import { DAY_LOOKBACK_MS } from '../series/state-hold.js';
import { markAggregated, summaryOfDays, type OpenDay } from './telemetry-days.js';
import { readRows } from './read-rows.js';
import { instantSql, microsOf } from './sql-time.js';
import { writeAggregates } from './write-rows.js';

/**
 * Makes the aggregates of one asset's day of its raw rows. Where rows come meanwhile, nothing is
 * written: the day is still open.
 */
export async function aggregateDay(
  database: OrganizationDatabase,
  organizationId: OrganizationId,
  open: OpenDay,
): Promise<void> {
  const { kind, assetId, dayMs } = open;
  const range = { kind, assetId, fromMs: dayMs, toMs: dayAfter(dayMs) };
  const { columns } = await database.forOrganization(organizationId, (tx) => summaryOfDays(tx, range));
  const measured = [...(columns.get('raw') ?? [])].sort();
  const read = (fromMs: number, toMs: number, wanted: readonly string[]): AsyncIterable<RowBlock> =>
    readRows(database, organizationId, {
      ...range,
      fromMs,
      toMs,
      resolution: 'raw',
      columns: wanted,
      labels: LABELS_OF[kind],
    });
  const minutes = await minuteRowsOf(
    { fromMs: dayMs, toMs: range.toMs },
    measured,
    read(dayMs - DAY_LOOKBACK_MS, dayMs, []),
    read(dayMs, range.toMs, measured),
  );
  const hours = hourRowsOf(minutes, measured);
  await database.forOrganization(organizationId, async (tx) => {
    await tx.query(
      `DELETE FROM telemetry_aggregates WHERE organization_id = $1 AND kind = $2 AND asset_id = $3
         AND at >= ${instantSql('$4::float8')} AND at < ${instantSql('$5::float8')}`,
      [organizationId, kind, assetId, microsOf(dayMs), microsOf(range.toMs)],
    );
    const layouts = [
      await writeAggregates(tx, kind, 'minute', assetId, minutes),
      await writeAggregates(tx, kind, 'hour', assetId, hours),
    ];
    await markAggregated(tx, open, layouts);
  });
}
