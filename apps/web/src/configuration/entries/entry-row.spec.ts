import { rowsOf } from './entry-row.js';

const entry = (tag: string, label = '') => ({ tag, label });

describe('the rows of a table of entries', () => {
  test('say what is new, changed and wrong', () => {
    const base = [entry('a'), entry('b'), entry('c')];
    const value = [entry('a'), entry('b', 'B'), entry('c'), entry('d')];
    const mistakes = [{ pointer: '/2/label', detail: 'wrong' }];
    expect(rowsOf({ base, value, mistakes }, '').map(({ id, mark }) => [id, mark])).toEqual([
      ['a', 'same'],
      ['b', 'changed'],
      ['c', 'wrong'],
      ['d', 'new'],
    ]);
  });

  test('that hold a text are found in any of their texts, and keep their place in the draft', () => {
    const value = [entry('a', 'Flow'), entry('b'), entry('overflow')];
    const found = rowsOf({ base: value, value, mistakes: [] }, ' FLOW ');
    expect(found.map(({ id, index }) => [id, index])).toEqual([
      ['a', 0],
      ['overflow', 2],
    ]);
  });
});
