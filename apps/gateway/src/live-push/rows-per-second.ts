/** How many rows a feed had read when it reported. */
export interface RowCount {
  readonly atMs: number;
  readonly rows: number;
}

const WINDOW_MS = 60_000;
const SPAN_MS_MIN = 1_000;

/**
 * Adds a report, and forgets those of more than a minute before it. A count that went back is of a
 * process that was started anew: the reports before it say nothing any more.
 */
export function withRowCount(counts: readonly RowCount[], next: RowCount): readonly RowCount[] {
  const last = counts.at(-1);
  if (last !== undefined && next.atMs <= last.atMs) return counts;
  if (last !== undefined && next.rows < last.rows) return [next];
  return [...counts.filter(({ atMs }) => next.atMs - atMs <= WINDOW_MS), next];
}

/** Rows a second over the reports; null while they span less than a second. */
export function rowsPerSecond(counts: readonly RowCount[]): number | null {
  const [first, last] = [counts.at(0), counts.at(-1)];
  if (first === undefined || last === undefined) return null;
  const spanMs = last.atMs - first.atMs;
  return spanMs < SPAN_MS_MIN ? null : ((last.rows - first.rows) * 1_000) / spanMs;
}
