/** Rows remembered at and before the watermark of a table without a key; beyond, the oldest are forgotten. */
export const RECENT_ROWS_MAX = 20_000;

export type RecentRows = readonly (readonly [fingerprint: string, eventTimeMs: number])[];

/**
 * The rows of a stretch read again that are new. Two rows that are equal in every cell count as one: nothing in the source tells them apart.
 * @returns positions in `prints`.
 */
export function newRows(recent: RecentRows, prints: readonly string[]): number[] {
  const known = new Set(recent.map(([print]) => print));
  const fresh: number[] = [];
  prints.forEach((print, position) => {
    if (known.has(print)) return;
    known.add(print);
    fresh.push(position);
  });
  return fresh;
}

/** What to remember from now on: rows not older than `keepFromMs`, oldest first where there are too many to keep. */
export function remembered(recent: RecentRows, taken: RecentRows, keepFromMs: number): [string, number][] {
  const kept: [string, number][] = [];
  for (const [print, ms] of recent) if (ms >= keepFromMs) kept.push([print, ms]);
  for (const [print, ms] of taken) if (ms >= keepFromMs) kept.push([print, ms]);
  if (kept.length > RECENT_ROWS_MAX) {
    kept.sort((a, b) => a[1] - b[1]);
    kept.splice(0, kept.length - RECENT_ROWS_MAX);
  } else if (kept.length === RECENT_ROWS_MAX) kept.sort((a, b) => a[1] - b[1]);
  return kept;
}
