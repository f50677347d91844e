import assert from 'node:assert/strict';
import { trainingRunIdSchema } from '@eagle/contracts/domain';
import { madeOrganization } from '@eagle/learning/fixtures';
import {
  dueAfterWaiting,
  dueBySchedule,
  NEVER_DUE,
  TrainingQueue,
  type Moment,
  type QueueEntry,
} from './training-queue.js';
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

/** Two independent clocks. */
const at = (ms: number): Moment => ({ wallMs: 1e9 + ms, steadyMs: ms });

function entryOf(queue: TrainingQueue, nowMs: number): QueueEntry {
  const entry = queue.next(at(nowMs));
  assert.ok(entry !== null);
  return entry;
}

test('the longest due goes first, a requested one before all', () => {
  const queue = new TrainingQueue();
  queue.put(one, at(10));
  queue.put(two, at(20));
  assert.equal(queue.next(at(5)), null);
  assert.equal(entryOf(queue, 30).config, one);
  assert.ok(queue.ask(two.organizationId, request, dueAfterWaiting(30)));
  assert.equal(entryOf(queue, 30).request, request);
});

test('a postponed organization waits, unless its configuration changed or a training was requested meanwhile', () => {
  const queue = new TrainingQueue();
  queue.put(one, at(0));
  const first = entryOf(queue, 0);
  queue.postpone(first, dueAfterWaiting(500), 1);
  assert.equal(queue.next(at(499)), null);
  assert.equal(queue.waitMs(at(499)), 1);
  const second = entryOf(queue, 500);
  assert.equal(second.attempts, 1);
  queue.put({ ...one, revision: 2 }, at(600));
  queue.postpone(second, NEVER_DUE, 2);
  assert.equal(entryOf(queue, 600).attempts, 0);
  const third = entryOf(queue, 600);
  queue.ask(one.organizationId, request, dueAfterWaiting(610));
  queue.postpone(third, NEVER_DUE, 0);
  const asked = entryOf(queue, 610);
  assert.equal(asked.request, request);
  queue.postpone(asked, NEVER_DUE, 0);
  assert.equal(queue.next(at(1e12)), null, 'requested once, trained once');
});

test('a retry keeps its turn over a change, and a busy organization is skipped', () => {
  const queue = new TrainingQueue();
  queue.put(one, at(0));
  queue.put(two, at(5));
  queue.ask(one.organizationId, request, dueAfterWaiting(10));
  const asked = entryOf(queue, 10);
  const again = { ...request, attempt: 2 };
  queue.put({ ...one, revision: 2 }, at(20));
  queue.postpone(asked, dueAfterWaiting(500), 0, again);
  assert.deepEqual(entryOf(queue, 20).request, again);
  const isBusy = (organizationId: string): boolean => organizationId === one.organizationId;
  assert.equal(queue.next(at(20), isBusy)?.config, two);
  assert.equal(queue.waitMs(at(20), isBusy), -15);
  queue.withdraw(one.organizationId, at(30));
  assert.equal(queue.get(one.organizationId)?.request, null);
});

test('a request for a removed organization has no effect', () => {
  const queue = new TrainingQueue();
  queue.put(one, at(0));
  queue.remove(one.organizationId);
  assert.equal(queue.ask(one.organizationId, request, dueAfterWaiting(0)), false);
  assert.equal(queue.waitMs(at(0)), Infinity);
});

test('a delay uses the steady clock and the schedule uses the wall clock, whichever comes first', () => {
  const queue = new TrainingQueue();
  queue.put(one, at(0));
  queue.postpone(entryOf(queue, 0), dueAfterWaiting(500), 1);
  assert.equal(queue.next({ wallMs: 1e12, steadyMs: 499 }), null, 'the wall clock was set forward');
  const waited = queue.next({ wallMs: 0, steadyMs: 500 });
  assert.ok(waited !== null, 'the wall clock was set back');
  queue.postpone(waited, dueBySchedule(2e9), 0);
  assert.equal(queue.next({ wallMs: 2e9 - 1, steadyMs: 1e12 }), null);
  assert.ok(queue.next({ wallMs: 2e9, steadyMs: 0 }) !== null);
  queue.lookAgain(one.organizationId, 700);
  assert.ok(queue.next({ wallMs: 0, steadyMs: 700 }) !== null);
  assert.ok(queue.next({ wallMs: 2e9, steadyMs: 0 }) !== null, 'the schedule is kept');
});
