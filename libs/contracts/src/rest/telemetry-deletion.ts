import * as z from 'zod';
import { assetIdSchema, instantSchema } from '../domain/ids.js';
import { text } from '../domain/text.js';
import { route } from './route.js';

/** What `confirm` says where no asset is named. */
export const ALL_ASSETS = 'all-assets';

/** Which rows are to be deleted. */
const deletionQuerySchema = z
  .object({
    /** Absent: all assets. */
    asset: assetIdSchema.optional(),
    from: instantSchema,
    to: instantSchema,
    /** The name of the asset again; without an asset `all-assets`. */
    confirm: text(64),
  })
  .refine(({ from, to }) => Date.parse(to) > Date.parse(from), {
    error: 'must lie after `from`',
    path: ['to'],
  })
  .refine(({ asset, confirm }) => confirm === (asset ?? ALL_ASSETS), {
    error: `must repeat the asset, or be \`${ALL_ASSETS}\` where none is named: what is deleted does not come back`,
    path: ['confirm'],
  });

export const telemetryDeletionRoutes = {
  remove: route({
    method: 'DELETE',
    path: '/api/v1/telemetry',
    access: 'admins',
    tag: 'telemetry',
    summary: 'Deletes a range of the history: of an asset, or of all',
    description:
      'Scans and predictions of `[from, to)`, and what was made of them. Rows that come later are kept. 503 `TELEMETRY.DELETION_PENDING`: it is recorded, and goes on by itself.',
    query: deletionQuerySchema,
    status: 200,
    reply: z.object({
      /** Rows as they came. */
      rows: z.number().int(),
      /** By how much the history became smaller. */
      bytes: z.number().int(),
    }),
    errors: [
      'TELEMETRY.ASSET_UNKNOWN',
      'TELEMETRY.RANGE_INVALID',
      'TELEMETRY.DELETION_PENDING',
      'RPC.NO_RESPONDER',
    ],
  }),
} as const;
