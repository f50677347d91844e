import * as z from 'zod';
import { instantSchema, modelVersionSchema, trainingRunIdSchema, userIdSchema } from '../domain/ids.js';
import { reasonSchema, trainingBegunSchema, trainingCancelledSchema } from '../domain/model-steps.js';
import { modelMetricsSchema } from '../domain/model.js';
import { trainingStageSchema, trainingTriggerSchema } from '../domain/training-status.js';
import { platformText } from '../domain/text.js';
import { pageOf, pageQuerySchema } from './page.js';
import { route } from './route.js';

/** One line of the log of a training. */
export const trainingLogLineSchema = z.object({
  at: instantSchema,
  stage: trainingStageSchema,
  text: platformText,
});

/** One training as lists show it. */
export const trainingRunSchema = z.object({
  id: trainingRunIdSchema,
  stage: trainingStageSchema,
  /** 0-1 within the whole run. */
  progress: z.number().min(0).max(1),
  /** One sentence for people: what happens now, or why it stopped and what to do. */
  reason: platformText,
  /** What started it. */
  trigger: trainingTriggerSchema,
  /** User who asked for it; null: the platform. */
  requestedBy: userIdSchema.nullable(),
  /** The reason, in the user's words. */
  request: platformText,
  /** Increases with each retry. */
  attempt: z.number().int(),
  startedAt: instantSchema,
  finishedAt: instantSchema.nullable(),
  /** The version that it registered. */
  version: modelVersionSchema.nullable(),
  metrics: modelMetricsSchema.nullable(),
});
export type TrainingRun = z.infer<typeof trainingRunSchema>;

/**
 * `leftMs`: estimate of the time that is left; null where it does not run or no estimate exists
 * yet.
 */
export const trainingDetailSchema = trainingRunSchema.extend({
  leftMs: z.number().nullable(),
  log: z.array(trainingLogLineSchema),
});
const reasonBodySchema = z.object({ reason: reasonSchema.trim().default('') });

export const trainingsRoutes = {
  train: route({
    method: 'POST',
    path: '/api/v1/ml/train',
    access: 'admins',
    tag: 'models',
    summary: 'Requests a training',
    description:
      'Its progress is in `trainings/:runId`, in `status`, and on the socket. 409 `TRAINING.RUNNING` where a training is running or queued.',
    body: reasonBodySchema.optional(),
    status: 202,
    reply: trainingBegunSchema,
    errors: ['TRAINING.RUNNING', 'RPC.NO_RESPONDER'],
  }),
  cancel: route({
    method: 'POST',
    path: '/api/v1/ml/train/cancel',
    access: 'admins',
    tag: 'models',
    summary: 'Cancels the running or queued training',
    body: reasonBodySchema.optional(),
    status: 200,
    reply: trainingCancelledSchema,
    errors: ['TRAINING.NOT_RUNNING', 'RPC.NO_RESPONDER'],
  }),
  cancelOne: route({
    method: 'DELETE',
    path: '/api/v1/ml/trainings/:runId',
    access: 'admins',
    tag: 'models',
    summary: 'Cancels one training; 409 `TRAINING.NOT_RUNNING` if it has ended',
    params: { runId: trainingRunIdSchema },
    status: 200,
    reply: trainingCancelledSchema,
    errors: ['TRAINING.NOT_FOUND', 'TRAINING.NOT_RUNNING', 'RPC.NO_RESPONDER'],
  }),
  list: route({
    method: 'GET',
    path: '/api/v1/ml/trainings',
    access: 'members',
    tag: 'models',
    summary: 'Trainings, newest first',
    query: pageQuerySchema,
    status: 200,
    reply: pageOf(trainingRunSchema),
    errors: ['REQUEST.CURSOR_UNREADABLE'],
  }),
  training: route({
    method: 'GET',
    path: '/api/v1/ml/trainings/:runId',
    access: 'members',
    tag: 'models',
    summary: 'One training with stage, progress, estimate of the time left, and log',
    params: { runId: trainingRunIdSchema },
    status: 200,
    reply: trainingDetailSchema,
    errors: ['TRAINING.NOT_FOUND'],
  }),
} as const;
