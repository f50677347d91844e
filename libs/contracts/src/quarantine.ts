import { z } from 'zod';
import { rejectionReasonSchema } from './feed-status.js';
import { instantSchema, organizationIdSchema } from './ids.js';
import { platformText } from './text.js';

/** A cell's text in quarantine is cut to this many characters. */
export const QUARANTINED_CELL_CHARACTERS_MAX = 200;

/** `dlq.<organizationId>.rows`: a source row that could not be used, so that somebody can see what is wrong with it. */
export const quarantineMessageSchema = z.object({
  v: z.literal(1),
  organizationId: organizationIdSchema,
  reason: rejectionReasonSchema,
  /** What exactly was wrong, for people. */
  detail: platformText,
  /** The raw text of the mapped cells by column; null where the source has null. */
  cells: z.record(platformText, platformText.nullable()),
  /** When it was read, wall clock. */
  readAtMs: z.number(),
});
export type QuarantineMessage = z.infer<typeof quarantineMessageSchema>;

/** The same row on REST. `sequence` grows from row to row. */
export const quarantinedRowSchema = quarantineMessageSchema
  .omit({ v: true, organizationId: true, readAtMs: true })
  .extend({ sequence: z.number().int(), readAt: instantSchema });
export type QuarantinedRow = z.infer<typeof quarantinedRowSchema>;

/** `GET /organizations/:id/feed/quarantine`: newest first. */
export const quarantinePageSchema = z.object({
  items: z.array(quarantinedRowSchema),
  nextCursor: platformText.nullable(),
});
