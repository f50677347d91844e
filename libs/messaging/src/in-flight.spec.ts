import assert from 'node:assert/strict';
import fc from 'fast-check';
import { InFlight } from './in-flight.js';

/** Adds a value, or deletes the nth of all values ever added. */
const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ add: fc.string() }) },
  { weight: 2, arbitrary: fc.record({ deleteNth: fc.nat(400) }) },
);

describe('the entries in flight', () => {
  test('are those of a Map with new numbers as keys, in the same order', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 600 }), (steps) => {
        const [inFlight, map, given] = [new InFlight<string>(), new Map<number, string>(), [] as number[]];
        for (const one of steps) {
          if ('add' in one) {
            const number = inFlight.add(one.add);
            assert.ok(!given.includes(number));
            given.push(number);
            map.set(number, one.add);
          } else {
            const number = given[one.deleteNth % Math.max(1, given.length)] ?? -1;
            assert.equal(inFlight.delete(number), map.delete(number));
          }
          assert.equal(inFlight.size, map.size);
        }
        assert.deepEqual(inFlight.entries(), [...map]);
        for (const number of given) assert.equal(inFlight.get(number), map.get(number));
      }),
    );
  });

  test('keep one that stays while thousands are added and deleted', () => {
    const inFlight = new InFlight<string>();
    const first = inFlight.add('stays');
    for (let i = 0; i < 10_000; i += 1) assert.ok(inFlight.delete(inFlight.add('goes')));
    assert.deepEqual(inFlight.entries(), [[first, 'stays']]);
  });
});
