/**
 * Names without the words that all of them end with: of "Zone 1 present value" and "Zone 2 present
 * value" the places are "Zone 1" and "Zone 2". No name becomes empty, and none becomes another.
 */
export function shortNames(names: readonly string[]): string[] {
  const words = names.map((name) => name.split(' '));
  const [first] = words;
  if (first === undefined || names.length < 2) return [...names];
  const shortest = Math.min(...words.map(({ length }) => length));
  let shared = 0;
  while (shared < shortest - 1 && words.every((each) => each.at(-1 - shared) === first.at(-1 - shared))) {
    shared += 1;
  }
  return words.map((each) => each.slice(0, each.length - shared).join(' '));
}
