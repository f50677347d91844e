import * as z from 'zod';
import { instantSchema, organizationIdSchema } from './ids.js';
import { platformText } from './text.js';

/** A message that nobody could use, without what it holds. */
export const deadLetterSchema = z.object({
  /** Its place among the dead letters; names it. */
  sequence: z.number().int().positive(),
  /** Null: its subject named none. */
  organizationId: organizationIdSchema.nullable(),
  /** First token of the subject that it came on, for example `scans`; `rows`: a row of a source, which is in the feed's quarantine too. */
  noun: platformText,
  originalSubject: platformText,
  /** Who could not use it. */
  consumer: platformText,
  /** Why, for example `BUS.WRONG_TENANT`. */
  code: platformText,
  reason: platformText,
  storedAt: instantSchema,
  payloadBytes: z.number().int(),
});
export type DeadLetterSummary = z.infer<typeof deadLetterSchema>;
