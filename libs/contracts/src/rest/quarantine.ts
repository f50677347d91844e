import * as z from 'zod';
import { instantSchema } from '../domain/ids.js';
import { unusableRowSchema } from '../domain/quarantine.js';
import { platformText } from '../domain/text.js';

/** A row of the quarantine. `sequence` increases from row to row. */
export const quarantinedRowSchema = unusableRowSchema.extend({
  sequence: z.number().int(),
  readAt: instantSchema,
});
export type QuarantinedRow = z.infer<typeof quarantinedRowSchema>;

/** `GET /organizations/:id/feed/quarantine`: newest first. */
export const quarantinePageSchema = z.object({
  items: z.array(quarantinedRowSchema),
  nextCursor: platformText.nullable(),
});
