import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Random, randomState } from '../random/random.js';
import { approach, rounded, wander } from './first-order.js';

describe('a first-order lag', () => {
  test('reaches 63.2 % of a step after its time constant, whatever the step width', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 500 }),
        fc.double({ min: 1, max: 5_000, noNaN: true }),
        fc.double({ min: -100, max: 1_000, noNaN: true }),
        (steps, tauS, start) => {
          let value = start;
          const target = start + 100;
          for (let i = 0; i < steps; i += 1) value = approach(value, target, tauS / steps, tauS);
          assert.ok(Math.abs((value - start) / 100 - (1 - Math.exp(-1))) < 1e-6);
        },
      ),
    );
  });

  test('stays where its target is', () => {
    assert.equal(approach(64, 64, 1, 30), 64);
  });
});

describe('a wander', () => {
  test('keeps its deviation at any step width', () => {
    for (const dtS of [1, 5, 60]) {
      const random = new Random(randomState(5, `wander-${String(dtS)}`));
      let value = 0;
      let squares = 0;
      const steps = 40_000;
      for (let i = 0; i < steps; i += 1) {
        value = wander(value, 2, dtS, 20, random);
        squares += value * value;
      }
      assert.ok(Math.abs(Math.sqrt(squares / steps) - 2) < 0.25, `step of ${String(dtS)} s`);
    }
  });
});

test('rounds as a PLC does', () => {
  assert.equal(rounded(434.49, 0), 434);
  assert.equal(rounded(0.3749, 2), 0.37);
});
