import { RowSplitter, UnreadableRow } from './split-rows.js';

/** What parts the cells of a row in the tables that people hand over. */
export const SEPARATORS = [',', ';', '\t', '|'] as const;
export type Separator = (typeof SEPARATORS)[number];

/** Names for the terminal, where a tab cannot be seen. */
export const separatorName = (separator: string): string =>
  ({ ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'pipe' })[separator] ?? separator;

/** By its name or by itself; null where it is none. */
export function separatorOf(text: string): Separator | null {
  const wanted = text === '\\t' ? '\t' : text.toLowerCase();
  return SEPARATORS.find((one) => one === wanted || separatorName(one) === wanted) ?? null;
}

/**
 * The separator with which the first row has all the columns that must be there; where none or several do, the one that makes most columns of
 * it, so that the columns can be named in the refusal.
 */
export function guessSeparator(text: string, needed: readonly string[]): Separator {
  const headers = SEPARATORS.map((separator) => {
    return { separator, cells: headerCells(text, separator) };
  });
  const fitting = headers.filter(({ cells }) => needed.every((name) => cells.includes(name)));
  const [first, ...others] = fitting.length > 0 ? fitting : headers;
  return (
    others.reduce((best, one) => (one.cells.length > (best?.cells.length ?? 0) ? one : best), first)
      ?.separator ?? ','
  );
}

/** The cells of the first row; none where it is no row. */
export function headerCells(text: string, separator: Separator): readonly string[] {
  try {
    const splitter = new RowSplitter(separator);
    const [row] = splitter.push(text);
    return (row ?? splitter.finish()[0])?.cells ?? [];
  } catch (error) {
    if (error instanceof UnreadableRow) return [];
    throw error;
  }
}
