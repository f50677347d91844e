import * as z from 'zod';
import { modelVersionSchema, organizationIdSchema } from '../../domain/ids.js';
import { predictRowsShape, predictionsSchema } from '../../domain/prediction-request.js';
import { platformText } from '../../domain/text.js';
import { defineRequest } from '../define-request.js';

/** Requests to prediction. */
export const predictionRequests = {
  predict: defineRequest({
    service: 'prediction',
    name: 'predict',
    request: z.object({
      organizationId: organizationIdSchema,
      ...predictRowsShape,
    }),
    reply: predictionsSchema,
    timeoutMs: 5_000,
    audience: 'one',
    askedBy: ['gateway'],
  }),
  /** Load a version beside the live one and re-score its golden rows; answered when warm. */
  warmModel: defineRequest({
    service: 'prediction',
    name: 'warm-model',
    request: z.object({
      organizationId: organizationIdSchema,
      version: modelVersionSchema,
      artifactPath: platformText,
    }),
    reply: z.object({ replica: platformText, ok: z.boolean(), reason: platformText }),
    timeoutMs: 10_000,
    audience: 'each',
    askedBy: ['model-cache'],
  }),
} as const;
