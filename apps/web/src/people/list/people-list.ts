import type { Person, User } from '../../api/index.js';

/** What a person is called: an invitation may have given no name. */
export const nameOf = ({ name, email }: Pick<User, 'name' | 'email'>): string =>
  name.trim() === '' ? email : name;

/** People whose name or address holds every word. */
export function findPeople<Anybody extends Pick<User, 'name' | 'email'>>(
  people: readonly Anybody[],
  words: string,
): Anybody[] {
  const wanted = words.toLocaleLowerCase().split(/\s+/);
  return people.filter(({ name, email }) => {
    const text = `${name} ${email}`.toLocaleLowerCase();
    return wanted.every((word) => text.includes(word));
  });
}

/** Those with access first, then by name as a person of that language sorts. */
export function inOrder(people: readonly Person[], language: string): Person[] {
  const collator = new Intl.Collator(language, { numeric: true });
  return people.toSorted(
    (a, b) =>
      Number(b.enabled) - Number(a.enabled) ||
      collator.compare(nameOf(a), nameOf(b)) ||
      (a.email < b.email ? -1 : 1),
  );
}
