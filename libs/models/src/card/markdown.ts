/** So many names are told, then how many more there are. */
const LISTED_MAX = 12;

/** What people named, as Markdown that says just that: one line, no mark-up, no HTML. Not for the beginning of a line. */
export const plain = (text: string): string =>
  text.replaceAll(/[\s\p{Cc}]+/gu, ' ').replaceAll(/[\\`*_[\]<#|~&]/g, '\\$&');

/** Names of tags, features and the like: they hold nothing that would have to be told apart from mark-up. */
export const code = (name: string): string => `\`${name.replaceAll(/[\s\p{Cc}`|]+/gu, ' ')}\``;

/** `a, b and c`; `none` where there is none. @param names  Markdown already. */
export function listed(names: readonly string[]): string {
  if (names.length === 0) return 'none';
  const rest = names.length - LISTED_MAX;
  const parts = rest > 0 ? [...names.slice(0, LISTED_MAX), `${rest} more`] : names;
  const last = parts.at(-1) ?? '';
  return parts.length === 1 ? last : `${parts.slice(0, -1).join(', ')} and ${last}`;
}

/** Lines of a table. @param cells  Markdown already. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
}
