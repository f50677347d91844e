import type { OrganizationId } from '@eagle/contracts/domain';
import { BlockBuilder } from '../rows/block-builder.js';
import { mergeRows, type RowStream } from '../rows/merge-rows.js';
import { notRecorded, rowsWithin, type RowBlock } from '../rows/row-block.js';
import type { MissingRows, ReadWithin, RowQuery, TelemetryReader } from '../store/telemetry-store.js';

export type RawQuery = Omit<RowQuery, 'resolution'>;

/** Raw rows of the store together with those that wait in memory. */
export function rawRows(
  store: TelemetryReader,
  organizationId: OrganizationId,
  query: RawQuery,
  head: RowBlock | null,
  onMissing: (missing: MissingRows) => void,
): RowStream {
  const stored = store.read(organizationId, { ...query, resolution: 'raw' }, onMissing);
  const waiting = head === null ? null : wantedOf(head, query);
  return waiting === null ? stored : mergeRows([stored, oneBlock(waiting)]);
}

function readWithinOf(block: RowBlock, within: ReadWithin | undefined): RowBlock {
  if (within === undefined) return block;
  const kept = new BlockBuilder(block.rows);
  block.readAtsMs.forEach((readAtMs, row) => {
    if (readAtMs >= within.fromMs && readAtMs < within.toMs) kept.add(block, row, row + 1);
  });
  return kept.build();
}

/** Columns and labels of a query, as the store gives them. */
function wantedOf(head: RowBlock, query: RawQuery): RowBlock | null {
  const within = readWithinOf(rowsWithin(head, query.fromMs, query.toMs), query.readWithin);
  if (within.rows === 0) return null;
  const columns = query.columns.map(
    (name) => [name, within.columns.get(name) ?? notRecorded(within.rows)] as const,
  );
  const labels = [...within.labels].filter(([label]) => query.labels.includes(label));
  return { ...within, columns: new Map(columns), labels: new Map(labels) };
}

async function* oneBlock(block: RowBlock): AsyncGenerator<RowBlock> {
  yield block;
}
