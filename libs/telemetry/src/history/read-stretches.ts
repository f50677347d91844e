import type { TimeSpan } from '../series/time-span.js';
import { at, firstRowAt, type RowBlock } from '../rows/row-block.js';
import { dayAfter, dayOf } from '../rows/sort-rows.js';
import { AGGREGATE_MS, type Resolution } from '../series/bucket-widths.js';

/** A part of a range, and what it is read from. */
export interface Stretch extends TimeSpan {
  readonly resolution: Resolution;
}

/** What need not be read raw, see `RangeSummary`. */
export interface Aggregated {
  readonly days: ReadonlySet<number>;
  readonly hours: readonly TimeSpan[];
}

/**
 * Divides a range: UTC days with aggregates are read from these, hours of other days from minutes,
 * the rest from raw rows. What follows each other and is read from the same is one stretch.
 * @param resolution  Of the aggregates; `raw`: raw rows for all. Else the range is of whole minutes.
 */
export function stretchesOf(
  fromMs: number,
  toMs: number,
  resolution: Resolution,
  { days, hours }: Aggregated,
): Stretch[] {
  if (resolution === 'raw') return [{ fromMs, toMs, resolution }];
  const stretches: Stretch[] = [];
  const add = (next: Stretch): void => {
    const last = stretches.at(-1);
    if (last?.resolution !== next.resolution) stretches.push(next);
    else stretches[stretches.length - 1] = { ...last, toMs: next.toMs };
  };
  let next = fromMs;
  while (next < toMs) {
    const dayMs = dayOf(next);
    const endMs = Math.min(toMs, dayAfter(dayMs));
    if (days.has(dayMs)) add({ fromMs: next, toMs: endMs, resolution });
    else for (const stretch of openDay({ fromMs: next, toMs: endMs }, hours)) add(stretch);
    next = endMs;
  }
  return stretches;
}

/** A day without aggregates of all of it. */
function* openDay({ fromMs, toMs }: TimeSpan, hours: readonly TimeSpan[]): Generator<Stretch> {
  let next = fromMs;
  for (const span of hours) {
    const beginMs = Math.max(span.fromMs, next);
    const endMs = Math.min(span.toMs, toMs);
    if (beginMs >= endMs) continue;
    if (next < beginMs) yield { fromMs: next, toMs: beginMs, resolution: 'raw' };
    yield { fromMs: beginMs, toMs: endMs, resolution: 'minute' };
    next = endMs;
  }
  if (next < toMs) yield { fromMs: next, toMs, resolution: 'raw' };
}

/** Hours up to the first row of their day that waits in memory: minutes do not have it. */
export function withoutWaiting(hours: readonly TimeSpan[], head: RowBlock | null): readonly TimeSpan[] {
  if (head === null) return hours;
  return hours.flatMap(({ fromMs, toMs }) => {
    const firstMs = at(head.timesMs, firstRowAt(head, dayOf(fromMs)));
    const minuteMs = Math.floor(firstMs / AGGREGATE_MS.minute) * AGGREGATE_MS.minute;
    const untilMs = Number.isNaN(firstMs) ? toMs : Math.min(toMs, minuteMs);
    return untilMs > fromMs ? [{ fromMs, toMs: untilMs }] : [];
  });
}
