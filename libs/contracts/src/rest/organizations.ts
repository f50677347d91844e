import * as z from 'zod';
import { instantSchema, organizationIdSchema } from '../domain/ids.js';
import { organizationConfigSchema } from '../domain/organization.js';
import { platformText } from '../domain/text.js';
import { pageOf, pageQuerySchema } from './page.js';
import { route } from './route.js';

export const organizationSchema = z.object({
  id: organizationIdSchema,
  slug: platformText,
  name: platformText,
  enabled: z.boolean(),
  createdAt: instantSchema,
});

export const newOrganizationSchema = z.object({
  slug: organizationConfigSchema.shape.slug,
  name: organizationConfigSchema.shape.name,
  enabled: z.boolean().default(true),
});

export const organizationPatchSchema = z.object({ name: organizationConfigSchema.shape.name });

/** The name of the organization as it is shown, typed by the person who deletes it. */
const deletionQuerySchema = z.object({ name: organizationConfigSchema.shape.name });

export const organizationsRoutes = {
  create: route({
    method: 'POST',
    path: '/api/v1/organizations',
    access: 'super-admins',
    tag: 'organizations',
    body: newOrganizationSchema,
    status: 201,
    reply: organizationSchema,
    errors: ['ORGANIZATION.SLUG_TAKEN'],
  }),
  list: route({
    method: 'GET',
    path: '/api/v1/organizations',
    access: 'super-admins',
    tag: 'organizations',
    query: pageQuerySchema,
    status: 200,
    reply: pageOf(organizationSchema),
    errors: ['REQUEST.CURSOR_UNREADABLE'],
  }),
  get: route({
    method: 'GET',
    path: '/api/v1/organizations/:organizationId',
    access: 'members',
    tag: 'organizations',
    status: 200,
    reply: organizationSchema,
    errors: ['ORGANIZATION.NOT_FOUND'],
  }),
  rename: route({
    method: 'PATCH',
    path: '/api/v1/organizations/:organizationId',
    access: 'super-admins-of-one',
    tag: 'organizations',
    body: organizationPatchSchema,
    status: 200,
    reply: organizationSchema,
    errors: ['ORGANIZATION.NOT_FOUND'],
  }),
  remove: route({
    method: 'DELETE',
    path: '/api/v1/organizations/:organizationId',
    access: 'super-admins-of-one',
    tag: 'organizations',
    summary: 'Deletes an organization for good',
    description:
      'Its people are signed out and forgotten, its feed ends, and its telemetry history goes whole. `name` repeats its name. The audit log stays.',
    query: deletionQuerySchema,
    status: 204,
    reply: null,
    errors: ['ORGANIZATION.NOT_FOUND', 'ORGANIZATION.NAME_DIFFERS'],
  }),
  enable: route({
    method: 'POST',
    path: '/api/v1/organizations/:organizationId/enable',
    access: 'super-admins-of-one',
    tag: 'organizations',
    status: 200,
    reply: organizationSchema,
    errors: ['ORGANIZATION.NOT_FOUND'],
  }),
  disable: route({
    method: 'POST',
    path: '/api/v1/organizations/:organizationId/disable',
    access: 'super-admins-of-one',
    tag: 'organizations',
    status: 200,
    reply: organizationSchema,
    errors: ['ORGANIZATION.NOT_FOUND'],
  }),
} as const;
