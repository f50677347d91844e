import { isList, isObject, type Json, type JsonList, propertyOf } from './json.js';
import { type Pointer, stepsOf } from './pointer.js';

/**
 * One step into a value that stays the same when other entries come and go: the name of a property,
 * or the identity of an entry of a list.
 */
export type Step = { readonly name: string } | { readonly entry: string };

/** Where two versions of a value differ. */
export type Place = readonly Step[];

/** What identifies an entry of a list, the first that it has. */
const IDENTITIES = ['assetId', 'id', 'sourceTag', 'column', 'tag', 'state', 'severity', 'name'] as const;

/** What an entry is known by: the word itself, or its id; null: it has none. */
export function identityOf(entry: Json): string | null {
  if (typeof entry === 'string' || typeof entry === 'number') return String(entry);
  if (!isObject(entry)) return null;
  for (const name of IDENTITIES) {
    const value = propertyOf(entry, name);
    if (typeof value === 'string' && value !== '') return value;
  }
  return null;
}

/**
 * The entries of a list by their identity, in their order.
 * @returns null where an entry has none, or two have the same: then the list counts as one value.
 */
export function entriesOf(list: JsonList): ReadonlyMap<string, Json> | null {
  const entries = new Map<string, Json>();
  for (const entry of list) {
    const identity = identityOf(entry);
    if (identity === null || entries.has(identity)) return null;
    entries.set(identity, entry);
  }
  return entries;
}

/** A place as a text: a key of maps and lists, never shown. */
export const placeKey = (place: Place): string =>
  place.map((step) => ('name' in step ? `/${step.name}` : `/[${step.entry}]`)).join('');

/** Names alone, joined by dots: what texts are found by. `operatingStates.all.value` */
export const pathOf = (place: Place): string =>
  place.flatMap((step) => ('name' in step ? [step.name] : [])).join('.');

/** What is at a place; undefined: nothing. */
export function valueAtPlace(value: Json, place: Place): Json | undefined {
  return place.reduce<Json | undefined>((upper, step) => {
    if ('name' in step) return isObject(upper) ? propertyOf(upper, step.name) : undefined;
    return isList(upper) ? entriesOf(upper)?.get(step.entry) : undefined;
  }, value);
}

/** Where a pointer leads, by identities: for words. An entry without one is called by its place. */
export function placeOf(value: Json, pointer: Pointer): Place {
  let upper: Json | undefined = value;
  return stepsOf(pointer).map((step): Step => {
    if (isList(upper)) {
      upper = upper[Number(step)];
      return { entry: (upper === undefined ? null : identityOf(upper)) ?? `#${Number(step) + 1}` };
    }
    upper = isObject(upper) ? propertyOf(upper, step) : undefined;
    return { name: step };
  });
}
