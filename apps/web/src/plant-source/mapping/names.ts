const NAME_CHARACTERS_MAX = 64;
const NAME = /^[A-Za-z0-9_-]{1,64}$/;

/** Whether the platform takes it as the name of a tag, an asset or a component. */
export const isName = (text: string): boolean => NAME.test(text);

/**
 * A name at the source as a tag's name: lower case, one underscore for anything else than letters
 * and digits. The platform suggests the same for columns.
 */
export function tagNameOf(source: string, separator = '_'): string {
  const name = source
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, separator)
    .slice(0, NAME_CHARACTERS_MAX);
  return trimmed(name, separator) || 'tag';
}

const trimmed = (name: string, separator: string): string => {
  let [from, until] = [0, name.length];
  while (name[from] === separator) from += 1;
  while (until > from && name[until - 1] === separator) until -= 1;
  return name.slice(from, until);
};

/** `Harden_Z1_HeaterFail` → `Harden Z1 heater fail`: for people, until somebody writes a better one. */
export function labelOf(source: string): string {
  const words = source
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
  const text = words.map((word, at) =>
    at === 0 || /^[\p{Lu}\p{N}]+$/u.test(word) ? word : word.toLowerCase(),
  );
  const label = text.join(' ');
  return label === '' ? source : label.charAt(0).toUpperCase() + label.slice(1);
}

/** Names that are taken already get a number behind them. */
export function distinctNames(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    let distinct = name;
    for (let count = 2; taken.has(distinct); count += 1) {
      const ending = `_${count}`;
      distinct = name.slice(0, NAME_CHARACTERS_MAX - ending.length) + ending;
    }
    taken.add(distinct);
    return distinct;
  });
}

const SLUG_CHARACTERS_MAX = 63;

/** An organization's name as the short name in its e-mail addresses and files. */
export const slugOf = (name: string): string => {
  const slug = tagNameOf(name, '-').slice(0, SLUG_CHARACTERS_MAX);
  return name.trim() === '' ? '' : slug;
};
