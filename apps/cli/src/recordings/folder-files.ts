import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';

/** Extensions of table files, readable here or not. */
const TABLE_FILE = /\.(?:csv|tsv|txt|dat|gz|zip|xlsx?|ods|parquet|arrow|feather|json|jsonl)$/i;
const NAMES_SHOWN_MAX = 12;

/** A file of a folder by its name, packed or not; null where there is none. */
export function fileIn(folder: string, name: string): string | null {
  const found = [name, `${name}.gz`].find((file) => existsSync(path.join(folder, file)));
  return found === undefined ? null : path.join(folder, found);
}

/** Names of the files of a folder that look like tables. */
export const tablesIn = (folder: string): string[] =>
  readdirSync(folder)
    .filter((file) => TABLE_FILE.test(file))
    .sort();

/** The present files, for an error about a missing one. */
export function tablesInWords(folder: string): string {
  const names = tablesIn(folder);
  if (names.length === 0) return 'it has no file that looks like a table';
  const more = names.length > NAMES_SHOWN_MAX ? ` and ${names.length - NAMES_SHOWN_MAX} others` : '';
  return `it has ${names.slice(0, NAMES_SHOWN_MAX).join(', ')}${more}`;
}
