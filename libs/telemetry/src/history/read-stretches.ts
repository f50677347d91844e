import { dayAfter, dayOf } from '../rows/sort-rows.js';
import type { Resolution } from '../series/bucket-widths.js';

/** A part of a range, and what it is read from. */
export interface Stretch {
  readonly fromMs: number;
  readonly toMs: number;
  readonly resolution: Resolution;
}

/**
 * Divides a range by UTC days: those with aggregates are read from these, the others from raw rows.
 * Successive days of the same kind are one stretch.
 * @param resolution  Of the aggregates; `raw`: raw rows for all.
 */
export function stretchesOf(
  fromMs: number,
  toMs: number,
  resolution: Resolution,
  aggregatedDaysMs: ReadonlySet<number>,
): Stretch[] {
  if (resolution === 'raw') return [{ fromMs, toMs, resolution }];
  const stretches: Stretch[] = [];
  let next = fromMs;
  while (next < toMs) {
    const dayMs = dayOf(next);
    const endMs = Math.min(toMs, dayAfter(dayMs));
    const ofDay: Resolution = aggregatedDaysMs.has(dayMs) ? resolution : 'raw';
    const last = stretches.at(-1);
    if (last?.resolution === ofDay) stretches[stretches.length - 1] = { ...last, toMs: endMs };
    else stretches.push({ fromMs: next, toMs: endMs, resolution: ofDay });
    next = endMs;
  }
  return stretches;
}
