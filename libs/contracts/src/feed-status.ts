import { z } from 'zod';
import { instantSchema, organizationIdSchema } from './ids.js';
import { platformText } from './text.js';

/** Why a row, or one value of it, could not be used. Each has a counter; whole rows go to quarantine. */
export const rejectionReasonSchema = z.enum([
  'time-missing',
  'time-unreadable',
  'time-in-future',
  'too-late',
  'asset-unknown',
  'asset-missing',
  'all-values-missing',
  'value-not-a-number',
  'value-not-finite',
  'tag-unknown',
  'code-missing',
  'code-unknown',
  'quota',
]);
export type RejectionReason = z.infer<typeof rejectionReasonSchema>;

export const feedProblemSchema = z.enum([
  'none',
  'not-configured',
  'disabled',
  'connecting',
  'unreachable',
  'wrong-credentials',
  'table-missing',
  'column-missing',
  'statement-timeout',
  'permission-denied',
  'quota-exceeded',
  'failed',
]);
export type FeedProblem = z.infer<typeof feedProblemSchema>;

/** State of one feed, in the `feed-status` bucket under the organization's id; written by data-processor on change and every few seconds. */
export const feedStatusSchema = z.object({
  v: z.literal(1),
  organizationId: organizationIdSchema,
  state: z.enum(['ok', 'degraded', 'down']),
  problem: feedProblemSchema,
  /** One sentence for people: what is wrong and what to do. */
  reason: platformText,
  rowsRead: z.number().int(),
  scansPublished: z.number().int(),
  rowsQuarantined: z.number().int(),
  rejected: z.partialRecord(rejectionReasonSchema, z.number().int()),
  newestEventAt: instantSchema.nullable(),
  lastReadAt: instantSchema.nullable(),
  /** Newest event time behind the clock, milliseconds; null before the first row or where the source is the clock. */
  lagMs: z.number().nullable(),
  watermark: platformText.nullable(),
  updatedAt: instantSchema,
});
export type FeedStatus = z.infer<typeof feedStatusSchema>;
