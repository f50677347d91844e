import fc from 'fast-check';
import { tree } from '../values/json.fixture.js';
import { isSame } from '../values/json.js';
import { begin, discard, type DraftState, follow, isChanged, joinNewer, withValue } from './draft-state.js';

const drafted = (base: DraftState['base'], value: DraftState['value']): DraftState =>
  withValue(begin({ revision: 3, value: base }), value);

describe('a draft', () => {
  test('that nobody typed in follows the platform', () => {
    const state = begin({ revision: 3, value: { a: 1 } });
    expect(follow(state, { revision: 4, value: { a: 2 } })).toEqual(begin({ revision: 4, value: { a: 2 } }));
  });

  test('moves along when another part was changed', () => {
    const state = drafted({ a: 1 }, { a: 5 });
    expect(follow(state, { revision: 9, value: { a: 1 } })).toEqual({ ...state, revision: 9 });
  });

  test('ends where the platform has what was typed', () => {
    expect(isChanged(follow(drafted({ a: 1 }, { a: 5 }), { revision: 4, value: { a: 5 } }))).toBe(false);
  });

  test('keeps what was typed beside another change, and its old basis', () => {
    const state = drafted({ a: 1, b: 1 }, { a: 5, b: 1 });
    const newer = { revision: 4, value: { a: 1, b: 2 } };
    expect(follow(state, newer)).toEqual({ ...state, newer });
    expect(joinNewer(follow(state, newer), new Map())).toEqual({
      revision: 4,
      base: { a: 1, b: 2 },
      value: { a: 5, b: 2 },
      newer: null,
    });
  });

  test('is not led back by a late answer', () => {
    const state = drafted({ a: 1 }, { a: 5 });
    expect(follow(state, { revision: 2, value: { a: 7 } })).toBe(state);
  });

  test('never loses what was typed, whatever the platform answers', () => {
    fc.assert(
      fc.property(tree, tree, tree, (base, value, read) => {
        const followed = follow(drafted(base, value), { revision: 4, value: read });
        expect(isSame(followed.value, value) || isSame(base, value)).toBe(true);
      }),
    );
  });

  test('that is discarded shows what the platform has now', () => {
    const newer = { revision: 4, value: { a: 2 } };
    expect(discard({ ...drafted({ a: 1 }, { a: 5 }), newer })).toEqual(begin(newer));
  });
});
