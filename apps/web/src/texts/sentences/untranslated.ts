/** Name of the marks by which a browser counts the sentences that had no translation. */
export const UNTRANSLATED = 'untranslated';

const marked = new Set<string>();

/**
 * An English sentence that has no form in the reader's language. It says so before its words, and
 * is counted once by what it is about: `performance.getEntriesByName('untranslated')`.
 */
export function untranslated(about: string, sentence: string): string {
  if (!marked.has(about)) {
    marked.add(about);
    performance.mark(UNTRANSLATED, { detail: about });
  }
  return `[EN] ${sentence}`;
}
