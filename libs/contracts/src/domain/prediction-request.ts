import * as z from 'zod';
import { assetIdSchema, instantSchema } from './ids.js';
import { predictionResultSchema } from './prediction-result.js';
import { text } from './text.js';

const featureNameSchema = text(256);

/** A row to predict for: feature values by name; a missing name or null is a missing feature. */
export const featureRowSchema = z.object({
  assetId: assetIdSchema,
  timestamp: instantSchema.optional(),
  features: z.record(featureNameSchema, z.number().nullable()),
});

/** Rows to predict for. */
export const predictRowsShape = {
  rows: z.array(featureRowSchema).min(1).max(1_000),
  explain: z.boolean().default(false),
};

/** One prediction a row, in their order. */
export const predictionsSchema = z.object({ predictions: z.array(predictionResultSchema) });
