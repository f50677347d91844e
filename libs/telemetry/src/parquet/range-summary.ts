import type { OrganizationId } from '@eagle/contracts/domain';
import type { OrganizationDatabase, OrganizationTransaction } from '@eagle/persistence';
import { z } from 'zod';
import { dayOf } from '../rows/sort-rows.js';
import type { TimeSpan } from '../series/time-span.js';
import { AGGREGATE_MS, RESOLUTIONS, type Resolution } from '../series/bucket-widths.js';
import { DAY_LOOKBACK_MS } from '../series/state-hold.js';
import type { RangeSummary, RowRange } from '../store/telemetry-store.js';
import { spannedOf, spannedRow, type SpannedSegment } from './catalogue-rows.js';
import { dateBefore, dateBehind } from './segment-catalogue.js';

/** What the catalogue knows of a range. */
export async function summaryOf(
  database: OrganizationDatabase,
  organizationId: OrganizationId,
  range: RowRange,
): Promise<RangeSummary> {
  const { segments, columns } = await database.forOrganization(organizationId, async (tx) => ({
    segments: await segmentsOf(tx, range),
    columns: await columnsOf(tx, range),
  }));
  const within = segments.filter(({ span }) => span.toMs >= range.fromMs && span.fromMs < range.toMs);
  const raw = within.filter(({ resolution }) => resolution === 'raw');
  const minutes = within.filter(({ resolution }) => resolution === 'minute');
  return {
    rowsMax: raw.reduce((sum, segment) => sum + rowsWithin(segment, range), 0),
    extent: extentOf(raw),
    intervalMs: intervalOf(raw),
    columns,
    aggregatedDaysMs: aggregatedDays(raw, minutes),
    aggregatedHours: aggregatedHours(segments),
  };
}

/**
 * Raw and minute segments of a range, and those before it with rows whose state may reach into it.
 * By one statement: between two of them a merge could put rows from where
 * the second one looks to where the first one did.
 */
async function segmentsOf(
  tx: OrganizationTransaction,
  { kind, assetId, fromMs, toMs }: RowRange,
): Promise<SpannedSegment[]> {
  const { rows } = await tx.query(
    `SELECT resolution, level, assets->$3 AS span, damage IS NULL AS is_sound FROM telemetry_segments
     WHERE organization_id = $1 AND kind = $2 AND resolution IN ('raw', 'minute') AND retired_at IS NULL
       AND from_at < $5 AND to_at >= $4 AND assets ? $3`,
    [tx.organizationId, kind, assetId, dateBefore(fromMs - DAY_LOOKBACK_MS), dateBehind(toMs)],
  );
  return rows.map((row) => spannedOf(spannedRow.parse(row)));
}

/**
 * Names of all columns that segments of a range have, by resolution; without hours where some are
 * damaged: minutes hold all of them.
 */
async function columnsOf(
  tx: OrganizationTransaction,
  { kind, assetId, fromMs, toMs }: RowRange,
): Promise<ReadonlyMap<Resolution, ReadonlySet<string>>> {
  const { rows } = await tx.query(
    // Most segments have the same columns: told apart as whole lists first, a year takes a seventh.
    `SELECT resolution, array_agg(DISTINCT c) AS columns
     FROM (SELECT resolution, columns, bool_and(damage IS NULL) AS sound FROM telemetry_segments
           WHERE organization_id = $1 AND kind = $2 AND retired_at IS NULL
             AND from_at < $5 AND to_at >= $4 AND assets ? $3
           GROUP BY resolution, columns) lists, unnest(columns) c
     GROUP BY resolution HAVING resolution <> 'hour' OR bool_and(sound)`,
    [tx.organizationId, kind, assetId, dateBefore(fromMs), dateBehind(toMs)],
  );
  const columnsRow = z.object({ resolution: z.enum(RESOLUTIONS), columns: z.array(z.string()) });
  return new Map(
    rows.map((row) => {
      const { resolution, columns } = columnsRow.parse(row);
      return [resolution, new Set(columns)];
    }),
  );
}

/** Rows of a segment that lie in the range, as if they were spread evenly. */
function rowsWithin({ span }: SpannedSegment, { fromMs, toMs }: RowRange): number {
  const lengthMs = span.toMs - span.fromMs;
  const withinMs = Math.min(span.toMs, toMs) - Math.max(span.fromMs, fromMs);
  return lengthMs <= 0 ? span.rows : Math.ceil(span.rows * Math.min(1, Math.max(0, withinMs / lengthMs)));
}

function extentOf(raw: readonly SpannedSegment[]): RangeSummary['extent'] {
  if (raw.length === 0) return null;
  return {
    fromMs: Math.min(...raw.map(({ span }) => span.fromMs)),
    toMs: Math.max(...raw.map(({ span }) => span.toMs)),
  };
}

function intervalOf(raw: readonly SpannedSegment[]): number {
  const lengthMs = raw.reduce((sum, { span }) => sum + span.toMs - span.fromMs, 0);
  const intervals = raw.reduce((sum, { span }) => sum + span.rows - 1, 0);
  return intervals > 0 ? lengthMs / intervals : Number.NaN;
}

/** Days that have aggregates and no raw rows which came after these were made. */
function aggregatedDays(raw: readonly SpannedSegment[], minutes: readonly SpannedSegment[]): number[] {
  const changed = new Set(raw.filter(({ level }) => level !== 'day').map(({ span }) => dayOf(span.fromMs)));
  const sound = minutes.filter(({ level, isSound }) => level === 'day' && isSound);
  const days = new Set(sound.map(({ span }) => dayOf(span.fromMs)));
  return [...days].filter((day) => !changed.has(day)).sort((a, b) => a - b);
}

/**
 * Spans of days that go on of which minutes include all rows: from the first row of a day on that
 * was not merged when they were made, they do not.
 */
function aggregatedHours(segments: readonly SpannedSegment[]): TimeSpan[] {
  const minuteMs = AGGREGATE_MS.minute;
  const unmergedMs = new Map<number, number>();
  for (const { resolution, level, span } of segments) {
    if (resolution !== 'raw' || level === 'merged') continue;
    const dayMs = dayOf(span.fromMs);
    const fromMs = Math.floor(span.fromMs / minuteMs) * minuteMs;
    unmergedMs.set(dayMs, Math.min(fromMs, unmergedMs.get(dayMs) ?? fromMs));
  }
  return segments
    .filter(({ resolution, level, isSound }) => resolution === 'minute' && level === 'merged' && isSound)
    .map(({ span }) => {
      const untilMs = unmergedMs.get(dayOf(span.fromMs)) ?? Number.POSITIVE_INFINITY;
      return { fromMs: span.fromMs, toMs: Math.min(span.toMs + minuteMs, untilMs) };
    })
    .filter(({ fromMs, toMs }) => fromMs < toMs)
    .sort((a, b) => a.fromMs - b.fromMs);
}
