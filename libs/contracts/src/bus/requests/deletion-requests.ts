import * as z from 'zod';
import { assetIdSchema, organizationIdSchema, userIdSchema } from '../../domain/ids.js';
import { defineRequest } from '../define-request.js';

/** Requests to delete parts of the telemetry history. */
export const deletionRequests = {
  /**
   * Deletes scans and predictions of a range with all that was made of them. It is recorded with
   * its audit entry before anything is deleted: after a failure or a missed deadline the historian
   * carries it out by itself. Refused with `TELEMETRY.ASSET_UNKNOWN`; `TELEMETRY.DELETION_PENDING`
   * says that it is recorded and not done yet.
   */
  deleteTelemetry: defineRequest({
    service: 'historian',
    name: 'delete-telemetry',
    request: z.object({
      organizationId: organizationIdSchema,
      /** Null: all assets. */
      assetId: assetIdSchema.nullable(),
      fromMs: z.number(),
      /** First instant behind the range. What lies ahead of the clock is not deleted. */
      toMs: z.number(),
      actorId: userIdSchema,
    }),
    reply: z.object({
      organizationId: organizationIdSchema,
      /** Rows as they came; a row that lay in two segments until their merge counts twice. */
      rows: z.number().int().min(0),
      /** By how much the history became smaller. */
      bytes: z.number().int().min(0),
    }),
    timeoutMs: 25_000,
    audience: 'one',
    askedBy: ['gateway'],
  }),
} as const;
