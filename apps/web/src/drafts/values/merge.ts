import { sharedOrder } from './differences.js';
import { isList, isObject, isSame, type Json, type JsonList, type JsonObject, propertyOf } from './json.js';
import { entriesOf, type Place, placeKey } from './place.js';

/** Whose value stands where both changed the same place. */
export type Side = 'mine' | 'theirs' | 'before';

/** A place that both sides changed, each in its own way. Undefined: nothing is there. */
export interface Conflict {
  readonly place: Place;
  /** `order`: both ordered the entries of a list anew; the sides hold identities. */
  readonly kind: 'value' | 'order';
  readonly before: Json | undefined;
  readonly mine: Json | undefined;
  readonly theirs: Json | undefined;
}

/** Chosen sides by `placeKey` of the conflict. */
export type Choices = ReadonlyMap<string, Side>;

export interface Merged {
  /** Changes of both sides; where a conflict has no choice yet, mine. */
  readonly value: Json;
  /** Every conflict, also those with a choice. */
  readonly conflicts: readonly Conflict[];
}

/**
 * Joins two changes of one value. A place that one side left alone takes the other side's change.
 * Objects are joined by names, lists by the identity of their entries; a list whose entries have
 * none is one value.
 * @param before  What both sides began with.
 */
export function merge(before: Json, mine: Json, theirs: Json, choices: Choices = new Map()): Merged {
  const merger = new Merger(choices);
  const value = merger.join(before, mine, theirs, []);
  // A choice may take the whole value away only where a side has none: never at its root.
  return { value: value === undefined ? mine : value, conflicts: merger.conflicts };
}

class Merger {
  readonly conflicts: Conflict[] = [];

  constructor(private readonly choices: Choices) {}

  join(
    before: Json | undefined,
    mine: Json | undefined,
    theirs: Json | undefined,
    place: Place,
  ): Json | undefined {
    if (isSame(mine, theirs) || isSame(before, theirs)) return mine;
    if (isSame(before, mine)) return theirs;
    if (isObject(mine) && isObject(theirs)) {
      // Both added it: what one side alone holds is its addition.
      if (before === undefined || isObject(before)) return this.object(before ?? {}, mine, theirs, place);
    }
    if (isList(mine) && isList(theirs) && (before === undefined || isList(before))) {
      const joined = this.list(before ?? [], mine, theirs, place);
      if (joined !== null) return joined;
    }
    return this.choose({ place, kind: 'value', before, mine, theirs });
  }

  private object(before: JsonObject, mine: JsonObject, theirs: JsonObject, place: Place): JsonObject {
    const names = new Set([...Object.keys(theirs), ...Object.keys(mine)]);
    const joined = [...names].map((name) => {
      const [old, my, their] = [before, mine, theirs].map((side) => propertyOf(side, name));
      return [name, this.join(old, my, their, [...place, { name }])] as const;
    });
    return Object.fromEntries(
      joined.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
    );
  }

  /** @returns null where the entries have no identity. */
  private list(before: JsonList, mine: JsonList, theirs: JsonList, place: Place): JsonList | null {
    const [old, my, their] = [entriesOf(before), entriesOf(mine), entriesOf(theirs)];
    if (old === null || my === null || their === null) return null;
    const entries = new Map<string, Json>();
    for (const entry of new Set([...their.keys(), ...my.keys()])) {
      const value = this.join(old.get(entry), my.get(entry), their.get(entry), [...place, { entry }]);
      if (value !== undefined) entries.set(entry, value);
    }
    return this.order({ before: old, mine: my, theirs: their }, place).flatMap((identity) => {
      const value = entries.get(identity);
      return value === undefined ? [] : [value];
    });
  }

  /** Identities of all entries: in the order of the side that changed it, with the other's put in. */
  private order(sides: Readonly<Record<Side, ReadonlyMap<string, Json>>>, place: Place): readonly string[] {
    const { before, mine, theirs } = sides;
    const isInAll = (identity: string): boolean =>
      before.has(identity) && mine.has(identity) && theirs.has(identity);
    const [old, my, their] = [before, mine, theirs].map((side) => [...side.keys()].filter(isInAll));
    let side: Side = isSame(old, my) ? 'theirs' : 'mine';
    if (!isSame(old, my) && !isSame(old, their) && !isSame(my, their)) {
      const conflict = { place, kind: 'order', before: old, mine: my, theirs: their } as const;
      this.conflicts.push(conflict);
      side = this.choices.get(placeKey(place)) ?? 'mine';
    }
    const [main, others] = side === 'theirs' ? [theirs, mine] : [mine, theirs];
    const leading = side === 'before' ? reordered(mine, sharedOrder(before, mine)) : [...main.keys()];
    return putIn(putIn(leading, [...others.keys()]), [...before.keys()]);
  }

  private choose(conflict: Conflict): Json | undefined {
    this.conflicts.push(conflict);
    return conflict[this.choices.get(placeKey(conflict.place)) ?? 'mine'];
  }
}

/** The entries that are in an order take it; the others keep their places. */
function reordered(list: ReadonlyMap<string, Json>, order: readonly string[]): string[] {
  const [moved, rest] = [new Set(order), [...order]];
  return [...list.keys()].map((identity) => (moved.has(identity) ? (rest.shift() ?? identity) : identity));
}

/** Adds what is missing, each behind the entry that it followed. */
function putIn(order: readonly string[], others: readonly string[]): readonly string[] {
  const [joined, known] = [[...order], new Set(order)];
  others.forEach((identity, index) => {
    if (known.has(identity)) return;
    known.add(identity);
    const previous = others[index - 1];
    joined.splice(previous === undefined ? 0 : joined.indexOf(previous) + 1, 0, identity);
  });
  return joined;
}
