import * as z from 'zod';
import { exportEstimateSchema, exportJobSchema, exportSpecSchema } from '../../domain/export.js';
import { exportIdSchema, organizationIdSchema, userIdSchema } from '../../domain/ids.js';
import { PIECE_BYTES_MAX } from '../bundle-transfer.js';
import { defineRequest } from '../define-request.js';

const organizationId = organizationIdSchema;
const oneJob = z.object({ organizationId, job: exportJobSchema });
const asked = { service: 'historian', audience: 'one', askedBy: ['gateway'] } as const;

/** Requests about exports. The historian owns them, and its files reach the gateway in pieces. */
export const exportRequests = {
  /**
   * @throws `TELEMETRY.ASSET_UNKNOWN`, `TELEMETRY.TAG_UNKNOWN`, `TELEMETRY.RANGE_BEFORE_RECORD`
   * (not-found).
   */
  estimateExport: defineRequest({
    ...asked,
    name: 'estimate-export',
    request: z.object({ organizationId, spec: exportSpecSchema }),
    reply: z.object({ organizationId, estimate: exportEstimateSchema }),
    timeoutMs: 30_000,
  }),
  /**
   * @throws as `estimateExport`; `EXPORT.TOO_LARGE` (invalid), `EXPORT.ROOM_FULL`,
   * `EXPORT.QUEUE_FULL` (exhausted).
   */
  requestExport: defineRequest({
    ...asked,
    name: 'request-export',
    request: z.object({ organizationId, actorId: userIdSchema.nullable(), spec: exportSpecSchema }),
    reply: oneJob,
    timeoutMs: 30_000,
  }),
  /** Newest first. */
  listExports: defineRequest({
    ...asked,
    name: 'list-exports',
    request: z.object({
      organizationId,
      limit: z.number().int().min(1),
      /** Only those that come after this one in the list. */
      after: z.object({ createdAtMs: z.number(), id: exportIdSchema }).nullable(),
    }),
    reply: z.object({ organizationId, jobs: z.array(exportJobSchema) }),
    timeoutMs: 10_000,
  }),
  /** @throws `EXPORT.NOT_FOUND` (not-found). */
  showExport: defineRequest({
    ...asked,
    name: 'show-export',
    request: z.object({ organizationId, exportId: exportIdSchema }),
    reply: oneJob,
    timeoutMs: 10_000,
  }),
  /**
   * Cancels an export, or removes the file of one that is done.
   * @throws `EXPORT.NOT_FOUND`, `EXPORT.ENDED` (conflict).
   */
  cancelExport: defineRequest({
    ...asked,
    name: 'cancel-export',
    request: z.object({ organizationId, exportId: exportIdSchema, actorId: userIdSchema.nullable() }),
    reply: oneJob,
    timeoutMs: 10_000,
  }),
  /**
   * A piece of a file, at most `PIECE_BYTES_MAX`.
   * @throws `EXPORT.NOT_FOUND`, `EXPORT.FILE_GONE`, `EXPORT.NOT_DONE`.
   */
  readExportPiece: defineRequest({
    ...asked,
    name: 'read-export-piece',
    request: z.object({
      organizationId,
      exportId: exportIdSchema,
      offset: z.number().int().min(0),
      length: z.number().int().min(1).max(PIECE_BYTES_MAX),
    }),
    reply: z.object({ organizationId, piece: z.base64() }),
    timeoutMs: 15_000,
  }),
} as const;
