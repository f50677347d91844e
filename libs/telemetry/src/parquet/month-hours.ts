import type { AssetId, OrganizationId } from '@eagle/contracts/domain';
import { rowsWithin, type RowBlock, type SeriesKind } from '../rows/row-block.js';
import { dayAfter, sortRows } from '../rows/sort-rows.js';
import { hourRowsOf } from '../series/day-aggregates.js';
import type { AggregateResolution } from '../series/bucket-widths.js';
import type { MergeDependencies } from './replacement.js';
import type { NewSegment } from './segment.js';
import type { WholeSegment } from './catalogue-rows.js';
import { SegmentSink } from './segment-sink.js';
import { aggregatesOfAsset, holding } from './stored-aggregates.js';
import { aggregateShape, assetsOf } from './union-shape.js';

/**
 * Hours lie by month, so that a year of an asset is read out of twelve files: a day's hours take
 * the place of those that were there. Where a file of the month is damaged, all hours of its other
 * days are made of their minutes.
 */
export async function replaceInMonth(
  dependencies: MergeDependencies,
  organizationId: OrganizationId,
  kind: SeriesKind,
  dayMs: number,
  hours: ReadonlyMap<AssetId, RowBlock>,
): Promise<{ retired: string[]; added: NewSegment[] }> {
  const monthMs = monthOf(dayMs);
  const damaged = await dependencies.catalogue.damagedOf(organizationId, kind, 'hour', monthMs);
  const there = await dependencies.catalogue.ofPeriod(organizationId, kind, 'hour', monthMs);
  const old = damaged.length === 0 ? holding(there, hours.keys()) : there;
  const others =
    damaged.length === 0 ? old : await minutesOfMonth(dependencies, organizationId, kind, monthMs);
  const resolution = damaged.length === 0 ? 'hour' : 'minute';
  const assets = [...new Set([...assetsOf(others), ...hours.keys()])].sort();
  const columns = [
    ...others.flatMap((segment) => segment.columns),
    ...[...hours.values()].flatMap((block) => [...block.columns.keys()]),
  ];
  const place = { kind, resolution: 'hour', level: 'day', periodMs: monthMs } as const;
  const sink = new SegmentSink(dependencies, organizationId, place, aggregateShape(assets, columns), null);
  try {
    for (const assetId of assets) {
      const before = await hoursOfAsset(dependencies, organizationId, others, assetId, resolution);
      const ofDay = hours.get(assetId);
      await sink.add(assetId, ofDay === undefined ? before : withDay(before, dayMs, ofDay));
    }
    return { retired: [...damaged, ...old.map(({ file }) => file)], added: await sink.finish() };
  } finally {
    sink.close();
  }
}

async function minutesOfMonth(
  { catalogue }: MergeDependencies,
  organizationId: OrganizationId,
  kind: SeriesKind,
  monthMs: number,
): Promise<WholeSegment[]> {
  const found: WholeSegment[] = [];
  for (let dayMs = monthMs; dayMs < monthAfter(monthMs); dayMs = dayAfter(dayMs)) {
    found.push(...(await catalogue.ofPeriod(organizationId, kind, 'minute', dayMs)));
  }
  return found;
}

async function hoursOfAsset(
  dependencies: MergeDependencies,
  organizationId: OrganizationId,
  segments: readonly WholeSegment[],
  assetId: AssetId,
  resolution: AggregateResolution,
): Promise<RowBlock> {
  const stored = await aggregatesOfAsset(dependencies, organizationId, segments, assetId);
  return resolution === 'hour' ? stored : hourRowsOf(stored, measuredColumns(stored.columns.keys()));
}

/** Hours of a month with those of one day in place of what was there. */
function withDay(hours: RowBlock, dayMs: number, ofDay: RowBlock): RowBlock {
  const before = rowsWithin(hours, Number.NEGATIVE_INFINITY, dayMs);
  const behind = rowsWithin(hours, dayAfter(dayMs), Number.POSITIVE_INFINITY);
  return sortRows([before, ofDay, behind]);
}

/** Columns of which aggregates hold measures. */
const measuredColumns = (columns: Iterable<string>): string[] =>
  [...columns].flatMap((name) => (name.endsWith('.min') ? [name.slice(0, -'.min'.length)] : []));

/** First instant of the UTC month of a time. */
export function monthOf(timeMs: number): number {
  const date = new Date(timeMs);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth());
}

function monthAfter(monthMs: number): number {
  const date = new Date(monthMs);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1);
}
