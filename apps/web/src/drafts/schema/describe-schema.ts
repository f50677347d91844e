import * as z from 'zod';
import { isJson, type Json } from '../values/json.js';
import type { Field, Variant } from './field.js';
import { unitOf } from './unit.js';

type Schema = z.core.SomeType;

interface Wrapping {
  readonly name: string;
  readonly path: string;
  readonly isNullable: boolean;
  readonly isOptional: boolean;
  readonly default: Json | undefined;
}

/**
 * Describes a schema as the fields of a form.
 * @param path  Where the texts of its fields are found; it begins with the part's name.
 * @throws Error for a kind of schema that no form can show: a new one has to be taught here.
 */
export const describeSchema = (schema: Schema, path: string): Field =>
  described(schema, { name: '', path, isNullable: false, isOptional: false, default: undefined });

/** Takes off what only says that a value may be absent, null or has a default. */
function described(schema: Schema, facts: Wrapping): Field {
  if (schema instanceof z.ZodOptional) return described(schema.unwrap(), { ...facts, isOptional: true });
  if (schema instanceof z.ZodNullable) return described(schema.unwrap(), { ...facts, isNullable: true });
  if (schema instanceof z.ZodDefault) {
    const given: unknown = schema.def.defaultValue;
    const value = isJson(given) ? given : undefined;
    return described(schema.unwrap(), { ...facts, isOptional: true, default: value });
  }
  if (schema instanceof z.ZodPrefault) return described(schema.unwrap(), { ...facts, isOptional: true });
  return scalar(schema, facts) ?? compound(schema, facts);
}

function scalar(schema: Schema, facts: Wrapping): Field | null {
  if (schema instanceof z.ZodString) {
    const { minLength, maxLength } = schema;
    return { ...facts, kind: 'text', charactersMin: minLength ?? 0, charactersMax: maxLength };
  }
  if (schema instanceof z.ZodNumber) {
    const { minValue, maxValue, isInt } = schema;
    const isAboveMin = checksOf(schema).some(
      (check) =>
        check instanceof z.core.$ZodCheckGreaterThan &&
        check._zod.def.value === minValue &&
        !check._zod.def.inclusive,
    );
    const min = bounded(minValue);
    return {
      ...facts,
      kind: 'number',
      // Above 0 is at least 1 where only whole numbers count.
      ...(isInt && isAboveMin && min !== null ? { min: min + 1, isAboveMin: false } : { min, isAboveMin }),
      max: bounded(maxValue),
      isWhole: isInt,
      unit: unitOf(facts.name),
    };
  }
  if (schema instanceof z.ZodBoolean) return { ...facts, kind: 'boolean' };
  if (schema instanceof z.ZodEnum) {
    return { ...facts, kind: 'choice', choices: schema.options.map(String) };
  }
  if (schema instanceof z.ZodLiteral) {
    const [value] = schema.values;
    return { ...facts, kind: 'constant', value: isJson(value) ? value : null };
  }
  return null;
}

function compound(schema: Schema, facts: Wrapping): Field {
  if (schema instanceof z.ZodObject) return { ...facts, kind: 'object', fields: propertiesOf(schema, facts) };
  if (schema instanceof z.ZodArray) {
    const limits = boundsOf(schema);
    // An entry is called as its list is, and has the unit of its name.
    return { ...facts, kind: 'list', item: described(schema.element, entryOf(facts)), ...limits };
  }
  if (schema instanceof z.ZodRecord) {
    return { ...facts, kind: 'record', value: described(schema.valueType, entryOf(facts)) };
  }
  if (schema instanceof z.ZodDiscriminatedUnion) {
    const by = schema.def.discriminator;
    const variants = schema.options.flatMap((option) => variantsOf(option, by, facts));
    return { ...facts, kind: 'variants', by, variants };
  }
  if (schema instanceof z.ZodUnion) {
    return {
      ...facts,
      kind: 'either',
      options: schema.options.map((each) => described(each, entryOf(facts))),
    };
  }
  throw new Error(`No form can show ${facts.path}: teach describeSchema its schema.`);
}

function propertiesOf(schema: z.ZodObject, { path }: Wrapping): Field[] {
  const shape: Readonly<Record<string, Schema>> = schema.shape;
  return Object.entries(shape).map(([name, property]) =>
    described(property, {
      name,
      path: `${path}.${name}`,
      isNullable: false,
      isOptional: false,
      default: undefined,
    }),
  );
}

function variantsOf(option: Schema, by: string, facts: Wrapping): Variant[] {
  if (!(option instanceof z.ZodObject)) return [];
  const fields = propertiesOf(option, facts);
  const named = fields.find(({ name }) => name === by);
  return named?.kind === 'constant' && typeof named.value === 'string'
    ? [{ value: named.value, fields }]
    : [];
}

const entryOf = ({ name, path }: Wrapping): Wrapping => ({
  name,
  path,
  isNullable: false,
  isOptional: false,
  default: undefined,
});

/** Whole numbers are bounded by what a number can hold, which is no limit for people. */
const bounded = (limit: number | null): number | null =>
  limit === null || Math.abs(limit) >= Number.MAX_SAFE_INTEGER ? null : limit;

const checksOf = (schema: z.ZodType): readonly unknown[] => schema.def.checks ?? [];

function boundsOf(schema: z.ZodArray): { entriesMin: number; entriesMax: number | null } {
  let [entriesMin, entriesMax]: [number, number | null] = [0, null];
  for (const check of checksOf(schema)) {
    if (check instanceof z.core.$ZodCheckMinLength) entriesMin = check._zod.def.minimum;
    if (check instanceof z.core.$ZodCheckMaxLength) entriesMax = check._zod.def.maximum;
  }
  return { entriesMin, entriesMax };
}
