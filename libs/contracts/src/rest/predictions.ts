import * as z from 'zod';
import { predictionResultSchema } from '../domain/prediction-result.js';
import { featureRowSchema, predictRowsShape, predictionsSchema } from '../domain/prediction-request.js';
import { KiB, MiB, route } from './route.js';

const predictOneSchema = featureRowSchema.extend({ explain: z.boolean().default(false) });
const predictBatchSchema = z.object(predictRowsShape);
const latestSchema = z.object({ items: z.array(predictionResultSchema) });

export const predictRoutes = {
  one: route({
    method: 'POST',
    path: '/api/v1/ml/predict',
    access: 'members',
    tag: 'models',
    body: predictOneSchema,
    bodyBytesMax: 256 * KiB,
    status: 200,
    reply: predictionResultSchema,
    errors: ['PREDICTION.NO_MODEL', 'PREDICTION.MODEL_FAILED', 'RPC.NO_RESPONDER'],
  }),
  batch: route({
    method: 'POST',
    path: '/api/v1/ml/predict/batch',
    access: 'members',
    tag: 'models',
    body: predictBatchSchema,
    bodyBytesMax: 7 * MiB,
    status: 200,
    reply: predictionsSchema,
    errors: ['PREDICTION.NO_MODEL', 'PREDICTION.MODEL_FAILED', 'RPC.NO_RESPONDER'],
  }),
} as const;

export const predictionsRoutes = {
  /** The newest prediction of each asset. */
  read: route({
    method: 'GET',
    path: '/api/v1/predictions/latest',
    access: 'members',
    tag: 'predictions',
    status: 200,
    reply: latestSchema,
  }),
} as const;
