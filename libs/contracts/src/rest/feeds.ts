import * as z from 'zod';
import { dryRunSchema } from '../domain/dry-run.js';
import { feedDiscoverySchema, feedTestSchema } from '../domain/feed-look.js';
import { feedStatusSchema } from '../domain/feed-status.js';
import { organizationSettingsSchema, tableNameSchema } from '../domain/organization.js';
import { feedInputSchema, mappingInputSchema, organizationConfigInputSchema } from './organization-input.js';
import { pageQuerySchema } from './page.js';
import { quarantinePageSchema } from './quarantine.js';
import { MiB, route } from './route.js';

export const feedProbeSchema = z
  .object({
    /** Left out: the stored feed. */
    feed: feedInputSchema.optional(),
    /** `schema.table`; left out: the mapped one (test), or none (discover lists the tables). */
    table: tableNameSchema.optional(),
    /**
     * How to read the table; left out: as stored. The test reports what each look costs the source.
     */
    mapping: mappingInputSchema.optional(),
  })
  .prefault({});
export type FeedProbe = z.output<typeof feedProbeSchema>;

/** A configuration that is not stored yet, to be tried on the newest rows of its source. */
export const dryRunInputSchema = z.object({
  /** Left out: the stored feed. */
  feed: feedInputSchema.optional(),
  assets: organizationConfigInputSchema.shape.assets,
  tags: organizationConfigInputSchema.shape.tags,
  mapping: mappingInputSchema,
  settings: organizationSettingsSchema.pick({ operatingStates: true, scanPeriodMs: true }).prefault({}),
});

export const feedsRoutes = {
  test: route({
    method: 'POST',
    path: '/api/v1/organizations/:organizationId/feed/test',
    access: 'admins',
    tag: 'feeds',
    body: feedProbeSchema,
    status: 200,
    reply: feedTestSchema,
    errors: [
      'CONFIG.NOT_CONFIGURED',
      'FEED.PASSWORD_REQUIRED',
      'FEED.LOOKED_AT_TOO_OFTEN',
      'RPC.NO_RESPONDER',
    ],
  }),
  discover: route({
    method: 'POST',
    path: '/api/v1/organizations/:organizationId/feed/discover',
    access: 'admins',
    tag: 'feeds',
    body: feedProbeSchema,
    status: 200,
    reply: feedDiscoverySchema,
    errors: [
      'CONFIG.NOT_CONFIGURED',
      'FEED.PASSWORD_REQUIRED',
      'FEED.LOOKED_AT_TOO_OFTEN',
      'RPC.NO_RESPONDER',
    ],
  }),
  dryRun: route({
    method: 'POST',
    path: '/api/v1/organizations/:organizationId/feed/dry-run',
    access: 'admins',
    tag: 'feeds',
    summary: 'What a mapping makes of the newest rows of a source',
    description:
      'At most 5 000 rows are read, by the code that reads live rows; nothing is stored. An organization may inspect its source ten times a minute, tests and discoveries included.',
    body: dryRunInputSchema,
    bodyBytesMax: 1 * MiB,
    status: 200,
    reply: dryRunSchema,
    errors: [
      'CONFIG.NOT_CONFIGURED',
      'FEED.PASSWORD_REQUIRED',
      'FEED.LOOKED_AT_TOO_OFTEN',
      'RPC.NO_RESPONDER',
    ],
  }),
  status: route({
    method: 'GET',
    path: '/api/v1/organizations/:organizationId/feed/status',
    access: 'members',
    tag: 'feeds',
    status: 200,
    reply: feedStatusSchema,
    errors: ['FEED.STATUS_UNKNOWN'],
  }),
  /** The newest rows of the source that could not be used, each with its reason; newest first. */
  quarantine: route({
    method: 'GET',
    path: '/api/v1/organizations/:organizationId/feed/quarantine',
    access: 'admins',
    tag: 'feeds',
    query: pageQuerySchema,
    status: 200,
    reply: quarantinePageSchema,
    errors: ['REQUEST.CURSOR_UNREADABLE'],
  }),
} as const;
