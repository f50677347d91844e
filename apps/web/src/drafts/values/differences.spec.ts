import fc from 'fast-check';
import { differencesBetween } from './differences.js';
import { entries, tree } from './json.fixture.js';
import { isSame } from './json.js';
import { pathOf, placeKey, valueAtPlace } from './place.js';

describe('the differences between two versions', () => {
  test('are none exactly where both hold the same', () => {
    fc.assert(
      fc.property(tree, tree, (before, after) => {
        expect(differencesBetween(before, after).length === 0).toBe(isSame(before, after));
      }),
    );
  });

  test('name what is at their place on both sides', () => {
    fc.assert(
      fc.property(entries, entries, (before, after) => {
        for (const difference of differencesBetween(before, after)) {
          if (difference.kind === 'order') continue;
          expect(valueAtPlace(before, difference.place)).toEqual(difference.before);
          expect(valueAtPlace(after, difference.place)).toEqual(difference.after);
        }
      }),
    );
  });

  test('follow an entry by its id, whatever came before it', () => {
    const before = { states: [{ state: 'running', all: 1 }] };
    const after = {
      states: [
        { state: 'heating', all: 3 },
        { state: 'running', all: 2 },
      ],
    };
    const found = differencesBetween(before, after).map(({ place, kind }) => [placeKey(place), kind]);
    expect(found).toEqual([
      ['/states/[running]/all', 'changed'],
      ['/states/[heating]', 'added'],
    ]);
  });

  test('say another order of the same entries once', () => {
    const [difference, ...others] = differencesBetween(['a', 'b', 'c'], ['c', 'a', 'b']);
    expect(difference).toMatchObject({ kind: 'order', before: ['a', 'b', 'c'], after: ['c', 'a', 'b'] });
    expect(others).toEqual([]);
  });

  test('take a list whose entries have no identity as one value', () => {
    const before = [
      { tag: 'flow', op: '>' },
      { tag: 'flow', op: '<' },
    ];
    const after = [{ tag: 'flow', op: '>' }];
    expect(differencesBetween(before, after)).toEqual([{ place: [], kind: 'changed', before, after }]);
  });

  test('have a path of names alone, by which their texts are found', () => {
    expect(pathOf([{ name: 'operatingStates' }, { entry: 'running' }, { name: 'all' }])).toBe(
      'operatingStates.all',
    );
  });
});
