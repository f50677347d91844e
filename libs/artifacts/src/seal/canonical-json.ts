/** A value that can be signed: its text is the same on every machine. */
export type Signable =
  string | number | boolean | null | readonly Signable[] | { readonly [name: string]: Signable };

/**
 * The one text of a value: names in the order of their code units, no white space, whole numbers
 * only.
 * @throws RangeError for a number that is no safe integer.
 */
export function canonicalJson(value: Signable): string {
  if (Array.isArray(value)) return `[${value.map((entry: Signable) => canonicalJson(entry)).join(',')}]`;
  if (isRecord(value)) {
    const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([name, entry]) => `${JSON.stringify(name)}:${canonicalJson(entry)}`).join(',')}}`;
  }
  if (typeof value === 'number' && !Number.isSafeInteger(value)) {
    throw new RangeError(`${value} has no canonical text.`);
  }
  return JSON.stringify(value);
}

const isRecord = (value: Signable): value is { readonly [name: string]: Signable } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
