import assert from 'node:assert/strict';
import { test } from 'node:test';
import { trainingRunIdSchema } from '@eagle/contracts';
import { madeOrganization } from '@eagle/learning/fixtures';
import { TrainingQueue, type QueueEntry } from './training-queue.js';
import type { TrainingRequest } from './training-runs.js';

const one = madeOrganization();
const two = madeOrganization({ organizationId: '3f1f7c1e-8a52-4b7e-9a55-2f8f2f6f0a02' });
const request: TrainingRequest = {
  runId: trainingRunIdSchema.parse('0b0e1d52-6f6c-4c39-a0f5-3a3d8b1f0c11'),
  trigger: 'asked',
  actorId: null,
  reason: '',
  attempt: 1,
};

function entryOf(queue: TrainingQueue, nowMs: number): QueueEntry {
  const entry = queue.next(nowMs);
  assert.ok(entry !== null);
  return entry;
}

test('the longest due goes first, who was asked for before all', () => {
  const queue = new TrainingQueue();
  queue.put(one, 10);
  queue.put(two, 20);
  assert.equal(queue.next(5), null);
  assert.equal(entryOf(queue, 30).config, one);
  assert.ok(queue.ask(two.organizationId, request, 30));
  assert.equal(entryOf(queue, 30).request, request);
});

test('a postponed organization waits, unless its configuration changed or somebody asked meanwhile', () => {
  const queue = new TrainingQueue();
  queue.put(one, 0);
  const first = entryOf(queue, 0);
  queue.postpone(first, 500, 1);
  assert.equal(queue.next(499), null);
  assert.equal(queue.nextDueAtMs(), 500);
  const second = entryOf(queue, 500);
  assert.equal(second.attempts, 1);
  queue.put({ ...one, revision: 2 }, 600);
  queue.postpone(second, Infinity, 2);
  assert.equal(entryOf(queue, 600).attempts, 0);
  const third = entryOf(queue, 600);
  queue.ask(one.organizationId, request, 610);
  queue.postpone(third, Infinity, 0);
  const asked = entryOf(queue, 610);
  assert.equal(asked.request, request);
  queue.postpone(asked, Infinity, 0);
  assert.equal(queue.next(1e12), null, 'asked once, trained once');
});

test('what is tried again keeps its turn over a change, and who is busy is passed over', () => {
  const queue = new TrainingQueue();
  queue.put(one, 0);
  queue.put(two, 5);
  queue.ask(one.organizationId, request, 10);
  const asked = entryOf(queue, 10);
  const again = { ...request, attempt: 2 };
  queue.put({ ...one, revision: 2 }, 20);
  queue.postpone(asked, 500, 0, again);
  assert.deepEqual(entryOf(queue, 20).request, again);
  const isBusy = (organizationId: string): boolean => organizationId === one.organizationId;
  assert.equal(queue.next(20, isBusy)?.config, two);
  assert.equal(queue.nextDueAtMs(isBusy), 5);
  queue.withdraw(one.organizationId, 30);
  assert.equal(queue.get(one.organizationId)?.request, null);
});

test('an organization that is gone is asked for in vain', () => {
  const queue = new TrainingQueue();
  queue.put(one, 0);
  queue.remove(one.organizationId);
  assert.equal(queue.ask(one.organizationId, request, 0), false);
  assert.equal(queue.nextDueAtMs(), Infinity);
});
