import * as z from 'zod';
import { organizationIdSchema } from '../domain/ids.js';
import { unusableRowSchema } from '../domain/quarantine.js';

/** `dlq.<organizationId>.rows`: a source row that could not be used. */
export const quarantineMessageSchema = z.object({
  v: z.literal(1),
  organizationId: organizationIdSchema,
  ...unusableRowSchema.shape,
  /** When it was read, wall clock. */
  readAtMs: z.number(),
});
export type QuarantineMessage = z.infer<typeof quarantineMessageSchema>;
