import type { AssetId, OrganizationId } from '@eagle/contracts/domain';
import type { RowStream } from '../rows/merge-rows.js';
import { LABELS_OF, type RowBlock, type SeriesKind } from '../rows/row-block.js';
import { dayAfter } from '../rows/sort-rows.js';
import type { Merge } from '../policy/plan-merges.js';
import { aggregateColumnsOf, ROWS_COLUMN, stateColumn } from '../series/aggregate-rows.js';
import { STATE_HOLD_MS } from '../series/bucket-fold.js';
import { hourRowsOf, minuteRowsOf } from '../series/day-aggregates.js';
import { replaceInMonth } from './month-hours.js';
import { forAsset, type WholeSegment } from './catalogue-rows.js';
import type { MergeDependencies, Replacement } from './replacement.js';
import { SegmentSink } from './segment-sink.js';
import { aggregateShape, assetsOf, shapeOfSegments } from './union-shape.js';

/** Merges segments of one day, and makes the day's aggregates where it is over. @throws SegmentsDamaged */
export async function mergeDay(
  dependencies: MergeDependencies,
  organizationId: OrganizationId,
  kind: SeriesKind,
  merge: Merge,
): Promise<Replacement> {
  const segments = await dependencies.catalogue.byFiles(organizationId, merge.files);
  return merge.level === 'day'
    ? closeDay(dependencies, organizationId, kind, merge.dayMs, segments)
    : gatherDay(dependencies, organizationId, kind, merge.dayMs, segments);
}

async function gatherDay(
  dependencies: MergeDependencies,
  organizationId: OrganizationId,
  kind: SeriesKind,
  dayMs: number,
  segments: readonly WholeSegment[],
): Promise<Replacement> {
  const sink = rawSink(dependencies, organizationId, kind, dayMs, 'merged', segments);
  try {
    for (const assetId of assetsOf(segments)) {
      for await (const block of rowsOf(dependencies, organizationId, kind, dayMs, segments, assetId)) {
        await sink.add(assetId, block);
      }
    }
    return {
      retired: segments.map(({ file }) => file),
      added: await sink.finish(),
      promoted: null,
      reopened: null,
    };
  } finally {
    sink.close();
  }
}

async function closeDay(
  dependencies: MergeDependencies,
  organizationId: OrganizationId,
  kind: SeriesKind,
  dayMs: number,
  segments: readonly WholeSegment[],
): Promise<Replacement> {
  const [single, ...others] = segments;
  const isSingle = single !== undefined && others.length === 0;
  const raw = isSingle ? null : rawSink(dependencies, organizationId, kind, dayMs, 'day', segments);
  const shape = shapeOfSegments(kind, segments);
  const minuteColumns = [
    ROWS_COLUMN,
    ...aggregateColumnsOf(shape.columns),
    ...(shape.labels.get('state') ?? []).map(stateColumn),
  ];
  const minutes = new SegmentSink(
    dependencies,
    organizationId,
    { kind, resolution: 'minute', level: 'day', periodMs: dayMs },
    aggregateShape(assetsOf(segments), minuteColumns),
    null,
  );
  const hours = new Map<AssetId, RowBlock>();
  try {
    for (const assetId of assetsOf(segments)) {
      const rows = rowsOf(dependencies, organizationId, kind, dayMs, segments, assetId);
      const kept = raw === null ? rows : passing(rows, (block) => raw.add(assetId, block));
      const before = rowsBefore(dependencies, organizationId, kind, dayMs, assetId);
      const minute = await minuteRowsOf(dayMs, shape.columns, before, kept);
      await minutes.add(assetId, minute);
      hours.set(assetId, hourRowsOf(minute, shape.columns));
    }
    const oldMinutes = await dependencies.catalogue.aggregatesOf(organizationId, kind, 'minute', dayMs);
    const month = await replaceInMonth(dependencies, organizationId, kind, dayMs, hours);
    const rawAdded = raw === null ? [] : await raw.finish();
    return {
      retired: [
        ...(raw === null ? [] : segments.map(({ file }) => file)),
        ...oldMinutes.map(({ file }) => file),
        ...month.retired,
      ],
      added: [...rawAdded, ...(await minutes.finish()), ...month.added],
      promoted: isSingle ? single.file : null,
      reopened: null,
    };
  } finally {
    raw?.close();
    minutes.close();
  }
}

function rawSink(
  dependencies: MergeDependencies,
  organizationId: OrganizationId,
  kind: SeriesKind,
  periodMs: number,
  level: 'merged' | 'day',
  segments: readonly WholeSegment[],
): SegmentSink {
  const number = Math.max(...segments.map((segment) => segment.number));
  const place = { kind, resolution: 'raw', level, periodMs } as const;
  return new SegmentSink(dependencies, organizationId, place, shapeOfSegments(kind, segments), number);
}

/** All rows of an asset in segments of one day. */
function rowsOf(
  { rows }: MergeDependencies,
  organizationId: OrganizationId,
  kind: SeriesKind,
  dayMs: number,
  segments: readonly WholeSegment[],
  assetId: AssetId,
): AsyncGenerator<RowBlock> {
  const ofAsset = segments.flatMap((segment) => forAsset(segment, assetId) ?? []);
  return rows.readGiven(organizationId, ofAsset, {
    assetId,
    fromMs: dayMs,
    toMs: dayAfter(dayMs),
    columns: shapeOfSegments(kind, segments).columns,
    labels: LABELS_OF[kind],
  });
}

async function* passing(rows: RowStream, each: (block: RowBlock) => Promise<void>): AsyncGenerator<RowBlock> {
  for await (const block of rows) {
    await each(block);
    yield block;
  }
}

/** Rows that show in which state a day begins. */
const rowsBefore = (
  { rows }: MergeDependencies,
  organizationId: OrganizationId,
  kind: SeriesKind,
  dayMs: number,
  assetId: AssetId,
): RowStream =>
  rows.read(
    organizationId,
    {
      kind,
      resolution: 'raw',
      assetId,
      fromMs: dayMs - STATE_HOLD_MS,
      toMs: dayMs,
      columns: [],
      labels: LABELS_OF[kind],
    },
    () => undefined,
  );
