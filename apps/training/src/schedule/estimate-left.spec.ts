import assert from 'node:assert/strict';
import fc from 'fast-check';
import { estimateLeftMs } from './estimate-left.js';

test('the estimate moves from the duration of the last training to the pace of this one', () => {
  assert.equal(estimateLeftMs(0.01, 1_000, null), null);
  assert.equal(estimateLeftMs(0.01, 1_000, 60_000), 59_000);
  assert.equal(estimateLeftMs(0.5, 30_000, null), 30_000);
  assert.equal(estimateLeftMs(0.5, 60_000, 60_000), 30_000);
  assert.equal(estimateLeftMs(1, 60_000, 60_000), 0);
});

test('the estimate is never negative and lies between the two single estimates', () => {
  const took = fc.option(fc.integer({ min: 0, max: 1e7 }));
  fc.assert(
    fc.property(
      fc.double({ min: 0.05, max: 0.999, noNaN: true }),
      fc.integer({ min: 0, max: 1e7 }),
      took,
      (p, elapsed, last) => {
        const left = estimateLeftMs(p, elapsed, last) ?? -1;
        const own = elapsed / p - elapsed;
        const other = last === null ? own : Math.max(0, last - elapsed);
        assert.ok(left >= 0 && left <= Math.max(own, other) + 1e-6);
      },
    ),
  );
});
