import { z } from 'zod';

const parameterSchema = z.object({
  name: z.string(),
  in: z.enum(['path', 'query', 'header', 'cookie']),
  schema: z.unknown().optional(),
});
const operationSchema = z.object({
  parameters: z.array(parameterSchema).default([]),
  requestBody: z
    .object({ content: z.record(z.string(), z.object({ schema: z.unknown().optional() })) })
    .optional(),
  security: z.array(z.unknown()).default([]),
});
const documentSchema = z.object({
  paths: z.record(z.string(), z.record(z.string(), operationSchema)),
  components: z.object({ schemas: z.record(z.string(), z.unknown()).default({}) }).prefault({}),
});
const referenceSchema = z.object({ $ref: z.string() });

export interface RestParameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header' | 'cookie';
  readonly schema: unknown;
}

/** One route of the interface, as the gateway describes it. */
export interface RestOperation {
  readonly method: string;
  /** `/api/v1/alerts/{alertId}`. */
  readonly path: string;
  readonly parameters: readonly RestParameter[];
  /** JSON Schema of its body, without references; null where it takes no body. */
  readonly body: unknown;
  readonly isPublic: boolean;
}

/** Every route from the gateway's own API description, so that new routes are attacked too. */
export async function readInterface(gatewayUrl: string): Promise<RestOperation[]> {
  const response = await fetch(`${gatewayUrl}/api/docs-json`);
  const { paths, components } = documentSchema.parse(await response.json());
  const inlined = (schema: unknown): unknown =>
    JSON.parse(
      JSON.stringify(schema ?? {}, (_, value: unknown) => {
        const reference = referenceSchema.safeParse(value);
        if (!reference.success) return value;
        return inlined(components.schemas[reference.data.$ref.replace('#/components/schemas/', '')]);
      }),
    );
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, { parameters, requestBody, security }]) => ({
      method: method.toUpperCase(),
      path,
      parameters: parameters.map((each) => ({ name: each.name, in: each.in, schema: inlined(each.schema) })),
      body: requestBody === undefined ? null : inlined(requestBody.content['application/json']?.schema),
      isPublic: security.length === 0,
    })),
  );
}

/** The path with its parameters filled in. */
export function pathOf({ path }: RestOperation, valueOf: (name: string) => string): string {
  return path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(valueOf(name)));
}
