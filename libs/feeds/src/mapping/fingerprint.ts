import type { SourceColumns } from './source-columns.js';

/**
 * 64 bits of a text as short text: distinguishes rows where the source has no key. Not for secrets.
 */
export function fingerprint(cells: readonly (string | null)[]): string {
  let a = 0x811c9dc5;
  let b = 0x9e3779b9;
  for (const cell of cells) {
    const text = cell ?? '\u0001';
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      a = Math.imul(a ^ code, 0x01000193);
      b = Math.imul(b ^ code, 0x85ebca6b) ^ (b >>> 13);
    }
    a = Math.imul(a ^ 0x1f, 0x01000193);
    b = Math.imul(b ^ 0x1f, 0x85ebca6b) ^ (b >>> 13);
  }
  return (a >>> 0).toString(36) + '.' + (b >>> 0).toString(36);
}

/**
 * The identity of a raw row within its source: its key, or a fingerprint where the source has no
 * key.
 */
export function rowKeyOf(columns: SourceColumns, row: readonly (string | null)[]): string {
  return row[columns.key] ?? fingerprint(row);
}
