import * as z from 'zod';
import { instantSchema, modelVersionSchema, organizationIdSchema, userIdSchema } from '../domain/ids.js';
import { modelActionSchema } from '../domain/model.js';
import { platformText } from '../domain/text.js';

/** `models.<organizationId>.registered`: a bundle lies whole in the artifact store. */
export const modelRegisteredSchema = z.object({
  v: z.literal(1),
  organizationId: organizationIdSchema,
  version: modelVersionSchema,
  /** Path of the bundle's folder relative to the artifact store. */
  artifactPath: platformText,
  promote: z.boolean(),
});
export type ModelRegistered = z.infer<typeof modelRegisteredSchema>;

/** The part of a step that goes with the live pointer. */
const flipReasonSchema = z.object({
  action: modelActionSchema,
  actorId: userIdSchema.nullable(),
  /** Of the request that it came from, for the audit log; null or absent: it came from none. */
  correlationId: platformText.nullable().optional(),
  reason: platformText,
  override: z.boolean(),
});

/** Live pointer of one organization, in the `live-models` bucket under the organization's id. Written by model-cache only. */
export const liveModelSchema = z.object({
  v: z.literal(1),
  organizationId: organizationIdSchema,
  version: modelVersionSchema,
  artifactPath: platformText,
  flippedAt: instantSchema,
  /** Who flipped it and why: what the register says of it when it was away at the flip. Absent: flipped before this was kept. */
  step: flipReasonSchema.optional(),
});
export type LiveModel = z.infer<typeof liveModelSchema>;

/** The version that runs beside the live one and alerts nobody, in the `shadow-models` bucket. Written by model-cache only. */
export const shadowModelSchema = z.object({
  v: z.literal(1),
  organizationId: organizationIdSchema,
  version: modelVersionSchema,
  artifactPath: platformText,
  since: instantSchema,
});
export type ShadowModel = z.infer<typeof shadowModelSchema>;
