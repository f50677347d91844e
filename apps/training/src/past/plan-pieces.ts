import type { HistoryRange } from '@eagle/learning';
import { without, type TimeRange } from '@eagle/telemetry';

/**
 * The newest scans wait in the historian's memory until it stores them. Where no more than this is
 * missing at the end of a live plant's past, the source is not asked: no label could be given to
 * such scans yet.
 */
export const NEWEST_MS = 15 * 60_000;

/** A part of a range and where its scans are read. */
export interface Piece extends HistoryRange {
  readonly from: 'historian' | 'source';
  /**
   * What the historian did not store yet: a training does without it where the source cannot be
   * read.
   */
  readonly isNewest: boolean;
}

export interface PastFacts {
  readonly range: HistoryRange;
  /** Ranges whose scans the historian has, ascending, none touching another. */
  readonly covered: readonly TimeRange[];
  readonly clock: 'wall' | 'source';
  /** Some sources keep no past: everything comes from the historian, whatever it has. */
  readonly hasSource: boolean;
}

/**
 * Divides a range into what is read from the historian and what from the source: ascending, without
 * a gap and without an overlap.
 */
export function planPieces({ range, covered, clock, hasSource }: PastFacts): Piece[] {
  if (!hasSource) return [{ ...range, from: 'historian', isNewest: false }];
  const whole = { fromMs: range.fromMs, untilMs: range.toMs };
  const missing = without(whole, covered);
  const newest = missing.at(-1);
  const isNewest = (part: TimeRange): boolean =>
    part === newest && part.untilMs === range.toMs && part.fromMs > range.fromMs;
  const isNegligible = (part: TimeRange): boolean =>
    isNewest(part) && clock === 'wall' && part.untilMs - part.fromMs <= NEWEST_MS;
  const asked = missing.filter((part) => !isNegligible(part));
  return [
    ...without(whole, asked).map((part): Piece => pieceOf(part, 'historian', false)),
    ...asked.map((part): Piece => pieceOf(part, 'source', isNewest(part))),
  ].sort((a, b) => a.fromMs - b.fromMs);
}

const pieceOf = ({ fromMs, untilMs }: TimeRange, from: Piece['from'], isNewest: boolean): Piece => ({
  ...{ fromMs, toMs: untilMs },
  ...{ from, isNewest },
});
