import * as z from 'zod';
import { instantSchema, organizationIdSchema } from './ids.js';
import { platformText } from './text.js';

/** A message that no reader could use, without its content. */
export const deadLetterSchema = z.object({
  /** Its sequence among the dead letters, which identifies it. */
  sequence: z.number().int().positive(),
  /** Null: the subject names no organization. */
  organizationId: organizationIdSchema.nullable(),
  /**
   * First token of its subject, for example `scans`; `rows`: a row of a source, which is also in
   * the feed's quarantine.
   */
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
