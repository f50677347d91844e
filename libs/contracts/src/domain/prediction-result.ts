import * as z from 'zod';
import { factorSchema } from './alert-cause.js';
import { componentNameSchema, instantSchema, modelVersionSchema, organizationIdSchema } from './ids.js';
import { platformText } from './text.js';

/** A prediction on the REST and socket surface; times to failure in minutes. */
export const predictionResultSchema = z.object({
  organizationId: organizationIdSchema,
  assetId: platformText,
  probability: z.number(),
  confidence: z.number(),
  predictedComponent: componentNameSchema,
  timeToFailure: z.number(),
  timeToFailureInterval: z.tuple([z.number(), z.number()]),
  modelVersion: modelVersionSchema,
  timestamp: instantSchema,
  features: z.record(platformText, z.number().nullable()),
  topFactors: z.array(factorSchema),
  metadata: z.object({
    processingTime: z.number(),
    modelLoadTime: z.number(),
    featureCount: z.number().int(),
    modelHealth: z.enum(['healthy', 'degraded', 'failed']),
    fallbackUsed: z.boolean(),
  }),
});
export type PredictionResult = z.infer<typeof predictionResultSchema>;
