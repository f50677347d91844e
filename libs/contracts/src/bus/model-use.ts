import * as z from 'zod';
import { modelVersionSchema } from '../domain/ids.js';

/**
 * What is known of the use of an organization's live model, in the `model-use` bucket; private to
 * model-cache.
 */
export const modelUseSchema = z.object({
  v: z.literal(1),
  version: modelVersionSchema,
  /** The last reported prediction; null: none was reported. */
  predictedAtMs: z.number().nullable(),
  /** Since this instant, without a gap, any prediction would have been reported. */
  watchedSinceMs: z.number(),
  /** When the watch looked at it last. */
  checkedAtMs: z.number(),
});
export type ModelUse = z.infer<typeof modelUseSchema>;
