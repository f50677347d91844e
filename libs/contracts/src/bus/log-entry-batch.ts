import * as z from 'zod';
import { logKindSchema, logEntrySchema } from '../domain/log-entry.js';
import { organizationIdSchema } from '../domain/ids.js';
import { text } from '../domain/text.js';

export const LOG_ENTRY_BATCH_MAX = 64;

/**
 * `events.<organizationId>.<kind>`, from a table of its feed, and `events.<organizationId>.given-<kind>`, given over REST: entries of the logs
 * of an organization's assets. The same asset, code and instant is the same entry, however often it comes and whatever way. In any order of time.
 */
export const logEntryBatchSchema = z.object({
  v: z.literal(1),
  organizationId: organizationIdSchema,
  kind: logKindSchema,
  /** Which log table under which mapping they were read from, where they were: under a corrected mapping they count no more. */
  log: text(64).optional(),
  /** When they were given or taken back over REST, milliseconds: what is given again after it was taken back is another message. */
  givenAtMs: z.number().optional(),
  /** They were a mistake and are taken back: features forget them. */
  takenBack: z.literal(true).optional(),
  events: z.array(logEntrySchema).min(1).max(LOG_ENTRY_BATCH_MAX),
});
export type LogEntryBatch = z.infer<typeof logEntryBatchSchema>;
