import * as z from 'zod';
import { dryRunSchema } from '../../domain/dry-run.js';
import { feedDiscoverySchema, feedTestSchema } from '../../domain/feed-look.js';
import { organizationIdSchema } from '../../domain/ids.js';
import {
  assetSchema,
  feedSchema,
  mappingSchema,
  organizationSettingsSchema,
  tableNameSchema,
  tagSchema,
} from '../../domain/organization.js';
import { defineRequest } from '../define-request.js';
import { sealedTextSchema } from '../feed-credentials.js';

/** Requests to data-processor about feeds. */
export const feedRequests = {
  testFeed: defineRequest({
    service: 'data-processor',
    name: 'test-feed',
    request: z.object({
      organizationId: organizationIdSchema,
      feed: feedSchema,
      /** Sealed for this feed's account: the stored password cannot be tried on another server. */
      passwordSealed: sealedTextSchema,
      table: tableNameSchema.optional(),
      /**
       * How the table is to be read. The test checks this, too, and reports what each look costs
       * the source.
       */
      mapping: mappingSchema.optional(),
    }),
    reply: feedTestSchema,
    timeoutMs: 15_000,
    audience: 'one',
    askedBy: ['gateway'],
  }),
  discoverFeed: defineRequest({
    service: 'data-processor',
    name: 'discover-feed',
    request: z.object({
      organizationId: organizationIdSchema,
      feed: feedSchema,
      /** Sealed for this feed's account: the stored password cannot be tried on another server. */
      passwordSealed: sealedTextSchema,
      table: tableNameSchema.optional(),
    }),
    reply: feedDiscoverySchema,
    timeoutMs: 15_000,
    audience: 'one',
    askedBy: ['gateway'],
  }),
  dryRunFeed: defineRequest({
    service: 'data-processor',
    name: 'dry-run-feed',
    request: z.object({
      organizationId: organizationIdSchema,
      feed: feedSchema,
      /** Sealed for this feed's account: the stored password cannot be tried on another server. */
      passwordSealed: sealedTextSchema,
      assets: z.array(assetSchema),
      tags: z.array(tagSchema),
      mapping: mappingSchema,
      settings: organizationSettingsSchema.pick({ operatingStates: true, scanPeriodMs: true }),
    }),
    reply: dryRunSchema,
    timeoutMs: 25_000,
    audience: 'one',
    askedBy: ['gateway'],
  }),
} as const;
