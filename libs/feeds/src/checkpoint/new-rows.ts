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
