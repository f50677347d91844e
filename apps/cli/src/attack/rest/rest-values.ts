import { z } from 'zod';

/** Gives numbers from 0 to 1, the same for the same seed, so that a finding can be reproduced. */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Values that careless code fails on. */
export const HOSTILE_VALUES: readonly unknown[] = [
  ...[null, true, -1, 0, 0.5, 1e308, 2 ** 53, '', [], {}, [[[[[[]]]]]], { $ne: null }],
  ...[
    'x\0y',
    '\ud800',
    'a'.repeat(5_000),
    "'; DROP TABLE alerts; --",
    '../../etc/passwd',
    '%00',
    '{{7*7}}',
    '\u202e',
  ],
  ...[
    '0000-01-01T00:00:00Z',
    '9999-12-31T23:59:59.999Z',
    '2026-02-30T00:00:00Z',
    'no-uuid',
    '1.0.99999999999',
  ],
  ...[Array.from({ length: 2_000 }, () => 'a'), { constructor: { prototype: {} } }],
];

const schemaShape = z.object({
  type: z.unknown().optional(),
  enum: z.array(z.unknown()).optional(),
  const: z.unknown().optional(),
  format: z.string().optional(),
  pattern: z.string().default(''),
  allOf: z.array(z.object({ pattern: z.string().default('') })).default([]),
  minimum: z.number().optional(),
  minItems: z.number().optional(),
  items: z.unknown().optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  required: z.array(z.string()).optional(),
  anyOf: z.array(z.unknown()).optional(),
  oneOf: z.array(z.unknown()).optional(),
  default: z.unknown().optional(),
});
const TEXTS = ['UTC', 'a', '1.0.0', 'a@b.example', 'long enough text', '7', '2026-01-01T00:00:00Z'];
const FORMATS: Readonly<Record<string, string>> = {
  uuid: '00000000-0000-4000-8000-000000000000',
  'date-time': '2026-01-01T00:00:00Z',
  email: 'a@b.example',
};

/** A small value that the schema accepts, or nearly: only the required fields. */
export function exampleOf(schema: unknown): unknown {
  const parsed = schemaShape.safeParse(schema);
  if (!parsed.success) return 'a';
  const {
    type,
    anyOf,
    oneOf,
    properties = {},
    required = [],
    items,
    minItems = 0,
    ...reported
  } = parsed.data;
  if (reported.const !== undefined) return reported.const;
  if (reported.enum !== undefined) return reported.enum[0];
  const choices = anyOf ?? oneOf;
  if (choices !== undefined) return exampleOf(choices[0]);
  switch (type) {
    case 'object':
      return Object.fromEntries(required.map((name) => [name, exampleOf(properties[name])]));
    case 'array':
      return Array.from({ length: Math.max(1, minItems) }, () => exampleOf(items));
    case 'number':
    case 'integer':
      return reported.minimum ?? 1;
    case 'boolean':
      return true;
    default: {
      const patterns = [reported.pattern, ...reported.allOf.map(({ pattern }) => pattern)].map(
        (each) => new RegExp(each, 'u'),
      );
      return (
        FORMATS[reported.format ?? ''] ??
        TEXTS.find((text) => patterns.every((each) => each.test(text))) ??
        'a'
      );
    }
  }
}

/** The value with one randomly chosen place made hostile. */
export function madeHostile(value: unknown, random: () => number): unknown {
  const hostile = HOSTILE_VALUES[Math.floor(random() * HOSTILE_VALUES.length)];
  if (typeof value !== 'object' || value === null || random() < 0.2) return hostile;
  const keys = Object.keys(value);
  if (keys.length === 0) return hostile;
  const chosen = keys[Math.floor(random() * keys.length)] ?? '';
  const copy = Object.entries(value).map(([key, part]): [string, unknown] => [
    key,
    key === chosen ? madeHostile(part, random) : part,
  ]);
  return Array.isArray(value) ? copy.map(([, part]) => part) : Object.fromEntries(copy);
}
