import * as z from 'zod';
import { organizationIdSchema, trainingRunIdSchema, userIdSchema } from '../../domain/ids.js';
import { reasonSchema, trainingBegunSchema, trainingCancelledSchema } from '../../domain/model-steps.js';
import { defineRequest } from '../define-request.js';

/** Requests to training. */
export const trainingRequests = {
  /** @throws `TRAINING.RUNNING` (conflict) where a run is already running or queued. */
  train: defineRequest({
    service: 'training',
    name: 'train',
    request: z.object({
      organizationId: organizationIdSchema,
      actorId: userIdSchema.nullable().default(null),
      reason: reasonSchema.default(''),
    }),
    reply: trainingBegunSchema,
    timeoutMs: 5_000,
    audience: 'one',
    askedBy: ['gateway'],
  }),
  cancelTraining: defineRequest({
    service: 'training',
    name: 'cancel-training',
    request: z.object({
      organizationId: organizationIdSchema,
      /** Null: the run that is running or queued. */
      runId: trainingRunIdSchema.nullable(),
      actorId: userIdSchema.nullable(),
      reason: reasonSchema,
    }),
    reply: trainingCancelledSchema,
    timeoutMs: 5_000,
    audience: 'one',
    askedBy: ['gateway'],
  }),
} as const;
