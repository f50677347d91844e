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

interface LabelledTag {
  readonly tag: string;
  /** What people call it; empty: nothing. */
  readonly label: string;
  readonly type: string;
  readonly role: string;
}

/**
 * What people call each tag where several are named: what is measured is called by its place,
 * without the words that all such tags end with. A name that another tag has stays whole.
 */
export function shortLabels(tags: readonly LabelledTag[]): ReadonlyMap<string, string> {
  const named = new Map(tags.map(({ tag, label }) => [tag, label === '' ? tag : label]));
  const taken = new Set(named.values());
  const measured = tags.filter(
    ({ type, role, label }) => type === 'number' && role === 'present-value' && label !== '',
  );
  const short = shortNames(measured.map(({ label }) => label));
  for (const [at, { tag }] of measured.entries()) {
    const name = short[at];
    if (name !== undefined && !taken.has(name)) named.set(tag, name);
  }
  return named;
}
