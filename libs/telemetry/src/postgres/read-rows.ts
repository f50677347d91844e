import type { OrganizationId } from '@eagle/contracts/domain';
import type { OrganizationDatabase } from '@eagle/persistence';
import { z } from 'zod';
import {
  LABELS_OF,
  type LabelColumn,
  type LabelName,
  type RowBlock,
  type SeriesKind,
} from '../rows/row-block.js';
import type { RowQuery } from '../store/telemetry-store.js';
import { layoutsOf, pickedSql, type Layout } from './layouts.js';
import { columnsOf } from './row-text.js';
import { instantSql, microsOf, microsSql } from './sql-time.js';

/**
 * Rows that are read at a time. Each page is a transaction of its own: a slow reader holds none.
 */
const PAGE_ROWS = 4_096;

const foundRow = z.object({
  at_us: z.number(),
  sequence: z.number(),
  read_us: z.number(),
  labels: z.array(z.string()),
  layout: z.number(),
  // The driver parses float8[]; looking at each of its numbers again would take longer than reading
  // them.
  numbers: z.custom<readonly (number | null)[]>(Array.isArray),
  quality: z.instanceof(Uint8Array).nullable(),
});
type FoundRow = z.infer<typeof foundRow>;

export async function* readRows(
  database: OrganizationDatabase,
  organizationId: OrganizationId,
  query: RowQuery,
): AsyncGenerator<RowBlock> {
  let last: FoundRow | undefined;
  for (;;) {
    const page: { rows: FoundRow[]; layouts: readonly Layout[] } = await readPage(
      database,
      organizationId,
      query,
      last,
    );
    if (page.rows.length > 0) yield blockOf(page.rows, page.layouts, query);
    if (page.rows.length < PAGE_ROWS) return;
    last = page.rows.at(-1);
  }
}

function readPage(
  database: OrganizationDatabase,
  organizationId: OrganizationId,
  query: RowQuery,
  last: FoundRow | undefined,
): Promise<{ rows: FoundRow[]; layouts: readonly Layout[] }> {
  return database.forOrganization(organizationId, async (tx) => {
    const layouts = await layoutsOf(tx, organizationId);
    const picked = pickedSql(layouts, query.columns);
    const fromUs = last?.at_us ?? microsOf(query.fromMs);
    const values = [organizationId, query.kind, query.assetId, fromUs, microsOf(query.toMs), PAGE_ROWS];
    const { rows } =
      query.resolution === 'raw'
        ? await tx.query(rawSql(picked), [...values, last?.sequence ?? null, ...readMicros(query)])
        : await tx.query(aggregateSql(picked), [...values, query.resolution, last === undefined]);
    return { rows: rows.map((row) => foundRow.parse(row)), layouts };
  });
}

const readMicros = ({ readWithin }: RowQuery): (number | null)[] =>
  readWithin === undefined ? [null, null] : [microsOf(readWithin.fromMs), microsOf(readWithin.toMs)];

const rawSql = (picked: string): string =>
  `SELECT ${microsSql('at')} AS at_us, sequence, ${microsSql('read_at')} AS read_us, labels, layout, ${picked} AS numbers, quality
   FROM telemetry_rows
   WHERE organization_id = $1 AND kind = $2 AND asset_id = $3
     AND at >= ${instantSql('$4::float8')} AND at < ${instantSql('$5::float8')}
     AND ($7::bigint IS NULL OR at > ${instantSql('$4::float8')} OR sequence > $7)
     AND ($8::float8 IS NULL OR read_at >= ${instantSql('$8::float8')} AND read_at < ${instantSql('$9::float8')})
   ORDER BY at, sequence LIMIT $6`;

const aggregateSql = (picked: string): string =>
  `SELECT ${microsSql('at')} AS at_us, 0 AS sequence, ${microsSql('at')} AS read_us, '{}'::text[] AS labels, layout, ${picked} AS numbers, NULL::bytea AS quality
   FROM telemetry_aggregates
   WHERE organization_id = $1 AND kind = $2 AND asset_id = $3 AND resolution = $7
     AND at >= ${instantSql('$4::float8')} AND at < ${instantSql('$5::float8')} AND ($8 OR at > ${instantSql('$4::float8')})
   ORDER BY at LIMIT $6`;

function blockOf(rows: readonly FoundRow[], layouts: readonly Layout[], query: RowQuery): RowBlock {
  const columnsById = new Map(layouts.map(({ id, columns }) => [id, columns]));
  const picked = rows.map(({ numbers, quality, layout }) => ({
    numbers,
    quality,
    layoutColumns: columnsById.get(layout) ?? [],
  }));
  return {
    rows: rows.length,
    timesMs: Float64Array.from(rows, ({ at_us }) => at_us / 1_000),
    sequences: Float64Array.from(rows, ({ sequence }) => sequence),
    readAtsMs: Float64Array.from(rows, ({ read_us }) => read_us / 1_000),
    labels: new Map(query.labels.map((label) => [label, labelOf(rows, query.kind, label)])),
    columns: columnsOf(picked, query.columns),
  };
}

function labelOf(rows: readonly FoundRow[], kind: SeriesKind, label: LabelName): LabelColumn {
  const place = LABELS_OF[kind].findIndex((known) => known === label);
  const names = [...new Set(rows.map(({ labels }) => labels[place] ?? ''))];
  return { names, codes: Uint16Array.from(rows, ({ labels }) => names.indexOf(labels[place] ?? '')) };
}
