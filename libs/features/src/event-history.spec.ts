import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EventHistory, EVENTS_HELD_MAX } from './event-history.js';

test('a chattering code is counted up to a bound, newest events kept', () => {
  const history = new EventHistory([2_000_000], 2_000_000);
  for (let atMs = 0; atMs < EVENTS_HELD_MAX + 500; atMs += 1) history.add(atMs);
  history.seek(EVENTS_HELD_MAX + 500);
  assert.equal(history.count(0), EVENTS_HELD_MAX);
  assert.equal(history.lastMs, EVENTS_HELD_MAX + 499);
  assert.equal(history.add(0), true, 'too old to be kept, and no harm');
  history.seek(500 + EVENTS_HELD_MAX);
  assert.equal(history.count(0), EVENTS_HELD_MAX);
});

test('an event counts from just after it happened until its window is over', () => {
  const history = new EventHistory([10], 100);
  history.add(50);
  const countAt = (timeMs: number): number => {
    history.seek(timeMs);
    return history.count(0);
  };
  assert.deepEqual([50, 51, 60, 61, 50, 55].map(countAt), [0, 1, 1, 0, 0, 1]);
});
