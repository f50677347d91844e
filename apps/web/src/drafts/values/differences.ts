import { isList, isObject, isSame, type Json, propertyOf } from './json.js';
import { entriesOf, type Place } from './place.js';

/** One difference between two versions of a value. */
export interface Difference {
  readonly place: Place;
  /** `order`: the entries are the same, and their order is another; both sides hold identities. */
  readonly kind: 'added' | 'removed' | 'changed' | 'order';
  /** Undefined where it was added. */
  readonly before: Json | undefined;
  /** Undefined where it was removed. */
  readonly after: Json | undefined;
}

/**
 * Every difference between two versions, as small as it can be said: properties by their names,
 * entries of lists by their identity. An entry that came or went is one difference.
 */
export function differencesBetween(before: Json, after: Json): readonly Difference[] {
  return found(before, after, []);
}

function found(before: Json | undefined, after: Json | undefined, place: Place): Difference[] {
  if (isSame(before, after)) return [];
  if (before === undefined) return [{ place, kind: 'added', before, after }];
  if (after === undefined) return [{ place, kind: 'removed', before, after }];
  if (isObject(before) && isObject(after)) {
    const names = new Set([...Object.keys(before), ...Object.keys(after)]);
    return [...names].flatMap((name) =>
      found(propertyOf(before, name), propertyOf(after, name), [...place, { name }]),
    );
  }
  const [former, later] = [isList(before) && entriesOf(before), isList(after) && entriesOf(after)];
  if (!former || !later) return [{ place, kind: 'changed', before, after }];
  const identities = new Set([...former.keys(), ...later.keys()]);
  const inside = [...identities].flatMap((entry) =>
    found(former.get(entry), later.get(entry), [...place, { entry }]),
  );
  return [...inside, ...orderDifference(former, later, place)];
}

type Entries = ReadonlyMap<string, Json>;

/** Entries that both have, in the order of one of them. */
export const sharedOrder = (one: Entries, other: Entries): string[] =>
  [...one.keys()].filter((identity) => other.has(identity));

function orderDifference(former: Entries, later: Entries, place: Place): Difference[] {
  const [before, after] = [sharedOrder(former, later), sharedOrder(later, former)];
  return isSame(before, after) ? [] : [{ place, kind: 'order', before, after }];
}
