import type { AssetId } from '@eagle/contracts/domain';
import type { OrganizationTransaction } from '@eagle/persistence';
import {
  at,
  LABELS_OF,
  rowsBetween,
  type LabelName,
  type RowBlock,
  type SeriesKind,
} from '../rows/row-block.js';
import type { AggregateResolution } from '../series/bucket-widths.js';
import { layoutOf } from './layouts.js';
import { firstAndLast, numbersText, qualityText, rowBytes } from './row-text.js';
import { instantSql, microsOf } from './sql-time.js';

/** Rows that one statement adds. */
const STATEMENT_ROWS = 1_000;

const eachRow = <T>(block: RowBlock, valueOf: (row: number) => T): T[] =>
  Array.from({ length: block.rows }, (_, row) => valueOf(row));

function labelTexts(block: RowBlock, label: LabelName): string[] {
  const column = block.labels.get(label);
  return eachRow(block, (row) => column?.names[column.codes[row] ?? 0] ?? '');
}

/**
 * Adds rows of one asset and UTC day, and notes the day as changed. Equal rows are written over.
 */
export async function writeDay(
  tx: OrganizationTransaction,
  kind: SeriesKind,
  assetId: AssetId,
  dayMs: number,
  block: RowBlock,
  nowMs: number,
): Promise<void> {
  const columns = [...block.columns.keys()].sort();
  const layout = await layoutOf(tx, columns);
  for (let from = 0; from < block.rows; from += STATEMENT_ROWS) {
    const part = rowsBetween(block, from, Math.min(block.rows, from + STATEMENT_ROWS));
    await writeRows(tx, kind, assetId, layout, columns, part);
  }
  const { fromMs, toMs } = firstAndLast(block);
  await tx.query(
    `INSERT INTO telemetry_days (organization_id, kind, asset_id, day, rows, bytes, from_at, to_at, layouts, changed_at)
     VALUES ($1, $2, $3, $4, $5, $6, ${instantSql('$7::float8')}, ${instantSql('$8::float8')}, ARRAY[$9::integer], $10)
     ON CONFLICT (organization_id, kind, asset_id, day) DO UPDATE SET
       rows = telemetry_days.rows + EXCLUDED.rows, bytes = telemetry_days.bytes + EXCLUDED.bytes,
       from_at = least(telemetry_days.from_at, EXCLUDED.from_at), to_at = greatest(telemetry_days.to_at, EXCLUDED.to_at),
       layouts = ARRAY(SELECT DISTINCT unnest(telemetry_days.layouts || EXCLUDED.layouts)),
       changed_at = EXCLUDED.changed_at, aggregated = false`,
    [
      tx.organizationId,
      kind,
      assetId,
      dateOf(dayMs),
      block.rows,
      block.rows * rowBytes(columns.length),
      microsOf(fromMs),
      microsOf(toMs),
      layout,
      new Date(nowMs),
    ],
  );
}

async function writeRows(
  tx: OrganizationTransaction,
  kind: SeriesKind,
  assetId: AssetId,
  layout: number,
  columns: readonly string[],
  block: RowBlock,
): Promise<void> {
  const [firstLabel, secondLabel] = LABELS_OF[kind];
  const labels = secondLabel === undefined ? 'ARRAY[label]' : 'ARRAY[label, other_label]';
  await tx.query(
    `INSERT INTO telemetry_rows (organization_id, kind, asset_id, at, sequence, read_at, labels, layout, numbers, quality)
     SELECT $1, $2, $3, ${instantSql('at_us')}, sequence, ${instantSql('read_us')}, ${labels}, $4, numbers::float8[], decode(quality, 'hex')
     FROM unnest($5::bigint[], $6::bigint[], $7::bigint[], $8::text[], $9::text[], $10::text[], $11::text[])
       AS given(at_us, sequence, read_us, label, other_label, numbers, quality)
     ON CONFLICT (organization_id, kind, asset_id, at, sequence) DO UPDATE SET
       read_at = EXCLUDED.read_at, labels = EXCLUDED.labels, layout = EXCLUDED.layout, numbers = EXCLUDED.numbers, quality = EXCLUDED.quality`,
    [
      tx.organizationId,
      kind,
      assetId,
      layout,
      eachRow(block, (row) => microsOf(at(block.timesMs, row))),
      eachRow(block, (row) => at(block.sequences, row)),
      eachRow(block, (row) => microsOf(at(block.readAtsMs, row))),
      labelTexts(block, firstLabel),
      secondLabel === undefined ? eachRow(block, () => '') : labelTexts(block, secondLabel),
      eachRow(block, (row) => numbersText(block, columns, row)),
      eachRow(block, (row) => qualityText(block, columns, row)),
    ],
  );
}

/** Writes aggregates of one asset. @returns the layout that they have. */
export async function writeAggregates(
  tx: OrganizationTransaction,
  kind: SeriesKind,
  resolution: AggregateResolution,
  assetId: AssetId,
  block: RowBlock,
): Promise<number> {
  const columns = [...block.columns.keys()].sort();
  const layout = await layoutOf(tx, columns);
  await tx.query(
    `INSERT INTO telemetry_aggregates (organization_id, kind, resolution, asset_id, at, layout, numbers)
     SELECT $1, $2, $3, $4, ${instantSql('at_us')}, $5, numbers::float8[] FROM unnest($6::bigint[], $7::text[]) AS given(at_us, numbers)`,
    [
      tx.organizationId,
      kind,
      resolution,
      assetId,
      layout,
      eachRow(block, (row) => microsOf(at(block.timesMs, row))),
      eachRow(block, (row) => numbersText(block, columns, row)),
    ],
  );
  return layout;
}

/** A UTC day as PostgreSQL writes it. */
export const dateOf = (dayMs: number): string => new Date(dayMs).toISOString().slice(0, 10);
