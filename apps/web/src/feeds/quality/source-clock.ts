import type { DayQuality } from './quality-cells.js';

/** Rows that come at least so long after their time come from a clock that is behind, or a slow way. */
const BEHIND_MS_MIN = 60_000;

/** What the times of rows say of the clock of their source. */
export type ClockVerdict =
  /** No row came live. */
  | { readonly kind: 'unknown' }
  | { readonly kind: 'set-back'; readonly count: number; readonly atMs: number | null }
  | { readonly kind: 'ahead' | 'behind' | 'right'; readonly ms: number };

/** @param days  In their order; of an offset the newest day with rows counts. */
export function clockVerdict(days: readonly DayQuality[]): ClockVerdict {
  const count = days.reduce((sum, { clockBack }) => sum + clockBack.count, 0);
  if (count > 0) {
    const instants = days.flatMap(({ clockBack }) => clockBack.first.map(({ readAtMs }) => readAtMs));
    return { kind: 'set-back', count, atMs: instants.length === 0 ? null : Math.max(...instants) };
  }
  const least = days.findLast(({ delayMs }) => delayMs !== null)?.delayMs?.min;
  if (least === undefined) return { kind: 'unknown' };
  if (least < 0) return { kind: 'ahead', ms: -least };
  return { kind: least >= BEHIND_MS_MIN ? 'behind' : 'right', ms: least };
}
