import { isList, isObject, type Json, type JsonList, propertyOf } from './json.js';
import { type Pointer, stepInto, stepsOf } from './pointer.js';

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

/** What people know an entry by, the first that it has; an entry without any is known by its identity. */
const TITLES = ['title', 'name', 'label'] as const;

export function titleOf(entry: Json): string | null {
  if (!isObject(entry)) return identityOf(entry);
  for (const name of TITLES) {
    const title = propertyOf(entry, name);
    if (typeof title === 'string' && title !== '') return title;
  }
  return identityOf(entry);
}

/**
 * Where a pointer leads, for words. An entry without a name is called by its place.
 * @param nameOf  What an entry is called; absent: its identity.
 */
export function placeOf(
  value: Json,
  pointer: Pointer,
  nameOf: (entry: Json) => string | null = identityOf,
): Place {
  let upper: Json | undefined = value;
  return stepsOf(pointer).map((step): Step => {
    if (isList(upper)) {
      upper = upper[Number(step)];
      return { entry: (upper === undefined ? null : nameOf(upper)) ?? `#${Number(step) + 1}` };
    }
    upper = isObject(upper) ? propertyOf(upper, step) : undefined;
    return { name: step };
  });
}

/**
 * Where something is after a value has changed: an entry of a list is followed by its identity.
 * @returns null where it is gone, or where nobody can tell.
 */
export function followed(former: Json, value: Json, pointer: Pointer): Pointer | null {
  let [before, after]: [Json | undefined, Json | undefined] = [former, value];
  let at: Pointer = '';
  for (const step of stepsOf(pointer)) {
    if (isList(before)) {
      if (!isList(after)) return null;
      const index: number | null = indexAfter(before, after, Number(step));
      if (index === null) return null;
      [before, after, at] = [before[Number(step)], after[index], stepInto(at, index)];
    } else {
      before = isObject(before) ? propertyOf(before, step) : undefined;
      after = isObject(after) ? propertyOf(after, step) : undefined;
      at = stepInto(at, step);
    }
  }
  return at;
}

/** The new place of an entry; one that was changed where it stood keeps its place. */
function indexAfter(before: JsonList, after: JsonList, index: number): number | null {
  const entry = before[index];
  const identity = entry === undefined ? null : identityOf(entry);
  const isIt = (other: Json | undefined): boolean => other !== undefined && identityOf(other) === identity;
  if (isIt(after[index])) return index;
  if (before.filter(isIt).length > 1) return null; // Two of one name: neither is told from the other.
  const places = identity === null ? [] : after.flatMap((other, place) => (isIt(other) ? [place] : []));
  const [only] = places;
  if (only !== undefined) return places.length === 1 ? only : null;
  return after.length === before.length ? index : null;
}
