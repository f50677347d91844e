import * as z from 'zod';
import { modelVersionSchema } from '../domain/ids.js';

/** What is known of the use of an organization's live model, in the `model-use` bucket; private to model-cache. */
export const modelUseSchema = z.object({
  v: z.literal(1),
  version: modelVersionSchema,
  /** The last prediction that was told of; null: none was. */
  predictedAtMs: z.number().nullable(),
  /** From here on, without a gap, a prediction would have been told of. */
  watchedSinceMs: z.number(),
  /** When it was looked at last. */
  checkedAtMs: z.number(),
});
export type ModelUse = z.infer<typeof modelUseSchema>;
