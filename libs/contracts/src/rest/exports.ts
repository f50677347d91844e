import * as z from 'zod';
import {
  EXPORT_ASSETS_MAX,
  exportEstimateSchema,
  exportFormatSchema,
  exportJobSchema,
  exportKindSchema,
} from '../domain/export.js';
import {
  assetIdSchema,
  exportIdSchema,
  instantSchema,
  organizationIdSchema,
  tagNameSchema,
} from '../domain/ids.js';
import { isTimeZone } from '../domain/organization.js';
import { SERIES_TAGS_MAX } from '../domain/telemetry.js';
import { platformText, text } from '../domain/text.js';
import { pageOf, pageQuerySchema } from './page.js';
import { route } from './route.js';

const isForward = ({ from, to }: { from?: string | undefined; to?: string | undefined }): boolean =>
  from === undefined || to === undefined || Date.parse(from) < Date.parse(to);

/** What a client wants to have exported. */
export const exportRequestSchema = z
  .object({
    kind: exportKindSchema,
    format: exportFormatSchema.default('csv'),
    /** Absent: all. */
    assets: z.array(assetIdSchema).min(1).max(EXPORT_ASSETS_MAX).optional(),
    /** Of telemetry; absent: all that are configured. */
    tags: z.array(tagNameSchema).min(1).max(SERIES_TAGS_MAX).optional(),
    /** May be absent in an incremental export: from the first row. */
    from: instantSchema.optional(),
    /** Exclusive. An incremental export has none: it reaches to the newest row. */
    to: instantSchema.optional(),
    /**
     * Only what came since the last incremental export of the same kind, assets, tags and
     * beginning.
     */
    incremental: z.boolean().default(false),
    /** In which times are written. */
    zone: text(64).refine(isTimeZone, 'must be an IANA time zone such as Asia/Kolkata').default('UTC'),
  })
  .refine(({ incremental, from }) => incremental || from !== undefined, {
    error: 'is required unless the export is incremental',
    path: ['from'],
  })
  .refine(({ incremental, to }) => incremental === (to === undefined), {
    error: 'is required, unless the export is incremental: that reaches to the newest row and has none',
    path: ['to'],
  })
  .refine(({ kind, tags }) => kind === 'telemetry' || tags === undefined, {
    error: 'only telemetry has tags',
    path: ['tags'],
  })
  .refine(isForward, { error: 'must lie after `from`', path: ['to'] });
export type ExportRequest = z.output<typeof exportRequestSchema>;

/** `link`: address of the file; whoever has it needs no token. Null: there is no file. */
export const exportDetailSchema = exportJobSchema.extend({
  link: z.object({ href: platformText, expiresAt: instantSchema }).nullable(),
});
export type ExportDetail = z.infer<typeof exportDetailSchema>;

const REFUSALS = [
  'TELEMETRY.ASSET_UNKNOWN',
  'TELEMETRY.TAG_UNKNOWN',
  'TELEMETRY.RANGE_BEFORE_RECORD',
  'RPC.NO_RESPONDER',
] as const;
const exportId = { exportId: exportIdSchema };

export const exportsRoutes = {
  estimate: route({
    method: 'POST',
    path: '/api/v1/exports/estimate',
    access: 'admins',
    tag: 'exports',
    summary: 'How large an export would be, roughly',
    body: exportRequestSchema,
    status: 200,
    reply: exportEstimateSchema,
    errors: REFUSALS,
  }),
  create: route({
    method: 'POST',
    path: '/api/v1/exports',
    access: 'admins',
    tag: 'exports',
    summary: 'Requests a file of telemetry, alerts or predictions',
    description:
      'The file is made in the background; `GET /exports/:exportId` has its progress and its link.',
    body: exportRequestSchema,
    status: 202,
    reply: exportDetailSchema,
    errors: [...REFUSALS, 'EXPORT.TOO_LARGE', 'EXPORT.ROOM_FULL', 'EXPORT.QUEUE_FULL'],
  }),
  list: route({
    method: 'GET',
    path: '/api/v1/exports',
    access: 'admins',
    tag: 'exports',
    summary: 'The exports of the organization, newest first',
    query: pageQuerySchema,
    status: 200,
    reply: pageOf(exportJobSchema),
    errors: ['RPC.NO_RESPONDER'],
  }),
  show: route({
    method: 'GET',
    path: '/api/v1/exports/:exportId',
    access: 'admins',
    tag: 'exports',
    summary: 'Progress of an export, and the link to its file',
    params: exportId,
    status: 200,
    reply: exportDetailSchema,
    errors: ['EXPORT.NOT_FOUND', 'RPC.NO_RESPONDER'],
  }),
  cancel: route({
    method: 'DELETE',
    path: '/api/v1/exports/:exportId',
    access: 'admins',
    tag: 'exports',
    summary: 'Cancels an export, or removes its file',
    params: exportId,
    status: 200,
    reply: exportJobSchema,
    errors: ['EXPORT.NOT_FOUND', 'EXPORT.ENDED', 'RPC.NO_RESPONDER'],
  }),
} as const;

export const exportFilesRoutes = {
  read: route({
    method: 'GET',
    path: '/api/v1/exports/:exportId/file',
    access: 'public',
    tag: 'exports',
    summary: 'The file of an export, by its signed link',
    description: 'Answers `Range` with one part of the file, so that a download can go on where it ended.',
    params: exportId,
    query: z.object({
      organization: organizationIdSchema,
      /** Milliseconds since the epoch. */
      expires: z.coerce.number().int().min(0),
      signature: text(100),
    }),
    status: 200,
    reply: null,
    isFile: true,
    errors: [
      'EXPORT.LINK_INVALID',
      'EXPORT.LINK_EXPIRED',
      'EXPORT.NOT_FOUND',
      'EXPORT.NOT_DONE',
      'EXPORT.FILE_GONE',
      'RPC.NO_RESPONDER',
    ],
  }),
} as const;
