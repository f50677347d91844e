/** Number of names that are listed; for the rest only their count is given. */
const LISTED_MAX = 12;

/**
 * A name that a person chose, as Markdown that shows it literally: one line, no mark-up, no HTML.
 * Not for the beginning of a line.
 */
export const plain = (text: string): string =>
  text.replaceAll(/[\s\p{Cc}]+/gu, ' ').replaceAll(/[\\`*_[\]<#|~&]/g, '\\$&');

/** Names of tags, features and the like: they contain nothing that could be read as mark-up. */
export const code = (name: string): string => `\`${name.replaceAll(/[\s\p{Cc}`|]+/gu, ' ')}\``;

/** `a, b and c`; `none` for an empty list. @param names  Already Markdown. */
export function listed(names: readonly string[]): string {
  if (names.length === 0) return 'none';
  const rest = names.length - LISTED_MAX;
  const parts = rest > 0 ? [...names.slice(0, LISTED_MAX), `${rest} more`] : names;
  const last = parts.at(-1) ?? '';
  return parts.length === 1 ? last : `${parts.slice(0, -1).join(', ')} and ${last}`;
}

/** Lines of a table. @param cells  Already Markdown. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
}
