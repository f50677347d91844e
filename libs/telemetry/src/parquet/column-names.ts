/**
 * Names of columns in a segment. DuckDB takes `Temp` and `temp` for the same column, tags may
 * differ in the case of their letters alone; and a tag may be called `time`. A name that is not
 * plain therefore gets a suffix that says which of its letters are capitals: `Temp.u1`. Names of
 * tags have no dot of their own.
 */
const KEY_COLUMNS = ['asset', 'time', 'sequence', 'read_at'] as const;
const RESERVED: ReadonlySet<string> = new Set<string>([
  ...KEY_COLUMNS,
  'state',
  'component',
  'model_version',
]);

/** The column of a segment that holds a column of the store. */
export function segmentColumnOf(name: string): string {
  if (name === name.toLowerCase() && !RESERVED.has(name)) return name;
  return `${name}.u${capitalsOf(name).toString(16)}`;
}

export const qualityColumnOf = (name: string): string => `${segmentColumnOf(name)}.quality`;

/** One bit a letter, the first letter lowest. */
function capitalsOf(name: string): bigint {
  let bits = 0n;
  [...name].forEach((letter, place) => {
    if (letter !== letter.toLowerCase()) bits |= 1n << BigInt(place);
  });
  return bits;
}
