import assert from 'node:assert/strict';
import { randomState } from '../random/random.js';
import type { TruthEntry } from '../truth/truth.js';
import { advanceCourse, createCourse, faultOf, orderFault, type FaultKinds } from './fault-course.js';
import { progressOf } from './developing-fault.js';

const MINUTE_MS = 60_000;
const kinds: FaultKinds = {
  asset: 'line',
  flags: { heater: 'hfail', fan: 'fantrip', pump: 'trip' },
  recurring: ['heater', 'fan'],
  pauseMs: [20 * MINUTE_MS, 40 * MINUTE_MS],
};

function run(hours: number, mayBegin = true): TruthEntry[] {
  const course = createCourse(randomState(1, 'course'), kinds);
  const truth: TruthEntry[] = [];
  for (let t = 0; t < hours * 60 * MINUTE_MS; t += 10_000) {
    advanceCourse(course, kinds, t, 10_000, mayBegin, truth);
  }
  return truth;
}

describe('the course of faults', () => {
  test('gives every recurring component its turn and no other', () => {
    const tripped = run(60).filter(({ what }) => what === 'tripped');
    const counts = new Map<string, number>();
    for (const entry of tripped) {
      if ('component' in entry) counts.set(entry.component, (counts.get(entry.component) ?? 0) + 1);
    }
    assert.ok(tripped.length > 30);
    assert.deepEqual([...counts.keys()].sort(), ['fan', 'heater']);
    assert.ok(Math.abs((counts.get('fan') ?? 0) - (counts.get('heater') ?? 0)) <= 1);
  });

  test('begins nothing while the asset does not run', () => {
    assert.deepEqual(run(20, false), []);
  });

  test('starts an ordered fault advanced, accelerates a developing one, refuses one under repair', () => {
    const course = createCourse(randomState(1, 'course'), kinds);
    const truth: TruthEntry[] = [];
    const order = { component: 'pump', tripInMs: 4 * MINUTE_MS, developedForMs: 12 * MINUTE_MS };
    const id = orderFault(course, kinds, order, 0, truth);
    const fault = faultOf(course, 'pump');
    assert.ok(fault !== undefined && id === fault.faultId);
    assert.equal(progressOf(fault, 0), 0.75);
    assert.equal(orderFault(course, kinds, { ...order, tripInMs: MINUTE_MS }, 30_000, truth), id);
    assert.equal(fault.tripsAtMs, 90_000);
    advanceCourse(course, kinds, 90_000, 1_000, true, truth);
    assert.equal(fault.trippedAtMs, 90_000);
    assert.equal(orderFault(course, kinds, order, 91_000, truth), null);
    advanceCourse(course, kinds, 90_000 + 20 * MINUTE_MS, 1_000, true, truth);
    assert.deepEqual(
      truth.map(({ what }) => what),
      ['developing', 'moved', 'tripped', 'repaired'],
    );
  });
});
