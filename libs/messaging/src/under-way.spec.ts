import assert from 'node:assert/strict';
import fc from 'fast-check';
import { UnderWay } from './under-way.js';

/** Adds a value, or deletes the one that is so many-th of all that were ever added. */
const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ add: fc.string() }) },
  { weight: 2, arbitrary: fc.record({ deleteNth: fc.nat(400) }) },
);

describe('what is under way', () => {
  test('is what a Map from ever new numbers would hold, in the same order', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 600 }), (steps) => {
        const [underWay, map, given] = [new UnderWay<string>(), new Map<number, string>(), [] as number[]];
        for (const one of steps) {
          if ('add' in one) {
            const number = underWay.add(one.add);
            assert.ok(!given.includes(number));
            given.push(number);
            map.set(number, one.add);
          } else {
            const number = given[one.deleteNth % Math.max(1, given.length)] ?? -1;
            assert.equal(underWay.delete(number), map.delete(number));
          }
          assert.equal(underWay.size, map.size);
        }
        assert.deepEqual(underWay.entries(), [...map]);
        for (const number of given) assert.equal(underWay.get(number), map.get(number));
      }),
    );
  });

  test('keeps one that stays while thousands come and go', () => {
    const underWay = new UnderWay<string>();
    const first = underWay.add('stays');
    for (let i = 0; i < 10_000; i += 1) assert.ok(underWay.delete(underWay.add('goes')));
    assert.deepEqual(underWay.entries(), [[first, 'stays']]);
  });
});
