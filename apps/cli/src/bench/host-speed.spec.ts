import assert from 'node:assert/strict';
import fc from 'fast-check';
import { cycleThrough, hostSpeed } from './host-speed.js';

test('the walk visits every line once before it comes back', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10 }), (power) => {
      const lines = 2 ** power;
      const slots = cycleThrough(lines);
      const seen = new Set<number>();
      let at = 0;
      do {
        seen.add(at);
        at = slots[at] ?? NaN;
      } while (!seen.has(at));
      assert.deepEqual([at, seen.size], [0, lines]);
    }),
  );
});

test('an access that misses the nearest cache takes longer than a step of arithmetic', () => {
  const { memoryNs, arithmeticNs } = hostSpeed();
  assert.ok(arithmeticNs > 0 && memoryNs > arithmeticNs, `${memoryNs} ns, ${arithmeticNs} ns`);
});
