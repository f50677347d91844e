import * as z from 'zod';
import { instantSchema, modelVersionSchema, organizationIdSchema, userIdSchema } from '../domain/ids.js';
import { modelActionSchema } from '../domain/model-life.js';
import { platformText } from '../domain/text.js';

/** `models.<organizationId>.registered`: a complete bundle is in the artifact store. */
export const modelRegisteredSchema = z.object({
  v: z.literal(1),
  organizationId: organizationIdSchema,
  version: modelVersionSchema,
  /** Path of the bundle's folder relative to the artifact store. */
  artifactPath: platformText,
  promote: z.boolean(),
});
export type ModelRegistered = z.infer<typeof modelRegisteredSchema>;

/** The part of a step that is stored with the live pointer. */
const flipReasonSchema = z.object({
  action: modelActionSchema,
  actorId: userIdSchema.nullable(),
  /**
   * Correlation id of the request that caused it, for the audit log; null or absent: no request
   * caused it.
   */
  correlationId: platformText.nullable().optional(),
  reason: platformText,
  override: z.boolean(),
});

/**
 * Live pointer of one organization, in the `live-models` bucket under the organization's id.
 * Written by model-cache only.
 */
export const liveModelSchema = z.object({
  v: z.literal(1),
  organizationId: organizationIdSchema,
  version: modelVersionSchema,
  artifactPath: platformText,
  flippedAt: instantSchema,
  /**
   * Who flipped it and why: the register records this later if it was unreachable at the flip.
   * Absent: flipped before this field existed.
   */
  step: flipReasonSchema.optional(),
});
export type LiveModel = z.infer<typeof liveModelSchema>;

/**
 * The version that runs beside the live one and raises no alerts, in the `shadow-models` bucket.
 * Written by model-cache only.
 */
export const shadowModelSchema = z.object({
  v: z.literal(1),
  organizationId: organizationIdSchema,
  version: modelVersionSchema,
  artifactPath: platformText,
  since: instantSchema,
});
export type ShadowModel = z.infer<typeof shadowModelSchema>;
