import { RowSplitter, UnreadableRow } from './split-rows.js';

/** Separators of cells in the tables of users. */
export const SEPARATORS = [',', ';', '\t', '|'] as const;
export type Separator = (typeof SEPARATORS)[number];

/** Names for the terminal, where a tab is invisible. */
export const separatorName = (separator: string): string =>
  ({ ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'pipe' })[separator] ?? separator;

/** Found by its name or its character; null where it is none. */
export function separatorOf(text: string): Separator | null {
  const wanted = text === '\\t' ? '\t' : text.toLowerCase();
  return SEPARATORS.find((one) => one === wanted || separatorName(one) === wanted) ?? null;
}

/**
 * The separator with which the first row has all required columns. Where none or several do, the
 * one that gives most columns, so that an error can name the columns.
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

/** The cells of the first row; empty where it is no row. */
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
