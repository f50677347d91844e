import fc from 'fast-check';
import { differencesBetween } from './differences.js';
import { anyObject, entries, tree } from './json.fixture.js';
import { isList, isSame, type Json } from './json.js';
import { merge, type Side } from './merge.js';
import { identityOf, type Place, placeKey, valueAtPlace } from './place.js';

const anyValue: fc.Arbitrary<Json> = fc.oneof(tree, anyObject, entries);
const isAtOrBelow = (place: Place, upper: Place): boolean => placeKey(place).startsWith(placeKey(upper));
const chosen = (places: readonly Place[], side: Side) =>
  new Map(places.map((place) => [placeKey(place), side]));

describe('joining two changes', () => {
  test('of one side alone gives that side, without a conflict', () => {
    fc.assert(
      fc.property(anyValue, anyValue, (before, changed) => {
        expect(merge(before, changed, before)).toEqual({ value: changed, conflicts: [] });
        expect(merge(before, before, changed)).toEqual({ value: changed, conflicts: [] });
        expect(merge(before, changed, changed)).toEqual({ value: changed, conflicts: [] });
      }),
    );
  });

  test('finds the same conflicts whoever comes first, and the same value where there are none', () => {
    fc.assert(
      fc.property(anyObject, anyObject, anyObject, (before, mine, theirs) => {
        const [one, other] = [merge(before, mine, theirs), merge(before, theirs, mine)];
        const keysOf = ({ conflicts }: typeof one): string[] =>
          conflicts.map(({ place }) => placeKey(place)).toSorted();
        expect(keysOf(one)).toEqual(keysOf(other));
        if (one.conflicts.length === 0) expect(isSame(one.value, other.value)).toBe(true);
      }),
    );
  });

  test('loses no change: each of mine and of theirs is in the result, or in a conflict', () => {
    fc.assert(
      fc.property(fc.tuple(entries, entries, entries), ([before, mine, theirs]) => {
        const { value, conflicts } = merge(before, mine, theirs);
        for (const side of [mine, theirs]) {
          for (const { place, kind, after } of differencesBetween(before, side)) {
            if (kind === 'order' || conflicts.some((conflict) => isAtOrBelow(conflict.place, place)))
              continue;
            if (conflicts.some((conflict) => isAtOrBelow(place, conflict.place))) continue;
            const joined = valueAtPlace(value, place);
            // Both added or changed parts of the same entry: both parts are in it.
            const isInside = differencesBetween(after ?? null, joined ?? null).every(({ place: inner }) =>
              differencesBetween(before, side === mine ? theirs : mine).some(
                (theirChange) =>
                  isAtOrBelow([...place, ...inner], theirChange.place) ||
                  isAtOrBelow(theirChange.place, place),
              ),
            );
            expect(isSame(joined, after) || isInside).toBe(true);
          }
        }
      }),
    );
  });

  test('puts the chosen side at every conflict', () => {
    fc.assert(
      fc.property(
        anyObject,
        anyObject,
        anyObject,
        fc.constantFrom('mine', 'theirs', 'before'),
        (before, mine, theirs, side) => {
          const { conflicts } = merge(before, mine, theirs);
          const { value } = merge(
            before,
            mine,
            theirs,
            chosen(
              conflicts.map(({ place }) => place),
              side,
            ),
          );
          for (const conflict of conflicts) {
            if (conflict.place.length === 0) continue;
            expect(valueAtPlace(value, conflict.place)).toEqual(conflict[side]);
          }
        },
      ),
    );
  });

  test('keeps every entry that nobody removed, once', () => {
    fc.assert(
      fc.property(entries, entries, entries, (before, mine, theirs) => {
        const ids = (list: Json): (string | null)[] => (isList(list) ? list.map(identityOf) : []);
        const joined = ids(merge(before, mine, theirs).value);
        expect(new Set(joined).size).toBe(joined.length);
        const [old, my, their] = [before, mine, theirs].map((list) => new Set(ids([...list])));
        for (const id of ['p', 'q', 'r', 's']) {
          const wasAdded = !old?.has(id) && (my?.has(id) === true || their?.has(id) === true);
          const isInBoth = my?.has(id) === true && their?.has(id) === true;
          if (wasAdded || isInBoth) expect([id, joined.includes(id)]).toEqual([id, true]);
        }
      }),
    );
  });

  test('keeps a new place in the order beside a change of a value', () => {
    const before = [
      { id: 'a', v: 1 },
      { id: 'b', v: 1 },
      { id: 'c', v: 1 },
    ];
    const mine = [
      { id: 'c', v: 1 },
      { id: 'a', v: 1 },
      { id: 'b', v: 1 },
    ];
    const theirs = [
      { id: 'a', v: 1 },
      { id: 'b', v: 2 },
      { id: 'new', v: 0 },
      { id: 'c', v: 1 },
    ];
    expect(merge(before, mine, theirs)).toEqual({
      value: [
        { id: 'c', v: 1 },
        { id: 'a', v: 1 },
        { id: 'b', v: 2 },
        { id: 'new', v: 0 },
      ],
      conflicts: [],
    });
  });

  test('asks where both ordered the same entries anew, and does as chosen', () => {
    const [before, mine, theirs] = [
      ['a', 'b', 'c'],
      ['c', 'a', 'b'],
      ['b', 'a', 'c'],
    ];
    const { conflicts } = merge(before, mine, theirs);
    expect(conflicts).toMatchObject([{ kind: 'order', before, mine, theirs }]);
    for (const [side, order] of Object.entries({ before, mine, theirs })) {
      expect(
        merge(
          before,
          mine,
          theirs,
          new Map([['', side === 'mine' ? 'mine' : side === 'theirs' ? 'theirs' : 'before']]),
        ).value,
      ).toEqual(order);
    }
  });

  test('asks where one side removed what the other changed', () => {
    const before = [{ id: 'a', v: 1 }];
    const { conflicts } = merge(before, [], [{ id: 'a', v: 2 }]);
    expect(conflicts).toMatchObject([{ kind: 'value', before: { v: 1 }, mine: undefined, theirs: { v: 2 } }]);
  });
});
