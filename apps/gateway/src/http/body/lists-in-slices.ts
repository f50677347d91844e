import { z } from 'zod';
import { MISTAKES_MAX } from '../request-validation.js';
import { inSlices } from '../time-slices.js';
import type { BodySchema } from './body-schema.js';

/**
 * Items that are checked in one step; the largest kind, a row of features, takes a few
 * milliseconds.
 */
const ITEMS_AT_ONCE = 16;

type Issue = z.core.$ZodIssue;
type Result<Output> = { readonly value: Output } | { readonly issues: Issue[] };

interface List {
  readonly name: string;
  readonly schema: z.core.$ZodType;
  readonly itemsMax: number;
}

/**
 * The same schema, but with long lists checked in slices: a thousand rows of features take a tenth
 * of a second. A list that is too long is refused before any of its items is checked. Of very many
 * mistakes the first ones are reported.
 */
export function listsInSlices<Shape extends z.ZodRawShape>(
  schema: z.ZodObject<Shape>,
): BodySchema<z.output<z.ZodObject<Shape>>, z.input<z.ZodObject<Shape>>> {
  const lists = listsOf(schema);
  return {
    '~standard': {
      ...schema['~standard'],
      validate: (value: unknown) => inSlices(checked(schema, lists, value)),
    },
  };
}

/**
 * Parses values that may hold long lists, in slices. Throws a ZodError where a value does not match
 * the schema.
 */
export function parserInSlices<Shape extends z.ZodRawShape>(
  schema: z.ZodObject<Shape>,
): (value: unknown) => Promise<z.output<z.ZodObject<Shape>>> {
  const lists = listsOf(schema);
  return async (value) => {
    const result = await inSlices(checked(schema, lists, value));
    if ('issues' in result) throw new z.ZodError(result.issues);
    return result.value;
  };
}

const listShape = z.object({ type: z.literal('array'), maxItems: z.number().default(Infinity) });

function listsOf<Shape extends z.ZodRawShape>(schema: z.ZodObject<Shape>): List[] {
  return Object.entries<z.core.$ZodType>(schema.shape).flatMap(([name, member]): List[] => {
    const json = listShape.safeParse(z.toJSONSchema(member, { io: 'input', unrepresentable: 'any' }));
    return json.success ? [{ name, schema: member, itemsMax: json.data.maxItems }] : [];
  });
}

function* checked<Shape extends z.ZodRawShape>(
  schema: z.ZodObject<Shape>,
  lists: readonly List[],
  value: unknown,
): Generator<void, Result<z.output<z.ZodObject<Shape>>>> {
  if (typeof value !== 'object' || value === null) return resultOf(schema.safeParse(value));
  const given: Record<string, unknown> = { ...value };
  const whole: Record<string, unknown[]> = {};
  const issues: Issue[] = [];
  for (const { name, schema: list, itemsMax } of lists) {
    const items = given[name];
    if (!Array.isArray(items) || items.length <= ITEMS_AT_ONCE) continue;
    if (items.length > itemsMax) {
      const message = `at most ${itemsMax} items; these are ${items.length}`;
      return { issues: [{ code: 'custom', path: [name], message, input: undefined }] };
    }
    whole[name] = yield* checkedItems(list, name, items, issues);
    // The first item stands for all, so that the schema accepts the list itself.
    given[name] = items.slice(0, 1);
  }
  const parsed = schema.safeParse(given);
  if (parsed.success && issues.length === 0) return { value: Object.assign(parsed.data, whole) };
  const others =
    parsed.error?.issues.filter(({ path: [name] }) => typeof name !== 'string' || !(name in whole)) ?? [];
  return { issues: [...others, ...issues] };
}

function* checkedItems(
  list: z.core.$ZodType,
  name: string,
  items: readonly unknown[],
  issues: Issue[],
): Generator<void, unknown[]> {
  const found: unknown[] = [];
  for (let at = 0; at < items.length && issues.length < MISTAKES_MAX; at += ITEMS_AT_ONCE) {
    const parsed = z.safeParse(list, items.slice(at, at + ITEMS_AT_ONCE));
    if (parsed.success && Array.isArray(parsed.data)) {
      for (const item of parsed.data) found.push(item);
    }
    for (const issue of parsed.error?.issues ?? []) {
      const [index, ...rest] = issue.path;
      issues.push({ ...issue, path: [name, typeof index === 'number' ? at + index : at, ...rest] });
    }
    yield;
  }
  return found;
}

const resultOf = <Output>(parsed: z.ZodSafeParseResult<Output>): Result<Output> =>
  parsed.success ? { value: parsed.data } : { issues: parsed.error.issues };
