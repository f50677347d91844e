import assert from 'node:assert/strict';
import fc from 'fast-check';
import { LogEntryHistory, ENTRIES_HELD_MAX } from './log-entry-history.js';

test('a chattering code is counted up to a bound, newest events kept', () => {
  const history = new LogEntryHistory([2_000_000], 2_000_000);
  for (let atMs = 0; atMs < ENTRIES_HELD_MAX + 500; atMs += 1) history.add(atMs);
  history.seek(ENTRIES_HELD_MAX + 500);
  assert.equal(history.count(0), ENTRIES_HELD_MAX);
  assert.equal(history.lastMs, ENTRIES_HELD_MAX + 499);
  assert.equal(history.add(0), true, 'too old to be kept, and no harm');
  history.seek(500 + ENTRIES_HELD_MAX);
  assert.equal(history.count(0), ENTRIES_HELD_MAX);
});

test('an event counts from just after it happened until its window is over', () => {
  const history = new LogEntryHistory([10], 100);
  history.add(50);
  const countAt = (timeMs: number): number => {
    history.seek(timeMs);
    return history.count(0);
  };
  assert.deepEqual([50, 51, 60, 61, 50, 55].map(countAt), [0, 1, 1, 0, 0, 1]);
});

test('a removed event leaves no trace, in any order of additions, removals and queries', () => {
  const step = fc.record({
    does: fc.constantFrom('add', 'remove', 'ask'),
    atMs: fc.integer({ min: 0, max: 40 }),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
      const history = new LogEntryHistory([10], 100);
      const held = new Set<number>();
      for (const { does, atMs } of steps) {
        if (does === 'add') {
          assert.equal(history.add(atMs), !held.has(atMs));
          held.add(atMs);
        } else if (does === 'remove') {
          history.remove(atMs);
          held.delete(atMs);
        } else {
          history.seek(atMs);
          const before = [...held].filter((each) => each < atMs);
          assert.equal(history.count(0), before.filter((each) => each >= atMs - 10).length);
          assert.equal(history.lastMs, Math.max(-Infinity, ...before));
        }
      }
    }),
    { numRuns: 300 },
  );
});
