import { fileURLToPath } from 'node:url';
import { processConfigShape, serviceConfigShape } from '@eagle/service-kit';
import { outboundConfigShape } from '@eagle/service-kit/outbound';
import { z } from 'zod';
import { code, exportsOf, PROJECT, table } from './page.fixture.js';

const HEAD = `# Configuration

Written by \`npm run docs:references\` from the schema in each service's \`src/config.ts\`; a test fails where both differ. A service reads its environment once,
at its start. A value that is missing or wrong stops the start with the name of the variable and what was expected; an empty value counts as missing. Secrets
are \`[redacted]\` wherever they are printed. The launcher and the compose file set these variables themselves; what an organization configures is not here
but in its settings.
`;

type Shape = Readonly<Record<string, z.ZodType>>;

/** The page that lists every variable of every service's environment. */
export async function configurationPage(services: readonly string[]): Promise<string> {
  const shared = new Set<z.ZodType>([
    ...Object.values<z.ZodType>(serviceConfigShape),
    ...Object.values<z.ZodType>(outboundConfigShape),
    ...Object.values<z.ZodType>(processConfigShape),
  ]);
  const shapes = await Promise.all(
    services.map(async (service) => ({ service, shape: await shapeOf(service) })),
  );
  const toFeeds = shapes
    .filter(({ shape }) => Object.keys(outboundConfigShape).every((name) => name in shape))
    .map(({ service }) => service);
  const ofProcesses = new Set<z.ZodType>(Object.values<z.ZodType>(processConfigShape));
  return [
    HEAD,
    section('Every process', processConfigShape),
    section('Every service on the message server', without(ofProcesses, serviceConfigShape)),
    section(`Services that connect to feeds: ${toFeeds.join(', ')}`, outboundConfigShape),
    ...shapes.map(({ service, shape }) => section(service, without(shared, shape))),
  ].join('\n');
}

/** The one schema that `config.ts` of a service exports. */
async function shapeOf(service: string): Promise<Shape> {
  const schemas = (await exportsOf(service, 'dist/config.js')).filter(
    (value) => value instanceof z.ZodObject,
  );
  const [schema] = schemas;
  if (schema === undefined || schemas.length > 1)
    throw new Error(`apps/${service}/src/config.ts exports ${schemas.length} schemas; it must be one`);
  const shape: Shape = schema.shape;
  return shape;
}

const without = (known: ReadonlySet<z.ZodType>, shape: Shape): Shape =>
  Object.fromEntries(Object.entries(shape).filter(([, schema]) => !known.has(schema)));

const section = (title: string, shape: Shape): string =>
  `## ${title}\n\n${table(
    ['variable', 'value', 'unit', 'default', 'secret', 'meaning'],
    Object.entries(shape).map(([name, schema]) => variable(name, schema)),
  )}`;

/** The part of an entry's JSON schema that is read. */
const entrySchema = z.object({
  type: z.string(),
  description: z.string(`each variable of the environment has a description, by .describe('...')`),
  secret: z.boolean().default(false),
  accepts: z.string().optional(),
  default: z.union([z.string(), z.number()]).optional(),
  enum: z.array(z.string()).optional(),
  minimum: z.number().optional(),
  exclusiveMinimum: z.number().optional(),
  maximum: z.number().optional(),
});
type Entry = z.output<typeof entrySchema>;

function variable(name: string, schema: z.ZodType): string[] {
  const entry = entrySchema.parse(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }), {
    error: (issue) => `${name}: ${issue.message}`,
  });
  const absent = schema.safeParse(undefined);
  const isFlag = absent.success && typeof absent.data === 'boolean';
  return [
    code(name),
    isFlag ? '`true` or `false`' : valueOf(entry),
    unitOf(name),
    absent.success ? defaultOf(isFlag ? String(absent.data) : entry.default) : 'required',
    entry.secret ? 'secret' : '',
    entry.description,
  ];
}

function valueOf({ type, accepts, enum: choices, minimum, exclusiveMinimum, maximum }: Entry): string {
  if (choices !== undefined) return choices.map(code).join(', ');
  if (type === 'string') return accepts ?? 'text';
  const bounds = [
    ...(minimum !== undefined && minimum > Number.MIN_SAFE_INTEGER ? [`at least ${minimum}`] : []),
    ...(exclusiveMinimum === undefined ? [] : [`more than ${exclusiveMinimum}`]),
    ...(maximum !== undefined && maximum < Number.MAX_SAFE_INTEGER ? [`at most ${maximum}`] : []),
  ];
  return [type === 'integer' ? 'whole number' : 'number', ...bounds].join(', ');
}

function defaultOf(value: string | number | undefined): string {
  if (value === undefined) return 'none';
  if (value === '') return 'empty';
  return code(String(value).replace(fileURLToPath(PROJECT), ''));
}

/** Names carry the unit. */
const UNITS: readonly (readonly [RegExp, string])[] = [
  [/_MS(_|$)/, 'ms'],
  [/_BYTES(_|$)/, 'bytes'],
  [/_HOURS(_|$)/, 'hours'],
  [/_PER_MINUTE$/, 'a minute'],
];
const unitOf = (name: string): string => UNITS.find(([ending]) => ending.test(name))?.[1] ?? '';
