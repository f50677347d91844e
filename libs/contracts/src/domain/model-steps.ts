import * as z from 'zod';
import { modelVersionSchema, trainingRunIdSchema } from './ids.js';
import { modelStateSchema, modelTagSchema } from './model-life.js';
import { trainingStatusSchema } from './training-status.js';
import { text } from './text.js';

/** Why a person does something, in their own words. */
export const reasonSchema = text(500);

/** Result of a requested step. */
export const modelDeployedSchema = z.object({
  version: modelVersionSchema,
  state: modelStateSchema,
  previous: modelVersionSchema.nullable(),
  override: z.boolean(),
});
export const modelRolledBackSchema = z.object({ version: modelVersionSchema, previous: modelVersionSchema });
export const modelDeletedSchema = z.object({ version: modelVersionSchema });
export const modelTaggedSchema = z.object({ version: modelVersionSchema, tags: z.array(modelTagSchema) });
export const trainingBegunSchema = z.object({ runId: trainingRunIdSchema, status: trainingStatusSchema });
export const trainingCancelledSchema = z.object({ runId: trainingRunIdSchema });
