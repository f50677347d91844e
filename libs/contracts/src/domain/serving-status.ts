import * as z from 'zod';
import { instantSchema, modelVersionSchema, organizationIdSchema } from './ids.js';
import { modelFindingSchema } from './model-watch.js';
import { platformText } from './text.js';

/** What the sentence of a serving status says. */
export const servingCauseSchema = z.enum([
  'no-model',
  /** The configuration gives no features: no tag is a model input, or the organization is gone. */
  'no-features',
  'warming',
  /** The live version expects other features than are computed now. */
  'other-features',
  /** The live version cannot be read. */
  'damaged',
  /** The live version gives no usable answers. */
  'failing',
  /** The last candidate was refused, taken back or overtaken. */
  'refused',
]);
export type ServingCause = z.infer<typeof servingCauseSchema>;

/**
 * What serves an organization now, in the `model-status` bucket under `<organizationId>.serving`.
 */
export const servingStatusSchema = z.object({
  v: z.literal(1),
  organizationId: organizationIdSchema,
  /** `rules-only`: no usable model, only rules work; `reason` says why. */
  state: z.enum(['rules-only', 'warming', 'live', 'failed']),
  version: modelVersionSchema.nullable(),
  reason: platformText,
  /** What `reason` says. Absent: it says nothing, or an older writer. */
  cause: servingCauseSchema.optional(),
  updatedAt: instantSchema,
  /**
   * Sequence of the last `models.*.registered` that was judged (served or refused): model-cache
   * continues after it.
   */
  judgedSequence: z.number().int().optional(),
  /** The version that runs beside the live one and raises no alerts. */
  shadowVersion: modelVersionSchema.nullable().optional(),
  /**
   * An admin put the live version into service although the gate had refused it or it had failed
   * before.
   */
  override: z.boolean().optional(),
  /**
   * What the health watch found of the live model and the stored versions. Absent: it has not
   * looked yet.
   */
  watch: z.array(modelFindingSchema).optional(),
});
export type ServingStatus = z.infer<typeof servingStatusSchema>;
