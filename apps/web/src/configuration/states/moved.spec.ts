import fc from 'fast-check';
import { moved } from './moved.js';

describe('moving an entry', () => {
  test('puts it at its new place, and back again', () => {
    const places = fc.array(fc.integer(), { minLength: 1 }).chain((list) => {
      const place = fc.nat({ max: list.length - 1 });
      return fc.record({ list: fc.constant(list), from: place, to: place });
    });
    fc.assert(
      fc.property(places, ({ list, from, to }) => {
        const next = moved(list, from, to);
        expect(next[to]).toBe(list[from]);
        expect(moved(next, to, from)).toEqual(list);
      }),
    );
  });
});
