import { feedInputSchema, mappingInputSchema, organizationConfigInputSchema } from '@eagle/contracts/rest';
import { organizationSettingsSchema } from '@eagle/contracts/domain';
import * as z from 'zod';
import { type ApiClient, answer, type Body, type Reply } from '../api/index.js';
import { describeSchema } from './schema/describe-schema.js';
import type { Field } from './schema/field.js';
import { isJson, type Json } from './values/json.js';

const AT = '/api/v1/organizations/{organizationId}/';
type PathOf<P extends Part | 'config'> = `${typeof AT}${P}`;

/** The parts of a configuration; each is read and replaced as a whole. */
export const PARTS = ['assets', 'tags', 'rules', 'settings', 'feed', 'mapping'] as const;
export type Part = (typeof PARTS)[number];

/**
 * What a form edits as one: a part, or the whole way from the source to the tags. A feed, its mapping
 * and the tags that it feeds change together, so they are one draft and one revision.
 */
export type DraftPart = Part | 'source';

const OF_SOURCE = ['feed', 'mapping', 'tags'] as const satisfies readonly Part[];

/** The parts that a change of this one may break, but does not hold. */
export const otherParts = (part: DraftPart): readonly Part[] =>
  PARTS.filter((each) => each !== part && !(part === 'source' && OF_SOURCE.some((own) => own === each)));

/** The whole configuration, as admins read it; `revision` counts every change of any part. */
export type Configuration = Reply<`${typeof AT}config`, 'get'>;
export type Asset = Configuration['assets'][number];
export type Tag = Configuration['tags'][number];
export type Rule = Configuration['rules'][number];
type Source = Pick<Body<PathOf<'config'>, 'put'>, (typeof OF_SOURCE)[number]>;
export type OrganizationSettings = Configuration['settings'];

const { assets, tags, rules } = organizationConfigInputSchema.shape;

/** The platform's own schema of each part: what the gateway checks a change with. */
export const SCHEMAS = {
  assets,
  tags,
  rules,
  settings: organizationSettingsSchema,
  feed: feedInputSchema,
  mapping: mappingInputSchema,
  source: z.object({ feed: feedInputSchema, mapping: mappingInputSchema, tags }),
} satisfies Readonly<Record<DraftPart, z.ZodType>>;

const described = new Map<DraftPart, Field>();

/** A part as the fields of a form; the paths of their texts begin with its name. */
export function fieldOf(part: DraftPart): Field {
  const field =
    described.get(part) ?? (part === 'source' ? fieldOfSource() : describeSchema(SCHEMAS[part], part));
  described.set(part, field);
  return field;
}

/** Its parts have the texts that they have alone. */
const fieldOfSource = (): Field => ({
  ...{ kind: 'object', name: '', path: 'source', isNullable: false, isOptional: false, default: undefined },
  fields: OF_SOURCE.map((name) => ({ ...fieldOf(name), name })),
});

/** A part as it is edited: a list of entries, or an object; null where it is not configured yet. */
export function valueOf(part: DraftPart, configuration: Configuration): Json {
  // As JSON: what is undefined is left out.
  const value: unknown = JSON.parse(JSON.stringify(editable(part, configuration)));
  if (!isJson(value)) throw new Error(`The configuration's ${part} is no JSON.`);
  return value;
}

/** Without what the platform itself counts or keeps. */
function editable(part: DraftPart, configuration: Configuration): unknown {
  const { feed, mapping, ...others } = configuration;
  switch (part) {
    case 'source':
      return Object.fromEntries(OF_SOURCE.map((name) => [name, editable(name, configuration)]));
    case 'feed':
      return feed === null ? null : { ...feed, passwordSet: undefined };
    case 'mapping':
      return mapping === null ? null : { ...mapping, revision: undefined };
    default:
      return others[part];
  }
}

export const readConfiguration = (
  api: ApiClient,
  organizationId: string,
  signal?: AbortSignal,
): Promise<Configuration> =>
  answer(
    api.GET(`${AT}config`, {
      params: { path: { organizationId } },
      ...(signal === undefined ? {} : { signal }),
    }),
  );

/**
 * Replaces a part, if the configuration still is at the revision that the change is based on.
 * @throws ApiProblem `CONFIG.CHANGED_MEANWHILE` (409), `REQUEST.INVALID` with mistakes.
 */
export async function replacePart(
  api: ApiClient,
  organizationId: string,
  { part, value, revision }: { readonly part: DraftPart; readonly value: Json; readonly revision: number },
): Promise<void> {
  const params = { path: { organizationId }, header: { 'if-match': `"${revision}"` } };
  switch (part) {
    case 'assets':
      await answer(api.PUT(`${AT}assets`, { params, body: { assets: bodyOf<Asset[]>(part, value) } }));
      return;
    case 'tags':
      await answer(api.PUT(`${AT}tags`, { params, body: { tags: bodyOf<Tag[]>(part, value) } }));
      return;
    case 'rules':
      await answer(api.PUT(`${AT}rules`, { params, body: { rules: bodyOf<Rule[]>(part, value) } }));
      return;
    case 'settings':
      await answer(
        api.PUT(`${AT}settings`, { params, body: bodyOf<Body<PathOf<'settings'>, 'put'>>(part, value) }),
      );
      return;
    case 'feed':
      await answer(api.PUT(`${AT}feed`, { params, body: bodyOf<Body<PathOf<'feed'>, 'put'>>(part, value) }));
      return;
    case 'source': {
      // Nothing of the others is lost: where somebody changed them since, the revision is another one.
      const { assets: known, rules: judged, settings } = await readConfiguration(api, organizationId);
      const body = { ...bodyOf<Source>(part, value), assets: known, rules: judged, settings };
      await answer(api.PUT(`${AT}config`, { params, body }));
      return;
    }
    case 'mapping':
      await answer(
        api.PUT(`${AT}mapping`, { params, body: bodyOf<Body<PathOf<'mapping'>, 'put'>>(part, value) }),
      );
      return;
  }
}

/**
 * A draft as the body of its request. The type of the body is generated from the schema that is
 * asked here.
 * @throws Error where the schema refuses it: the form checks it before it saves.
 */
function bodyOf<Content>(part: DraftPart, value: Json): Content {
  if (accepts<Content>(SCHEMAS[part], value)) return value;
  throw new Error(`The draft of ${part} was to be saved with mistakes in it.`);
}

/** What a part holds, as a request takes it; null: it holds mistakes. */
export function readPart(part: 'feed', value: Json | undefined): Source['feed'];
export function readPart(part: 'source', value: Json | undefined): Source | null;
export function readPart(part: 'feed' | 'source', value: Json | undefined): Source['feed'] | Source {
  return accepts<Source['feed'] | Source>(SCHEMAS[part], value) ? value : null;
}

const accepts = <Content>(schema: z.ZodType, value: unknown): value is Content =>
  schema.safeParse(value).success;
