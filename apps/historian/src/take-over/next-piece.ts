import type { ZoneClock } from '@eagle/feeds';
import type { HistoryStretch, TimeRange } from '@eagle/telemetry';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Lengths of pieces: parts of a UTC day, or days where there are few rows. */
const LENGTHS_MS = [
  ...[32, 16, 8, 4, 2, 1].map((days) => days * DAY_MS),
  ...[12, 6, 3, 1].map((hours) => hours * HOUR_MS),
  ...[20, 5, 1].map((minutes) => minutes * MINUTE_MS),
];
/** A piece of more rows is too much to read again after a kill. */
const ROWS_MAX = 400_000;
const ROWS_MIN = 80_000;

/** The length that the next piece should have. @param rows  Those of the last one. */
export function nextLengthMs(lengthMs: number, rows: number): number {
  const place = LENGTHS_MS.indexOf(lengthMs);
  const change = rows > ROWS_MAX ? 1 : rows < ROWS_MIN ? -1 : 0;
  return LENGTHS_MS[place + change] ?? lengthMs;
}

export const FIRST_LENGTH_MS = DAY_MS;

/** What was lost goes before the past, and of each kind the newest. */
export function nextStretch(stretches: readonly HistoryStretch[]): HistoryStretch | null {
  const open = stretches.filter(({ state }) => state === 'waiting' || state === 'running');
  const byTurn = (a: HistoryStretch, b: HistoryStretch): number =>
    rankOf(a) - rankOf(b) || b.untilMs - a.untilMs;
  return open.sort(byTurn)[0] ?? null;
}

const rankOf = ({ reason }: HistoryStretch): number => (reason === 'lost' ? 0 : 1);

export interface PieceLimits {
  /** Nothing older is read. */
  readonly oldestMs: number;
  /** Infinity: the whole stretch in one piece. */
  readonly lengthMs: number;
  /** Of the source. */
  readonly zone: ZoneClock;
}

/**
 * Around a change of clocks a wall-clock time means two instants: no piece begins so near to one.
 */
const CLOCK_CHANGE_REACH_MS = 3 * HOUR_MS;

/** The newest part of a stretch that is not stored; null where nothing is left that may be read. */
export function nextPiece(
  { fromMs, reachedMs }: Pick<HistoryStretch, 'fromMs' | 'reachedMs'>,
  { oldestMs, lengthMs, zone }: PieceLimits,
): TimeRange | null {
  const lowestMs = Math.max(fromMs, oldestMs);
  if (reachedMs <= lowestMs) return null;
  if (lengthMs === Number.POSITIVE_INFINITY) return { fromMs: lowestMs, untilMs: reachedMs };
  const beginsMs = Math.floor((reachedMs - 1) / lengthMs) * lengthMs;
  const backAtMs = zone.goesBackWithin(beginsMs - CLOCK_CHANGE_REACH_MS, beginsMs + CLOCK_CHANGE_REACH_MS);
  const clearMs = backAtMs === null ? beginsMs : Math.min(beginsMs, backAtMs - CLOCK_CHANGE_REACH_MS);
  return { fromMs: Math.max(lowestMs, clearMs), untilMs: reachedMs };
}
