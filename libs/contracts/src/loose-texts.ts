import * as z from 'zod';

/** A text field that accepts more than it should. */
export interface LooseText {
  readonly pointer: string;
  readonly takes: string;
}

/** Longer than any field should be. */
const LONG = 'a'.repeat(100_000);
const UNSTORABLE = ['x\0y', '\ud800'];
/** Formats with a fixed pattern, which leave no room for other text; zod names the format. */
const CLOSED_FORMATS = new Set(['uuid', 'date-time', 'email', 'base64', 'uri']);

/**
 * Text fields of a zod schema that take NUL, halves of surrogate pairs or (where asked) any length.
 * It reads the JSON Schema, which is what clients see.
 */
export function looseTexts(
  schema: z.ZodType,
  name: string,
  { isBounded = false }: { readonly isBounded?: boolean } = {},
): LooseText[] {
  const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', reused: 'inline' });
  return looseTextsOfJsonSchema(json, name, { isBounded });
}

/** The same for a JSON Schema without references. */
export function looseTextsOfJsonSchema(
  schema: unknown,
  pointer: string,
  options: { readonly isBounded: boolean },
): LooseText[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const { type, properties, items, prefixItems, additionalProperties, propertyNames, anyOf, oneOf, allOf } =
    nodeSchema.parse(schema);
  const below = (part: unknown, step: string) => looseTextsOfJsonSchema(part, `${pointer}/${step}`, options);
  return [
    ...(type === 'string' ? looseText(schema, pointer, options) : []),
    ...Object.entries(properties ?? {}).flatMap(([key, part]) => below(part, key)),
    ...below(items, '*'),
    ...(prefixItems ?? []).flatMap((part, index) => below(part, String(index))),
    ...(typeof additionalProperties === 'object' ? below(additionalProperties, '*') : []),
    ...(propertyNames === undefined ? [] : below({ type: 'string', ...propertyNames }, '(names)')),
    ...[...(anyOf ?? []), ...(oneOf ?? [])].flatMap((part) => looseTextsOfJsonSchema(part, pointer, options)),
    ...(type === 'string'
      ? []
      : (allOf ?? []).flatMap((part) => looseTextsOfJsonSchema(part, pointer, options))),
  ];
}

const anything = z.record(z.string(), z.unknown());
const nodeSchema = z.object({
  type: z.unknown().optional(),
  properties: anything.optional(),
  items: z.unknown().optional(),
  prefixItems: z.array(z.unknown()).optional(),
  additionalProperties: z.unknown().optional(),
  propertyNames: anything.optional(),
  anyOf: z.array(z.unknown()).optional(),
  oneOf: z.array(z.unknown()).optional(),
  allOf: z.array(z.unknown()).optional(),
});

const textSchema = z.object({
  enum: z.array(z.unknown()).optional(),
  const: z.unknown().optional(),
  format: z.string().optional(),
  pattern: z.string().optional(),
  maxLength: z.number().optional(),
  allOf: z.array(z.object({ pattern: z.string() })).default([]),
});

function looseText(
  schema: object,
  pointer: string,
  { isBounded }: { readonly isBounded: boolean },
): LooseText[] {
  const reported = textSchema.parse(schema);
  if (reported.enum !== undefined || reported.const !== undefined) return [];
  const patterns = [reported.pattern, ...reported.allOf.map(({ pattern }) => pattern)].filter(
    (each) => each !== undefined,
  );
  const takes = (given: string): boolean =>
    given.length <= (reported.maxLength ?? Infinity) &&
    patterns.every((each) => new RegExp(each, 'u').test(given));
  if (CLOSED_FORMATS.has(reported.format ?? '')) return [];
  const tried = isBounded
    ? [...UNSTORABLE, LONG, '1'.repeat(100_000), `1.1.${'1'.repeat(100_000)}`]
    : UNSTORABLE;
  const taken = tried.find(takes);
  return taken === undefined ? [] : [{ pointer, takes: taken.slice(0, 20) }];
}
