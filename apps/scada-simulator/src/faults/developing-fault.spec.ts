import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Random, randomState } from '../random/random.js';
import { beginFault, moveTrip, progressOf, severityOf, trip } from './developing-fault.js';

const MINUTE_MS = 60_000;

describe('a developing fault', () => {
  test('takes 10 to 30 minutes from nothing to its trip and 10 to 20 for the repair', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const random = new Random(randomState(seed, 'fault'));
        const fault = beginFault('f', 'heater', 1_000, random);
        const lasts = fault.tripsAtMs - 1_000;
        assert.ok(lasts >= 10 * MINUTE_MS && lasts <= 30 * MINUTE_MS);
        assert.equal(progressOf(fault, 1_000), 0);
        assert.equal(progressOf(fault, fault.tripsAtMs), 1);
        trip(fault, fault.tripsAtMs, random);
        const repair = (fault.repairedAtMs ?? 0) - fault.tripsAtMs;
        assert.ok(repair >= 10 * MINUTE_MS && repair <= 20 * MINUTE_MS);
      }),
    );
  });

  test('never goes back, and continues without a jump when it is accelerated', () => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.double({ min: 0, max: 0.95, noNaN: true }),
        fc.integer({ min: 1_000, max: 20 * MINUTE_MS }),
        (seed, share, tripInMs) => {
          const fault = beginFault('f', 'fan', 0, new Random(randomState(seed, 'fault')));
          const nowMs = Math.round(share * fault.tripsAtMs);
          const before = severityOf(fault, nowMs);
          moveTrip(fault, nowMs, nowMs + tripInMs);
          assert.ok(Math.abs(severityOf(fault, nowMs) - before) < 1e-9);
          let last = before;
          for (let t = nowMs; t <= nowMs + tripInMs; t += tripInMs / 10) {
            const severity = severityOf(fault, t);
            assert.ok(severity >= last - 1e-9);
            last = severity;
          }
          assert.ok(progressOf(fault, nowMs + tripInMs) > 1 - 1e-9);
        },
      ),
    );
  });
});
