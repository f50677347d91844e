import { createHash } from 'node:crypto';
import { badRecording, shown } from './bad-recording.js';

const NAME_CHARS_MAX = 64;
const DIGEST_CHARS = 8;
/** Letters and digits of other scripts, which no identifier may hold. */
const FOREIGN = /[^\p{ASCII}]/u;
const FOREIGN_LETTER = /(?!\p{ASCII})[\p{L}\p{N}]/u;

/**
 * Names of recordings made fit for identifiers: letters, digits, "-" and "_". A name that would
 * lose letters of another script, or is too long, keeps the rest and gets a few characters of a
 * digest of the whole name, so that two names stay different.
 */
export function toName(text: string): string {
  const name = text.normalize('NFC').trim();
  const plain = name.replace(/[^A-Za-z0-9_-]+/g, '-').replace(/^-+|-+$/g, '');
  const loses = FOREIGN.test(name) && FOREIGN_LETTER.test(name);
  if (!loses && plain !== '' && plain.length <= NAME_CHARS_MAX) return plain;
  if (name === '') return '';
  const digest = createHash('sha256').update(name).digest('hex').slice(0, DIGEST_CHARS);
  return [plain.slice(0, NAME_CHARS_MAX - DIGEST_CHARS - 1), digest].filter((part) => part !== '').join('-');
}

/** The same for facts of a machine; their names begin with a letter. */
export function toAttributeName(text: string): string {
  const name = toName(text);
  return /^[A-Za-z]/.test(name) ? name : `a-${name}`.slice(0, NAME_CHARS_MAX);
}

/** Maps each identifier to its name; two names with one identifier clash. */
export class NameTable {
  private readonly names = new Map<string, string>();

  /** @param what  The kind of names, for an error: "columns", "assets". */
  constructor(private readonly what: string) {}

  /**
   * @returns the identifier of a name.
   * @throws AppError `RECORDING.INVALID` (invalid) where another name has the same identifier.
   */
  add(name: string): string {
    const id = toName(name);
    const known = this.names.get(id);
    if (known === undefined) this.names.set(id, name);
    else if (known.normalize('NFC') !== name.normalize('NFC')) {
      throw namesClash(this.what, known, name, id);
    }
    return id;
  }

  /** The real names, by identifier. */
  get all(): ReadonlyMap<string, string> {
    return this.names;
  }
}

/** Two names with the same identifier. */
export const namesClash = (what: string, one: string, other: string, id: string): Error =>
  badRecording(
    `the names clash: ${what} ${shown(one)} and ${shown(other)} would become one ${what === 'columns' ? 'signal' : 'name'} ${shown(id)}; rename one of them`,
  );

const visible = (name: string): string => name.normalize('NFKC').replace(/[\s\p{Cf}]+/gu, '');

const spelled = (name: string): string =>
  name
    .normalize('NFKC')
    .toLocaleLowerCase('en')
    .replace(/[\s_\-./#\p{Cf}]+/gu, '');

/** Finds the known name that a user probably meant: it compares without case, blanks and signs. */
export class Spellings {
  private readonly known = new Map<string, string>();

  constructor(names: Iterable<string>) {
    for (const name of names) {
      // Names may differ only in capitals: the exact spelling is nearest.
      this.known.set(visible(name), name);
      if (!this.known.has(spelled(name))) this.known.set(spelled(name), name);
      const short = withoutZeros(name);
      if (!this.known.has(short)) this.known.set(short, name);
    }
  }

  /** The known name that differs from this one only in spelling; null where there is none. */
  meant(name: string): string | null {
    return (
      this.known.get(visible(name)) ??
      this.known.get(spelled(name)) ??
      this.known.get(withoutZeros(name)) ??
      null
    );
  }
}

/** Names that differ only in capitals, blanks and invisible characters. */
export function alikeNames(names: Iterable<string>): string[][] {
  const alike = new Map<string, string[]>();
  for (const name of names) {
    const key = visible(name).toLocaleLowerCase('en');
    alike.set(key, [...(alike.get(key) ?? []), name]);
  }
  return [...alike.values()].filter(({ length }) => length > 1);
}

/** "M01" and "m1" alike. */
const withoutZeros = (name: string): string => spelled(name).replace(/0+(?=\d)/g, '');
