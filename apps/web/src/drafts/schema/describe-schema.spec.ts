import fc from 'fast-check';
import * as z from 'zod';
import { fieldOf, PARTS, SCHEMAS } from '../parts.js';
import { describeSchema } from './describe-schema.js';
import { emptyValueOf } from './empty-value.js';
import { type Field, fieldAt, fieldAtSteps } from './field.js';

const facts = { name: '', path: 'part', isNullable: false, isOptional: false, default: undefined };

/** Schemas as contracts write them, and a value that each takes. */
const { schema } = fc.letrec<{ schema: z.ZodType }>((tie) => ({
  schema: fc.oneof(
    { maxDepth: 3 },
    fc.constant(z.string().min(1).max(20)),
    fc.constant(z.number().int().min(1)),
    fc.constant(z.boolean().default(true)),
    fc.constant(z.enum(['a', 'b'])),
    tie('schema').map((inner) => inner.nullable()),
    tie('schema').map((inner) => inner.nullable().default(null)),
    tie('schema').map((inner) => z.array(inner).max(3)),
    tie('schema').map((inner) => z.record(z.string(), inner)),
    fc
      .dictionary(fc.constantFrom('one', 'twoMs', 'three'), tie('schema'), { minKeys: 1 })
      .map((shape) => z.object(shape)),
  ),
}));

/** Every leaf of a description. */
function leaves(field: Field): Field[] {
  switch (field.kind) {
    case 'object':
      return field.fields.flatMap(leaves);
    case 'list':
      return leaves(field.item);
    case 'record':
      return leaves(field.value);
    case 'variants':
      return field.variants.flatMap((variant) => variant.fields.flatMap(leaves));
    default:
      return [field];
  }
}

describe('a schema as fields', () => {
  test('has its limits, its default and its unit', () => {
    const described = describeSchema(
      z.object({
        waitMs: z.number().int().min(20).max(60_000).default(2_000),
        share: z.number().gt(0).nullable(),
      }),
      'part',
    );
    expect(described).toEqual({
      ...facts,
      kind: 'object',
      fields: [
        {
          kind: 'number',
          name: 'waitMs',
          path: 'part.waitMs',
          isNullable: false,
          isOptional: true,
          default: 2_000,
          min: 20,
          isAboveMin: false,
          max: 60_000,
          isWhole: true,
          unit: 'milliseconds',
        },
        {
          kind: 'number',
          name: 'share',
          path: 'part.share',
          isNullable: true,
          isOptional: false,
          default: undefined,
          min: 0,
          isAboveMin: true,
          max: null,
          isWhole: false,
          unit: 'share',
        },
      ],
    });
  });

  test('of variants names each by its word', () => {
    const field = fieldOf('rules');
    expect(
      field.kind === 'list' && field.item.kind === 'variants'
        ? field.item.variants.map(({ value }) => value)
        : [],
    ).toEqual(['deviation', 'limit', 'flag', 'no-data']);
    expect(field).toMatchObject({ kind: 'list', entriesMax: 2_000 });
  });

  test('is made of any schema that contracts write, down to its leaves', () => {
    fc.assert(
      fc.property(schema, (each) => {
        expect(leaves(describeSchema(each, 'part')).every(({ path }) => path.startsWith('part'))).toBe(true);
      }),
    );
  });

  test('is made of every part of the configuration', () => {
    for (const part of PARTS) expect([part, leaves(fieldOf(part)).length > 0]).toEqual([part, true]);
  });

  test('is refused where no form could show it', () => {
    expect(() => describeSchema(z.object({ at: z.date() }), 'part')).toThrow('part.at');
  });

  test('begins with what the schema itself would put there', () => {
    expect(emptyValueOf(fieldOf('settings'))).toEqual(SCHEMAS.settings.parse({}));
  });

  test('is found by names, and by the steps of a mistake', () => {
    const settings = fieldOf('settings');
    expect(fieldAt(settings, 'prediction.horizonMs')?.path).toBe('settings.prediction.horizonMs');
    expect(fieldAtSteps(settings, ['operatingStates', 0, 'all', 2, 'value'])?.path).toBe(
      'settings.operatingStates.all.value',
    );
    expect(fieldAt(settings, 'nothing.here')).toBeUndefined();
  });
});
