import assert from 'node:assert/strict';
import { compareSlots, PRINTS_MAX, withTaken, type Slot } from './time-slots.js';

const bounds = { slotMs: 10, keepFromMs: 0 };
const rowsAt = (ms: number, count: number): { ms: number; print: string }[] =>
  Array.from({ length: count }, (_, i) => ({ ms, print: `${ms}-${i}` }));

describe('what was read of each stretch of time', () => {
  test('is kept by stretch, and forgotten when the tolerance is over', () => {
    const slots = withTaken([], [...rowsAt(25, 1), ...rowsAt(3, 2)], bounds);
    assert.deepEqual(slots, [
      { fromMs: 0, rows: 2, prints: ['3-0', '3-1'] },
      { fromMs: 20, rows: 1, prints: ['25-0'] },
    ]);
    const later = withTaken(slots, rowsAt(27, 1), { slotMs: 10, keepFromMs: 15 });
    assert.deepEqual(later, [{ fromMs: 20, rows: 2, prints: ['25-0', '27-0'] }]);
  });

  test('is only a count where there are too many rows, the oldest first', () => {
    const slots = withTaken([], [...rowsAt(5, PRINTS_MAX), ...rowsAt(15, 1)], bounds);
    assert.deepEqual(
      slots.map(({ rows, prints }) => [rows, prints?.length ?? null]),
      [
        [PRINTS_MAX, null],
        [1, 1],
      ],
    );
  });

  test('is compared: more rows are read again or reported, fewer were deleted', () => {
    const slots: Slot[] = [
      { fromMs: 0, rows: 5, prints: null },
      { fromMs: 10, rows: 2, prints: ['a', 'b'] },
      { fromMs: 20, rows: 3, prints: ['c', 'd', 'e'] },
    ];
    const atSource = new Map([
      [0, 7],
      [10, 3],
      [20, 1],
      [30, 4],
    ]);
    const { again, lost, slots: now } = compareSlots(slots, atSource);
    assert.deepEqual(
      again.map(({ fromMs }) => fromMs),
      [10, 30],
    );
    assert.deepEqual(
      lost.map(({ slot, rows }) => [slot.fromMs, rows]),
      [[0, 2]],
    );
    assert.deepEqual(
      now.map(({ rows }) => rows),
      [5, 2, 1],
    );
  });
});
