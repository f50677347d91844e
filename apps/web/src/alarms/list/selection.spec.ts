import fc from 'fast-check';
import { actedOn, extended, moved, NOTHING_SELECTED, selectedBetween, toggled } from './selection.js';

const ids = ['a', 'b', 'c'];

test('the first key goes to the first row, and the ends hold', () => {
  const first = moved(NOTHING_SELECTED, ids, 1);
  expect(first.currentId).toBe('a');
  expect(moved(first, ids, -1).currentId).toBe('a');
  expect(moved(NOTHING_SELECTED, [], 1).currentId).toBeNull();
});

test('a key acts on the selected rows that are there, else on the current one', () => {
  const one = moved(NOTHING_SELECTED, ids, 1);
  expect(actedOn(one, ids)).toEqual(['a']);
  const two = extended(one, ids, 1);
  expect(actedOn(two, ids)).toEqual(['a', 'b']);
  expect(actedOn(two, ['b', 'c'])).toEqual(['b']);
  expect(actedOn(one, ['b'])).toEqual([]);
});

test('selecting twice changes nothing, whatever is current', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(1 as const, -1 as const)), (steps) => {
      const at = steps.reduce((selection, step) => moved(selection, ids, step), NOTHING_SELECTED);
      expect(toggled(toggled(at))).toEqual(at);
    }),
  );
});

test('a stretch is selected from either end, and the row that was reached is current', () => {
  const down = selectedBetween(NOTHING_SELECTED, ids, 'a', 'c');
  expect([down.currentId, [...down.selectedIds]]).toEqual(['c', ['a', 'b', 'c']]);
  const up = selectedBetween(NOTHING_SELECTED, ids, 'c', 'b');
  expect([up.currentId, [...up.selectedIds]]).toEqual(['b', ['b', 'c']]);
  expect([...selectedBetween(NOTHING_SELECTED, ids, 'gone', 'b').selectedIds]).toEqual(['b']);
});
