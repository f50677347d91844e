import type { AssetId, OrganizationId } from '@eagle/contracts/domain';
import type { RowStream } from '../rows/merge-rows.js';
import { LABELS_OF, type RowBlock, type SeriesKind } from '../rows/row-block.js';
import { dayAfter } from '../rows/sort-rows.js';
import type { Merge } from '../policy/plan-merges.js';
import type { TimeSpan } from '../series/time-span.js';
import { minuteRowsOf } from '../series/day-aggregates.js';
import { DAY_LOOKBACK_MS } from '../series/state-hold.js';
import { forAsset, type WholeSegment } from './catalogue-rows.js';
import { replaceAggregates } from './replace-aggregates.js';
import { areSettled, touchedSegments } from './late-rows.js';
import { replaceOpenHours } from './open-hours.js';
import type { MergeDependencies, Replacement } from './replacement.js';
import { SegmentSink } from './segment-sink.js';
import { assetsOf, shapeOfSegments } from './union-shape.js';

/** One day of one kind that is merged. */
interface DayMerge {
  readonly dependencies: MergeDependencies;
  readonly organizationId: OrganizationId;
  readonly kind: SeriesKind;
  readonly dayMs: number;
  /** All sound segments of the day that the merge concerns. */
  readonly segments: readonly WholeSegment[];
}

/**
 * Merges segments of one day, and makes the day's aggregates where it is over.
 * @throws SegmentsDamaged
 */
export async function mergeDay(
  dependencies: MergeDependencies,
  organizationId: OrganizationId,
  kind: SeriesKind,
  merge: Merge,
): Promise<Replacement> {
  const segments = await dependencies.catalogue.byFiles(organizationId, merge.files);
  const day: DayMerge = { dependencies, organizationId, kind, dayMs: merge.dayMs, segments };
  if (merge.level === 'merged') return gather(day);
  const late = segments.filter(({ level }) => level !== 'day');
  return late.length === segments.length ? closeDay(day) : addLate(day, late);
}

const UNCHANGED: Replacement = { retired: [], added: [], promoted: [], reopened: null };

/** Flushed segments of a day that goes on become one; hours that it is past get their minutes. */
async function gather(day: DayMerge): Promise<Replacement> {
  const raw = await rewritten(day, day.segments, 'merged');
  const minutes = await replaceOpenHours(day, day.segments);
  return {
    ...UNCHANGED,
    retired: [...raw.retired, ...minutes.retired],
    added: [...raw.added, ...minutes.added],
  };
}

/**
 * The first time that a day is closed: its rows are read once, for the merged segments and for the
 * aggregates.
 */
async function closeDay(day: DayMerge): Promise<Replacement> {
  const { dependencies, organizationId, kind, dayMs, segments } = day;
  const promoted = areSettled(segments) ? filesOf(segments) : [];
  const raw = promoted.length === 0 ? rawSink(day, segments, 'day') : null;
  try {
    const { columns } = shapeOfSegments(kind, segments);
    const minutesOf = (assetId: AssetId): Promise<RowBlock> => {
      const rows = rowsOf(day, segments, assetId);
      const kept = raw === null ? rows : passing(rows, (block) => raw.add(assetId, block));
      return minuteRowsOf(spanOf(day), columns, rowsBefore(day, assetId), kept);
    };
    const assets = assetsOf(segments);
    const period = { dependencies, organizationId, kind, dayMs };
    const aggregates = await replaceAggregates(period, { assets, minutesOf, ...aggregated(day) });
    return {
      ...UNCHANGED,
      retired: [...(raw === null ? [] : filesOf(segments)), ...aggregates.retired],
      added: [...(raw === null ? [] : await raw.finish()), ...aggregates.added],
      promoted,
    };
  } finally {
    raw?.close();
  }
}

/**
 * Rows that came for a closed day: only the files that they reach into are rewritten, and the
 * aggregates of their assets.
 */
async function addLate(day: DayMerge, late: readonly WholeSegment[]): Promise<Replacement> {
  const { dependencies, organizationId, kind, dayMs, segments } = day;
  const closed = segments.filter(({ level }) => level === 'day');
  const touched = [...touchedSegments(closed, late), ...late];
  const promoted = areSettled(touched) ? filesOf(late) : [];
  const raw = promoted.length === 0 ? await rewritten(day, touched, 'day') : UNCHANGED;
  const { columns } = shapeOfSegments(kind, segments);
  const minutesOf = (assetId: AssetId): Promise<RowBlock> =>
    minuteRowsOf(spanOf(day), columns, rowsBefore(day, assetId), rowsOf(day, segments, assetId));
  const assets = assetsOf(late);
  const period = { dependencies, organizationId, kind, dayMs };
  const aggregates = await replaceAggregates(period, { assets, minutesOf, ...aggregated(day) });
  return {
    ...UNCHANGED,
    retired: [...raw.retired, ...aggregates.retired],
    added: [...raw.added, ...aggregates.added],
    promoted,
  };
}

/** Columns and states of the day. */
function aggregated({ kind, segments }: DayMerge): { columns: readonly string[]; states: readonly string[] } {
  const { columns, labels } = shapeOfSegments(kind, segments);
  return { columns, states: labels.get('state') ?? [] };
}

/** Segments of one day as few sorted ones. */
async function rewritten(
  day: DayMerge,
  segments: readonly WholeSegment[],
  level: 'merged' | 'day',
): Promise<Pick<Replacement, 'retired' | 'added'>> {
  const sink = rawSink(day, segments, level);
  try {
    for (const assetId of assetsOf(segments)) {
      for await (const block of rowsOf(day, segments, assetId)) await sink.add(assetId, block);
    }
    return { retired: filesOf(segments), added: await sink.finish() };
  } finally {
    sink.close();
  }
}

const spanOf = ({ dayMs }: DayMerge): TimeSpan => ({ fromMs: dayMs, toMs: dayAfter(dayMs) });

const filesOf = (segments: readonly WholeSegment[]): string[] => segments.map(({ file }) => file);

function rawSink(
  { dependencies, organizationId, kind, dayMs }: DayMerge,
  segments: readonly WholeSegment[],
  level: 'merged' | 'day',
): SegmentSink {
  const number = Math.max(...segments.map((segment) => segment.number));
  const place = { kind, resolution: 'raw', level, periodMs: dayMs } as const;
  return new SegmentSink(dependencies, organizationId, place, shapeOfSegments(kind, segments), number);
}

/** All rows of an asset in segments of one day. */
function rowsOf(
  { dependencies: { rows }, organizationId, kind, dayMs }: DayMerge,
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

/** Rows that show the state at the beginning of a day. */
const rowsBefore = (
  { dependencies: { rows }, organizationId, kind, dayMs }: DayMerge,
  assetId: AssetId,
): RowStream =>
  rows.read(
    organizationId,
    {
      kind,
      resolution: 'raw',
      assetId,
      fromMs: dayMs - DAY_LOOKBACK_MS,
      toMs: dayMs,
      columns: [],
      labels: LABELS_OF[kind],
    },
    () => undefined,
  );
