/** How often values lay where. Shares are of all values, 0-1. */
export interface Distribution {
  readonly low: number;
  readonly high: number;
  /** Share of the values in each of equally wide bins, from the lowest up. */
  readonly shares: readonly number[];
}

const BINS = 32;

/**
 * @param values  Null: there was none.
 * @returns null where there is no value.
 */
export function distributionOf(values: readonly (number | null)[], bins = BINS): Distribution | null {
  const known = values.filter((value) => value !== null);
  const [first] = known;
  if (first === undefined) return null;
  const low = known.reduce((least, value) => Math.min(least, value), first);
  const high = known.reduce((most, value) => Math.max(most, value), first);
  const counts = Array.from({ length: bins }, () => 0);
  for (const value of known) {
    const at = high > low ? Math.min(bins - 1, Math.floor(((value - low) / (high - low)) * bins)) : 0;
    counts[at] = (counts[at] ?? 0) + 1;
  }
  return { low, high, shares: counts.map((count) => count / known.length) };
}

/**
 * The usual range: what lies between the quantiles 10 and 90.
 * @returns null where there are too few values to say so.
 */
export function usualRangeOf(
  values: readonly (number | null)[],
): { readonly low: number; readonly high: number } | null {
  const ordered = values.filter((value) => value !== null).toSorted((one, other) => one - other);
  if (ordered.length < VALUES_MIN) return null;
  const at = (share: number): number => ordered[Math.round(share * (ordered.length - 1))] ?? Number.NaN;
  return { low: at(0.1), high: at(0.9) };
}

const VALUES_MIN = 20;
