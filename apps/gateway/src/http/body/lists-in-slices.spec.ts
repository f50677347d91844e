import assert from 'node:assert/strict';
import fc from 'fast-check';
import { z } from 'zod';
import { listsInSlices, parserInSlices } from './lists-in-slices.js';

const schema = z.object({
  rows: z
    .array(z.object({ name: z.string().max(3), value: z.number().default(7) }))
    .min(1)
    .max(100),
  tags: z.array(z.string()).optional(),
  title: z.string(),
});
const inSlices = listsInSlices(schema)['~standard'];

/** The outcome for a value: the parsed value, or the places of its mistakes. */
async function verdict(value: unknown) {
  const result = await inSlices.validate(value);
  return result.issues === undefined ? result.value : places(result.issues);
}
const places = (issues: readonly { readonly path?: readonly unknown[] | undefined }[]): string[] =>
  issues.map(({ path = [] }) => path.join('/')).sort();

const anyRow = fc.oneof(
  fc.record(
    { name: fc.string({ maxLength: 5 }), value: fc.oneof(fc.integer(), fc.string()) },
    { requiredKeys: ['name'] },
  ),
  fc.constant('no row'),
);
const anyBody = fc.record(
  {
    rows: fc.array(anyRow, { maxLength: 90 }),
    tags: fc.array(fc.oneof(fc.string(), fc.integer()), { maxLength: 40 }),
    title: fc.string(),
  },
  { requiredKeys: ['rows'] },
);

test('a body is judged as the schema judges it, at the same places', async () => {
  await fc.assert(
    fc.asyncProperty(anyBody, async (body) => {
      const expected = schema.safeParse(body);
      assert.deepEqual(await verdict(body), expected.success ? expected.data : places(expected.error.issues));
    }),
    { numRuns: 500 },
  );
});

test('a list that is too long is refused before its items are checked', async () => {
  assert.deepEqual(await verdict({ rows: Array.from({ length: 5_000 }, () => 'no row'), title: '' }), [
    'rows',
  ]);
});

test('of very many mistakes the first are reported', async () => {
  const long = listsInSlices(z.object({ rows: z.array(z.number()) }))['~standard'];
  const { issues = [] } = await long.validate({ rows: Array.from({ length: 100_000 }, () => 'x') });
  assert.ok(issues.length >= 200 && issues.length < 300, String(issues.length));
});

test('a value that is no object is refused', async () => {
  for (const value of [null, 7, 'x', []]) assert.notDeepEqual(await verdict(value), value);
});

test('the parser throws the mistakes', async () => {
  await assert.rejects(parserInSlices(schema)({ rows: [], title: 'x' }), z.ZodError);
});
