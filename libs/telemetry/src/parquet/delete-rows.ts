import type { AssetId, OrganizationId } from '@eagle/contracts/domain';
import { LABELS_OF, rowsWithin, type RowBlock } from '../rows/row-block.js';
import { AGGREGATE_MS, type Resolution } from '../series/bucket-widths.js';
import { DAY_LOOKBACK_MS } from '../series/state-hold.js';
import type { Deletion } from '../store/telemetry-store.js';
import type { MergeDependencies, Replacement } from './replacement.js';
import type { NewSegment } from './segment.js';
import { forAsset, type WholeSegment } from './catalogue-rows.js';
import { SegmentSink } from './segment-sink.js';
import { aggregateShape, assetsOf, shapeOfSegments } from './union-shape.js';

/** What takes the place of segments that held deleted rows. */
export interface RowsDeleted {
  readonly replacement: Replacement;
  /** Raw rows that are in no segment any more; what lay in segments twice counts twice. */
  readonly rows: number;
}

/**
 * Segments without the rows of a deletion. Days that lose a part of their rows count as open again,
 * so that their aggregates are made again; until then their raw rows are read. @throws
 * SegmentsDamaged
 */
export async function deleteRows(
  dependencies: MergeDependencies,
  organizationId: OrganizationId,
  deletion: Deletion,
): Promise<RowsDeleted> {
  const retired = await dependencies.catalogue.damagedWithin(organizationId, deletion);
  const added: NewSegment[] = [];
  let rows = 0;
  for (const segment of await dependencies.catalogue.touching(organizationId, deletion)) {
    const range = isOpen(segment) ? onward(deletion) : outward(segment.resolution, deletion);
    if (!assetsOf([segment]).some((assetId) => isTouched(segment, assetId, range))) continue;
    retired.push(segment.file);
    const rest = isOpen(segment) ? [] : await without(dependencies, organizationId, segment, range);
    added.push(...rest);
    if (segment.resolution === 'raw') rows += rowsOf([...segment.assets.values()]) - rowsOf(rest);
  }
  return { replacement: { retired, added, promoted: [], reopened: deletion }, rows };
}

const rowsOf = (parts: readonly { readonly rows: number }[]): number =>
  parts.reduce((sum, { rows }) => sum + rows, 0);

/** Minutes of a day that goes on are not cut: they go, and its rows are read raw. */
const isOpen = ({ resolution, level }: WholeSegment): boolean =>
  resolution === 'minute' && level === 'merged';

/** Buckets into which a state of the range may reach, too. */
const onward = (deletion: Deletion): Deletion => {
  const { fromMs, toMs } = outward('minute', deletion);
  return { ...deletion, fromMs, toMs: toMs + DAY_LOOKBACK_MS };
};

/** Buckets that hold anything of the range, too. */
function outward(resolution: Resolution, deletion: Deletion): Deletion {
  if (resolution === 'raw') return deletion;
  const widthMs = AGGREGATE_MS[resolution];
  return {
    ...deletion,
    fromMs: Math.floor(deletion.fromMs / widthMs) * widthMs,
    toMs: Math.ceil(deletion.toMs / widthMs) * widthMs,
  };
}

function isTouched(segment: WholeSegment, assetId: AssetId, range: Deletion): boolean {
  if (range.assetId !== null && range.assetId !== assetId) return false;
  const span = segment.assets.get(assetId);
  return span !== undefined && span.fromMs < range.toMs && span.toMs >= range.fromMs;
}

async function without(
  dependencies: MergeDependencies,
  organizationId: OrganizationId,
  segment: WholeSegment,
  range: Deletion,
): Promise<NewSegment[]> {
  const { kind, resolution, periodMs } = segment;
  const level = segment.level === 'day' && resolution === 'raw' ? 'merged' : segment.level;
  const shape =
    resolution === 'raw'
      ? shapeOfSegments(kind, [segment])
      : aggregateShape(assetsOf([segment]), segment.columns);
  const place = { kind, resolution, level, periodMs };
  const sink = new SegmentSink(dependencies, organizationId, place, shape, segment.number);
  try {
    for (const assetId of assetsOf([segment])) {
      for await (const block of allRows(dependencies, organizationId, segment, assetId)) {
        if (!isTouched(segment, assetId, range)) await sink.add(assetId, block);
        else {
          await sink.add(assetId, rowsWithin(block, Number.NEGATIVE_INFINITY, range.fromMs));
          await sink.add(assetId, rowsWithin(block, range.toMs, Number.POSITIVE_INFINITY));
        }
      }
    }
    return await sink.finish();
  } finally {
    sink.close();
  }
}

function allRows(
  { rows }: MergeDependencies,
  organizationId: OrganizationId,
  segment: WholeSegment,
  assetId: AssetId,
): AsyncGenerator<RowBlock> {
  const found = forAsset(segment, assetId);
  return rows.readGiven(organizationId, found === null ? [] : [found], {
    assetId,
    fromMs: found?.span.fromMs ?? 0,
    toMs: (found?.span.toMs ?? 0) + 1,
    columns: segment.columns,
    labels: segment.resolution === 'raw' ? LABELS_OF[segment.kind] : [],
  });
}
