/** State of a page of entries, as its query string holds it. */
export interface EntriesSearch {
  readonly q?: string;
  readonly id?: string;
}

export interface EntriesAddress {
  readonly find: string;
  readonly openId: string | null;
  readonly search: (text: string) => void;
  readonly open: (id: string | null) => void;
}

/** @param change  Puts another query string into the address; `replaces`: without a step back. */
export const entriesAddress = (
  { q = '', id }: EntriesSearch,
  change: (next: (former: EntriesSearch) => EntriesSearch, replaces: boolean) => void,
): EntriesAddress => ({
  find: q,
  openId: id ?? null,
  search: (text) => change(({ q: _, ...rest }) => (text === '' ? rest : { ...rest, q: text }), true),
  open: (next) => change(({ id: _, ...rest }) => (next === null ? rest : { ...rest, id: next }), false),
});
