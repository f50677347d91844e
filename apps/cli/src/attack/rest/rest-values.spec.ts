import assert from 'node:assert/strict';
import { RPC } from '@eagle/contracts/bus';
import { ruleSchema } from '@eagle/contracts/domain';
import { organizationConfigInputSchema } from '@eagle/contracts/rest';
import { z } from 'zod';
import { exampleOf, madeHostile, seededRandom } from './rest-values.js';

test('a schema accepts its example, so that only the hostile part is wrong', () => {
  const schemas = { rule: ruleSchema, config: organizationConfigInputSchema, row: RPC.predict.request };
  for (const [name, schema] of Object.entries(schemas)) {
    const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', reused: 'inline' });
    const parsed = schema.safeParse(exampleOf(json));
    assert.equal(parsed.success, true, `${name}: ${parsed.error?.message}`);
  }
});

test('a copy of a value is made hostile in one place, the same for the same seed', () => {
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
