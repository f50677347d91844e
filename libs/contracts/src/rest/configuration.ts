import * as z from 'zod';
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
import { KiB, MiB, route } from './route.js';

export const configViewSchema = organizationConfigSchema
  .omit({ feed: true })
  .extend({ feed: feedViewSchema.nullable() });
export type ConfigView = z.input<typeof configViewSchema>;

/** Lists stand in an object beside the revision that they belong to. */
const revised = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.object({ ...shape, revision: z.number().int().positive() });
const rulesSchema = z.object({ rules: organizationConfigInputSchema.shape.rules });
const tagsSchema = z.object({ tags: organizationConfigInputSchema.shape.tags });
const assetsSchema = z.object({ assets: organizationConfigInputSchema.shape.assets });

export const configurationRoutes = {
  config: route({
    method: 'GET',
    path: '/api/v1/organizations/:organizationId/config',
    access: 'admins',
    tag: 'configuration',
    status: 200,
    reply: configViewSchema,
  }),
  putConfig: route({
    method: 'PUT',
    path: '/api/v1/organizations/:organizationId/config',
    access: 'admins',
    tag: 'configuration',
    body: organizationConfigInputSchema,
    bodyBytesMax: 3 * MiB,
    status: 200,
    reply: configViewSchema,
    errors: ['CONFIG.CHANGED_MEANWHILE', 'CONFIG.TOO_LARGE', 'FEED.PASSWORD_REQUIRED'],
  }),
  feed: route({
    method: 'GET',
    path: '/api/v1/organizations/:organizationId/feed',
    access: 'admins',
    tag: 'configuration',
    status: 200,
    reply: feedViewSchema,
    errors: ['CONFIG.NOT_CONFIGURED'],
  }),
  putFeed: route({
    method: 'PUT',
    path: '/api/v1/organizations/:organizationId/feed',
    access: 'admins',
    tag: 'configuration',
    body: feedInputSchema,
    status: 200,
    reply: feedViewSchema,
    errors: ['CONFIG.CHANGED_MEANWHILE', 'CONFIG.TOO_LARGE', 'FEED.PASSWORD_REQUIRED'],
  }),
  mapping: route({
    method: 'GET',
    path: '/api/v1/organizations/:organizationId/mapping',
    access: 'members',
    tag: 'configuration',
    status: 200,
    reply: mappingSchema,
    errors: ['CONFIG.NOT_CONFIGURED'],
  }),
  putMapping: route({
    method: 'PUT',
    path: '/api/v1/organizations/:organizationId/mapping',
    access: 'admins',
    tag: 'configuration',
    body: mappingInputSchema,
    bodyBytesMax: 512 * KiB,
    status: 200,
    reply: mappingSchema,
    errors: ['CONFIG.CHANGED_MEANWHILE', 'CONFIG.TOO_LARGE'],
  }),
  rules: route({
    method: 'GET',
    path: '/api/v1/organizations/:organizationId/rules',
    access: 'members',
    tag: 'configuration',
    status: 200,
    reply: revised({ rules: z.array(ruleSchema) }),
  }),
  putRules: route({
    method: 'PUT',
    path: '/api/v1/organizations/:organizationId/rules',
    access: 'admins',
    tag: 'configuration',
    body: rulesSchema,
    bodyBytesMax: 2 * MiB,
    status: 200,
    reply: revised({ rules: z.array(ruleSchema) }),
    errors: ['CONFIG.CHANGED_MEANWHILE', 'CONFIG.TOO_LARGE'],
  }),
  tags: route({
    method: 'GET',
    path: '/api/v1/organizations/:organizationId/tags',
    access: 'members',
    tag: 'configuration',
    status: 200,
    reply: revised({ tags: z.array(tagSchema) }),
  }),
  putTags: route({
    method: 'PUT',
    path: '/api/v1/organizations/:organizationId/tags',
    access: 'admins',
    tag: 'configuration',
    body: tagsSchema,
    bodyBytesMax: 1 * MiB,
    status: 200,
    reply: revised({ tags: z.array(tagSchema) }),
    errors: ['CONFIG.CHANGED_MEANWHILE', 'CONFIG.TOO_LARGE'],
  }),
  assets: route({
    method: 'GET',
    path: '/api/v1/organizations/:organizationId/assets',
    access: 'members',
    tag: 'configuration',
    status: 200,
    reply: revised({ assets: z.array(assetSchema) }),
  }),
  putAssets: route({
    method: 'PUT',
    path: '/api/v1/organizations/:organizationId/assets',
    access: 'admins',
    tag: 'configuration',
    body: assetsSchema,
    bodyBytesMax: 2 * MiB,
    status: 200,
    reply: revised({ assets: z.array(assetSchema) }),
    errors: ['CONFIG.CHANGED_MEANWHILE', 'CONFIG.TOO_LARGE'],
  }),
  settings: route({
    method: 'GET',
    path: '/api/v1/organizations/:organizationId/settings',
    access: 'members',
    tag: 'configuration',
    status: 200,
    reply: organizationSettingsSchema,
  }),
  putSettings: route({
    method: 'PUT',
    path: '/api/v1/organizations/:organizationId/settings',
    access: 'admins',
    tag: 'configuration',
    body: organizationSettingsSchema,
    bodyBytesMax: 256 * KiB,
    status: 200,
    reply: organizationSettingsSchema,
    errors: ['CONFIG.CHANGED_MEANWHILE', 'CONFIG.TOO_LARGE'],
  }),
} as const;
