import assert from 'node:assert/strict';
import { RPC } from '@eagle/contracts/bus';
import { ruleSchema } from '@eagle/contracts/domain';
import { organizationConfigInputSchema } from '@eagle/contracts/rest';
import { z } from 'zod';
import { exampleOf, madeHostile, seededRandom } from './rest-values.js';

test('an example of a schema is taken by it, so that what is hostile in it is all that is wrong', () => {
  const schemas = { rule: ruleSchema, config: organizationConfigInputSchema, row: RPC.predict.request };
  for (const [name, schema] of Object.entries(schemas)) {
    const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', reused: 'inline' });
    const parsed = schema.safeParse(exampleOf(json));
    assert.equal(parsed.success, true, `${name}: ${parsed.error?.message}`);
  }
});

test('a value is made hostile in one place, the same one for the same seed, and stays as it was itself', () => {
  const value = { rows: [{ name: 'a', value: 1 }], title: 'x' };
  const made = (seed: number) =>
    Array.from(
      { length: 50 },
      (
        (random) => () =>
          madeHostile(value, random)
      )(seededRandom(seed)),
    );
  assert.deepEqual(made(1), made(1));
  assert.notDeepEqual(made(1), made(2));
  for (const one of made(3)) assert.notDeepEqual(one, value);
  assert.deepEqual(value, { rows: [{ name: 'a', value: 1 }], title: 'x' });
});
