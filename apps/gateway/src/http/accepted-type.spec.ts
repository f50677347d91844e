import assert from 'node:assert/strict';
import fc from 'fast-check';
import { acceptedType } from './accepted-type.js';

const OFFERED = ['application/json', 'text/csv', 'application/vnd.apache.arrow.stream'] as const;
const [JSON_TYPE, CSV, ARROW] = OFFERED;

test.each([
  [undefined, JSON_TYPE],
  ['', JSON_TYPE],
  ['*/*', JSON_TYPE],
  ['application/*', JSON_TYPE],
  ['text/*', CSV],
  ['text/csv', CSV],
  ['TEXT/CSV; charset=utf-8', CSV],
  ['text/csv, application/json', CSV],
  ['application/json, text/csv', JSON_TYPE],
  ['text/csv;q=0.5, application/json;q=0.9', JSON_TYPE],
  ['application/vnd.apache.arrow.stream, */*;q=0.1', ARROW],
  ['*/*, application/json;q=0', CSV],
  ['application/json;q=0.1, */*;q=0.5', CSV],
  ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', JSON_TYPE],
  ['nonsense, text/csv', CSV],
  ['text/csv;q=2, application/json;q=0.2', JSON_TYPE],
])('%p is answered as %s', (accept, type) => {
  expect(acceptedType(accept, OFFERED)).toBe(type);
});

test.each(['application/xml', 'application/json;q=0', '*/*;q=0', 'nonsense', 'text/csv;q=five'])(
  '%p is refused with what there is',
  (accept) => {
    assert.throws(() => acceptedType(accept, OFFERED), {
      code: 'HTTP.NOT_ACCEPTABLE',
      message: `This address answers ${OFFERED.join(', ')}.`,
    });
  },
);

const weight = fc.integer({ min: 0, max: 10 }).map((tenths) => tenths / 10);

test('of types that are named one by one, the one with the highest weight is answered', () => {
  fc.assert(
    fc.property(
      fc.shuffledSubarray([...OFFERED], { minLength: 1 }),
      fc.array(weight, { minLength: 3, maxLength: 3 }),
      (types, weights) => {
        const named = types.map((type, place) => ({ type, weight: weights[place] ?? 0 }));
        const accept = named.map((one) => `${one.type};q=${one.weight}`).join(', ');
        const highest = Math.max(...named.map((one) => one.weight));
        if (highest === 0) expect(() => acceptedType(accept, OFFERED)).toThrow();
        else {
          // Of several, the first.
          const liked = named.find((one) => one.weight === highest);
          expect(acceptedType(accept, OFFERED)).toBe(liked?.type);
        }
      },
    ),
  );
});

test('whatever a client sends, it gets a type that there is or a refusal', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (accept) => {
      try {
        expect(OFFERED).toContain(acceptedType(accept, OFFERED));
      } catch (error) {
        expect(error).toMatchObject({ code: 'HTTP.NOT_ACCEPTABLE' });
      }
    }),
  );
});
