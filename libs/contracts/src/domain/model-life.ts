import * as z from 'zod';
import { instantSchema, modelVersionSchema, userIdSchema } from './ids.js';
import { platformText, textLike } from './text.js';

/**
 * Life of a version: `registered` (passed the gate, or there was none) or `refused` (by the gate) →
 * `shadow` (predicts, raises no alerts) → `champion` (serves) → `retired`; `quarantined`: failed in
 * service.
 */
export const modelStateSchema = z.enum([
  'registered',
  'refused',
  'shadow',
  'champion',
  'retired',
  'quarantined',
]);
export type ModelState = z.infer<typeof modelStateSchema>;

/**
 * What can happen to a version. `rolled-back`: it serves again because a later one was taken back.
 */
export const modelActionSchema = z.enum([
  'registered',
  'refused',
  'shadowed',
  'promoted',
  'rolled-back',
  'returned',
  'retired',
  'quarantined',
  'deleted',
  'tagged',
]);
export type ModelAction = z.infer<typeof modelActionSchema>;

/** How a champion stopped serving. An automatic rollback returns only to a superseded one. */
export const leftServiceSchema = z.enum(['superseded', 'rolled-back', 'quarantined']);
export type LeftService = z.infer<typeof leftServiceSchema>;

/** One entry of the deployment history. */
export const modelStepSchema = z.object({
  at: instantSchema,
  version: modelVersionSchema,
  action: modelActionSchema,
  /** Null: it did not exist before. */
  from: modelStateSchema.nullable(),
  /** Null: it no longer exists. */
  to: modelStateSchema.nullable(),
  /** User who acted; null for the platform itself. */
  actorId: userIdSchema.nullable(),
  /** One sentence for people. */
  reason: platformText,
  /** An admin put it into service although the gate had refused it or it had failed. */
  override: z.boolean(),
});
export type ModelStep = z.infer<typeof modelStepSchema>;

/** Short words by which people find versions, for example `winter-recipe`. */
export const modelTagSchema = textLike(
  /^[a-z0-9][a-z0-9._-]{0,39}$/,
  'lower-case letters, digits, ".", "_" and "-"; at most 40',
);
