import fc from 'fast-check';
import { isJson, isObject, type Json, type JsonObject } from './json.js';

/** Any JSON, small. */
export const anyJson: fc.Arbitrary<Json> = fc.json({ maxDepth: 3 }).map((text) => {
  const value: unknown = JSON.parse(text);
  return isJson(value) ? value : null;
});

/** Objects of a few names, so that three of them have names in common. */
const name = fc.constantFrom('a', 'b', 'c', 'd');
const leaf = fc.oneof(
  fc.integer({ min: 0, max: 3 }),
  fc.constantFrom('x', 'y'),
  fc.boolean(),
  fc.constant(null),
);
export const { tree } = fc.letrec<{ tree: Json }>((tie) => ({
  tree: fc.oneof({ maxDepth: 3 }, leaf, fc.dictionary(name, tie('tree'), { maxKeys: 4 })),
}));
export const anyObject: fc.Arbitrary<JsonObject> = fc
  .dictionary(name, tree, { maxKeys: 4 })
  .filter((value): value is JsonObject => isObject(value));

/** A list of entries with an id each, in any order. */
export const entries: fc.Arbitrary<readonly JsonObject[]> = fc.uniqueArray(
  fc.record({ id: fc.constantFrom('p', 'q', 'r', 's'), value: fc.integer({ min: 0, max: 2 }), note: leaf }),
  { selector: ({ id }) => id, maxLength: 4 },
);
