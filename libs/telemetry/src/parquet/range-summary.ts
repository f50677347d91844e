import type { OrganizationId } from '@eagle/contracts/domain';
import { dayOf } from '../rows/sort-rows.js';
import type { RangeSummary, RowRange } from '../store/telemetry-store.js';
import type { CataloguedSegment } from './segment.js';
import type { SegmentCatalogue } from './segment-catalogue.js';

/** What the catalogue knows of a range. */
export async function summaryOf(
  catalogue: SegmentCatalogue,
  organizationId: OrganizationId,
  range: RowRange,
): Promise<RangeSummary> {
  const [raw, minutes, columns] = await Promise.all([
    catalogue.find(organizationId, range, 'raw', []),
    catalogue.find(organizationId, range, 'minute', []),
    catalogue.columns(organizationId, range),
  ]);
  return {
    rowsMax: raw.reduce((sum, segment) => sum + rowsWithin(segment, range), 0),
    extent: extentOf(raw),
    intervalMs: intervalOf(raw),
    columns,
    aggregatedDaysMs: aggregatedDays(raw, minutes),
  };
}

/** Rows of a segment that lie in the range, as if they were spread evenly. */
function rowsWithin({ span }: CataloguedSegment, { fromMs, toMs }: RowRange): number {
  const lengthMs = span.toMs - span.fromMs;
  const withinMs = Math.min(span.toMs, toMs) - Math.max(span.fromMs, fromMs);
  return lengthMs <= 0 ? span.rows : Math.ceil(span.rows * Math.min(1, Math.max(0, withinMs / lengthMs)));
}

function extentOf(raw: readonly CataloguedSegment[]): RangeSummary['extent'] {
  if (raw.length === 0) return null;
  return {
    fromMs: Math.min(...raw.map(({ span }) => span.fromMs)),
    toMs: Math.max(...raw.map(({ span }) => span.toMs)),
  };
}

function intervalOf(raw: readonly CataloguedSegment[]): number {
  const lengthMs = raw.reduce((sum, { span }) => sum + span.toMs - span.fromMs, 0);
  const intervals = raw.reduce((sum, { span }) => sum + span.rows - 1, 0);
  return intervals > 0 ? lengthMs / intervals : Number.NaN;
}

/** Days that have aggregates and no raw rows which came after these were made. */
function aggregatedDays(raw: readonly CataloguedSegment[], minutes: readonly CataloguedSegment[]): number[] {
  const changed = new Set(raw.filter(({ level }) => level !== 'day').map(({ span }) => dayOf(span.fromMs)));
  const sound = minutes.filter(({ damage }) => damage === null);
  const days = new Set(sound.map(({ span }) => dayOf(span.fromMs)));
  return [...days].filter((day) => !changed.has(day)).sort((a, b) => a - b);
}
