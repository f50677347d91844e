import { dayAfter } from '../rows/sort-rows.js';

/**
 * `fresh`: as it was flushed. `merged`: several of one day, which goes on. `day`: all of a day that
 * is over, with aggregates made of it; nothing lies beside it but rows that came late. Minutes of a
 * day that goes on are `merged`, all other aggregates `day`.
 */
export const SEGMENT_LEVELS = ['fresh', 'merged', 'day'] as const;
export type SegmentLevel = (typeof SEGMENT_LEVELS)[number];

/** What a plan needs to know of a segment of raw rows. */
export interface PlannedSegment {
  readonly file: string;
  readonly dayMs: number;
  readonly level: SegmentLevel;
  readonly rows: number;
  readonly writtenAtMs: number;
  /** Rows of its day that were closed cannot be read any more: new aggregates would lack them. */
  readonly isDayDamaged: boolean;
}

export interface Merge {
  readonly dayMs: number;
  readonly level: 'merged' | 'day';
  readonly files: readonly string[];
}

export interface MergeSettings {
  /** Flushed segments of an open day that make one merged one. */
  readonly freshMax: number;
  /** A day is closed this long after its end: until then its rows come as usual. */
  readonly closeAfterMs: number;
  /** Rows that come late for a closed day wait this long for others. */
  readonly lateWaitMs: number;
}

export const MERGE_SETTINGS: MergeSettings = {
  freshMax: 12,
  closeAfterMs: 15 * 60_000,
  lateWaitMs: 60 * 60_000,
};

/**
 * Which segments to merge: flushed ones of the day that goes on, and all of a day that is over or
 * got late rows. A day that lost rows after it was closed stays open: it is read raw, and what is
 * missing is named. Oldest day last: what people look at comes first.
 */
export function planMerges(
  segments: readonly PlannedSegment[],
  nowMs: number,
  settings: MergeSettings = MERGE_SETTINGS,
): Merge[] {
  const days = Map.groupBy(segments, ({ dayMs }) => dayMs);
  return [...days]
    .sort(([a], [b]) => b - a)
    .flatMap(([dayMs, ofDay]) => {
      const isOver = nowMs >= dayAfter(dayMs) + settings.closeAfterMs;
      const canClose = isOver && !ofDay.some(({ isDayDamaged }) => isDayDamaged);
      return (canClose ? closing(dayMs, ofDay, nowMs, settings) : gathering(dayMs, ofDay, settings)) ?? [];
    });
}

function gathering(
  dayMs: number,
  segments: readonly PlannedSegment[],
  settings: MergeSettings,
): Merge | null {
  const fresh = segments.filter(({ level }) => level !== 'merged');
  if (fresh.length < settings.freshMax) return null;
  return { dayMs, level: 'merged', files: fresh.map(({ file }) => file) };
}

function closing(
  dayMs: number,
  segments: readonly PlannedSegment[],
  nowMs: number,
  settings: MergeSettings,
): Merge | null {
  const open = segments.filter(({ level }) => level !== 'day');
  if (open.length === 0) return null;
  const isLate = open.length < segments.length;
  const oldestMs = Math.min(...open.map(({ writtenAtMs }) => writtenAtMs));
  if (isLate && open.length < settings.freshMax && nowMs - oldestMs < settings.lateWaitMs) return null;
  return { dayMs, level: 'day', files: segments.map(({ file }) => file) };
}
