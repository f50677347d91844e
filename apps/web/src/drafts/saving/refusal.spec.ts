import fc from 'fast-check';
import { entries } from '../values/json.fixture.js';
import { isList, isObject, type Json } from '../values/json.js';
import { valueAt, withValueAt } from '../values/pointer.js';
import { standingMistakes } from './refusal.js';

const rule = (id: string, tag: string): Json => ({ id, tag });
const refused = [rule('a', 'x'), rule('b', 'gone'), rule('c', 'y')];
const mistakes = [{ pointer: '/1/tag', detail: 'there is no tag gone' }];
const pointersIn = (value: Json) =>
  standingMistakes({ value: refused, mistakes }, value).map(({ pointer }) => pointer);

describe('a mistake that the gateway found', () => {
  test('moves with its entry when others come, go or change their order', () => {
    const [a, b, c] = refused;
    expect(pointersIn(refused)).toEqual(['/1/tag']);
    expect(pointersIn([b ?? null, c ?? null])).toEqual(['/0/tag']);
    expect(pointersIn([c ?? null, a ?? null, rule('new', 'x'), b ?? null])).toEqual(['/3/tag']);
  });

  test('is over once its field is changed, or its entry is gone', () => {
    expect(pointersIn([rule('a', 'x'), rule('b', 'y'), rule('c', 'y')])).toEqual([]);
    expect(pointersIn([rule('a', 'x'), rule('c', 'y')])).toEqual([]);
    expect(pointersIn([])).toEqual([]);
    expect(pointersIn({ tag: 'gone' })).toEqual([]);
  });

  test('stands where its entry got another name, and where two have one name', () => {
    expect(pointersIn([rule('a', 'x'), rule('renamed', 'gone'), rule('c', 'y')])).toEqual(['/1/tag']);
    const twice = {
      value: ['run', 'run'],
      mistakes: [{ pointer: '/1', detail: 'another state has this name' }],
    };
    expect(standingMistakes(twice, ['run', 'run'])).toEqual(twice.mistakes);
    expect(standingMistakes(twice, ['run', 'idle'])).toEqual([]);
  });

  test('never stands at a field of another entry, or with another value', () => {
    fc.assert(
      fc.property(entries, entries, fc.nat(3), (before, after, index) => {
        const at = `/${index}/value`;
        if (valueAt(before, at) === undefined) return;
        const known = { value: before, mistakes: [{ pointer: at, detail: 'wrong' }] };
        for (const { pointer } of standingMistakes(known, after)) {
          expect(valueAt(after, pointer)).toBe(valueAt(before, at));
        }
        const gone = withValueAt(before, `/${index}`, undefined);
        const left = isList(gone) ? gone : [];
        expect(standingMistakes(known, left)).toEqual([]);
        const moved = [...left.filter(isObject), before[index] ?? null];
        expect(standingMistakes(known, moved)).toEqual([
          { pointer: `/${left.length}/value`, detail: 'wrong' },
        ]);
      }),
    );
  });
});
