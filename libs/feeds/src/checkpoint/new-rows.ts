/**
 * The new rows among those of a stretch that is read again. Rows that are equal in every cell are
 * distinguished by their count alone.
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
