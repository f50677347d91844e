import * as z from 'zod';
import type { AppErrorCode } from '../domain/errors/catalogue.js';
import {
  assetSchema,
  mappingSchema,
  organizationConfigSchema,
  organizationSettingsSchema,
  tagSchema,
} from '../domain/organization.js';
import { ruleSchema } from '../domain/rule.js';
import {
  feedInputSchema,
  feedViewSchema,
  mappingInputSchema,
  organizationConfigInputSchema,
} from './organization-input.js';
import { KiB, MiB } from './route.js';

export const configViewSchema = organizationConfigSchema
  .omit({ feed: true })
  .extend({ feed: feedViewSchema.nullable() });
export type ConfigView = z.input<typeof configViewSchema>;

/** A list is in an object, together with its revision. */
const revised = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.object({ ...shape, revision: z.number().int().positive() });
const rulesSchema = z.object({ rules: organizationConfigInputSchema.shape.rules });
const tagsSchema = z.object({ tags: organizationConfigInputSchema.shape.tags });
const assetsSchema = z.object({ assets: organizationConfigInputSchema.shape.assets });

const CHANGE_ERRORS = ['CONFIG.CHANGED_MEANWHILE', 'CONFIG.TOO_LARGE'] as const;

interface PartDeclaration<Body extends z.ZodType, Reply extends z.ZodType> {
  /** Who may read it; admins replace it. */
  readonly readBy: 'members' | 'admins';
  readonly body: Body;
  /** Absent: the limit of a small form. */
  readonly bodyBytesMax?: number;
  readonly reply: Reply;
  readonly readErrors?: readonly AppErrorCode[];
  readonly changeErrors?: readonly AppErrorCode[];
}

/** A part of the configuration, under one path: it is read and replaced as a whole. */
function part<const Name extends string, Body extends z.ZodType, Reply extends z.ZodType>(
  name: Name,
  { readBy, body, bodyBytesMax, reply, readErrors, changeErrors }: PartDeclaration<Body, Reply>,
) {
  const shared = {
    path: `/api/v1/organizations/:organizationId/${name}`,
    tag: 'configuration',
    status: 200,
    reply,
  } as const;
  return {
    read: {
      ...shared,
      method: 'GET',
      access: readBy,
      ...(readErrors === undefined ? {} : { errors: readErrors }),
    },
    change: {
      ...shared,
      method: 'PUT',
      access: 'admins',
      body,
      ...(bodyBytesMax === undefined ? {} : { bodyBytesMax }),
      errors: [...CHANGE_ERRORS, ...(changeErrors ?? [])],
    },
  } as const;
}

const config = part('config', {
  readBy: 'admins',
  body: organizationConfigInputSchema,
  bodyBytesMax: 3 * MiB,
  reply: configViewSchema,
  changeErrors: ['FEED.PASSWORD_REQUIRED'],
});
const feed = part('feed', {
  readBy: 'admins',
  body: feedInputSchema,
  reply: feedViewSchema,
  readErrors: ['CONFIG.NOT_CONFIGURED'],
  changeErrors: ['FEED.PASSWORD_REQUIRED'],
});
const mapping = part('mapping', {
  readBy: 'members',
  body: mappingInputSchema,
  bodyBytesMax: 512 * KiB,
  reply: mappingSchema,
  readErrors: ['CONFIG.NOT_CONFIGURED'],
});
const rules = part('rules', {
  readBy: 'members',
  body: rulesSchema,
  bodyBytesMax: 2 * MiB,
  reply: revised({ rules: z.array(ruleSchema) }),
});
const tags = part('tags', {
  readBy: 'members',
  body: tagsSchema,
  bodyBytesMax: 1 * MiB,
  reply: revised({ tags: z.array(tagSchema) }),
});
const assets = part('assets', {
  readBy: 'members',
  body: assetsSchema,
  bodyBytesMax: 2 * MiB,
  reply: revised({ assets: z.array(assetSchema) }),
});
const settings = part('settings', {
  readBy: 'members',
  body: organizationSettingsSchema,
  bodyBytesMax: 256 * KiB,
  reply: organizationSettingsSchema,
});

export const configurationRoutes = {
  config: config.read,
  putConfig: config.change,
  feed: feed.read,
  putFeed: feed.change,
  mapping: mapping.read,
  putMapping: mapping.change,
  rules: rules.read,
  putRules: rules.change,
  tags: tags.read,
  putTags: tags.change,
  assets: assets.read,
  putAssets: assets.change,
  settings: settings.read,
  putSettings: settings.change,
} as const;
