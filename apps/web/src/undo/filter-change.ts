/** The query string of a page, as its route read it. */
export type Search = Readonly<Record<string, unknown>>;

/** Where somebody is: a page, and what it shows. */
export interface Shown {
  readonly page: string;
  readonly search: Search;
}

/** Filters that are typed: their letters are taken back together. */
const TYPED: ReadonlySet<string> = new Set(['words', 'find', 'q']);

/** A change of what a page shows of its list. */
export interface FilterChange {
  /** Names the change where it comes in pieces; undefined: it is whole. */
  readonly of: string | undefined;
  /** The present query string with the former filters. */
  readonly back: (present: Search) => Search;
}

/**
 * What changed of the filters of a page.
 * @param filters  Names in the query string that narrow the list.
 * @returns null where the page is another one, or where its filters are the same.
 */
export function filterChange(before: Shown, after: Shown, filters: readonly string[]): FilterChange | null {
  if (before.page !== after.page) return null;
  const changed = filters.filter((name) => before.search[name] !== after.search[name]);
  if (changed.length === 0) return null;
  const [only] = changed;
  const isTyped = changed.length === 1 && only !== undefined && TYPED.has(only);
  return {
    of: isTyped ? `${after.page} ${only}` : undefined,
    back: (present) => ({ ...withoutNames(present, filters), ...onlyNames(before.search, filters) }),
  };
}

const onlyNames = (search: Search, names: readonly string[]): Search =>
  Object.fromEntries(Object.entries(search).filter(([name]) => names.includes(name)));

const withoutNames = (search: Search, names: readonly string[]): Search =>
  Object.fromEntries(Object.entries(search).filter(([name]) => !names.includes(name)));
