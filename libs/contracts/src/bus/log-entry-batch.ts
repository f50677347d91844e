import * as z from 'zod';
import { logKindSchema, logEntrySchema } from '../domain/log-entry.js';
import { organizationIdSchema } from '../domain/ids.js';
import { text } from '../domain/text.js';

export const LOG_ENTRY_BATCH_MAX = 64;

/**
 * Log entries of an organization's assets: on `events.<organizationId>.<kind>` from a table of the
 * feed, on `events.<organizationId>.given-<kind>` given over REST. The same asset, code and instant
 * is the same entry, however often and by whichever way it comes. They come in any order of time.
 */
export const logEntryBatchSchema = z.object({
  v: z.literal(1),
  organizationId: organizationIdSchema,
  kind: logKindSchema,
  /**
   * The log table and the mapping under which they were read, if they were read from a table. After
   * the mapping is corrected they no longer count.
   */
  log: text(64).optional(),
  /**
   * When they were given or taken back over REST, milliseconds. An entry that is given again after
   * it was taken back is another message.
   */
  givenAtMs: z.number().optional(),
  /** The entries were a mistake and are taken back: features forget them. */
  takenBack: z.literal(true).optional(),
  events: z.array(logEntrySchema).min(1).max(LOG_ENTRY_BATCH_MAX),
});
export type LogEntryBatch = z.infer<typeof logEntryBatchSchema>;
