/** Rows remembered at and before the watermark of a table without a key; beyond, the oldest are forgotten. */
export const RECENT_ROWS_MAX = 20_000;

export type RecentRows = readonly (readonly [fingerprint: string, eventTimeMs: number])[];

/**
 * The rows of a stretch read again that are new. Rows that are equal in every cell are told apart by their number alone.
 * @param known  Fingerprints of the rows that were read, one for each.
 * @returns places in `prints`, ascending.
 */
export function newRows(known: Iterable<string>, prints: readonly string[]): Set<number> {
  const left = new Map<string, number>();
  for (const print of known) left.set(print, (left.get(print) ?? 0) + 1);
  const fresh = new Set<number>();
  prints.forEach((print, place) => {
    const count = left.get(print) ?? 0;
    if (count === 0) fresh.add(place);
    else left.set(print, count - 1);
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
