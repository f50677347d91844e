import * as z from 'zod';
import { instantSchema, organizationIdSchema, trainingRunIdSchema } from './ids.js';
import { platformText } from './text.js';

/** Stages of a training run, for people who wait. */
export const trainingStageSchema = z.enum([
  'waiting',
  'extracting',
  'labelling',
  'training',
  'evaluating',
  'registering',
  'done',
  'refused',
  'failed',
  'cancelled',
]);
export type TrainingStage = z.infer<typeof trainingStageSchema>;

/** What started a training. `first`: no model yet; `changed`: no model for the present features. */
export const trainingTriggerSchema = z.enum(['first', 'changed', 'asked', 'schedule']);
export type TrainingTrigger = z.infer<typeof trainingTriggerSchema>;

/** Why no training runs: what `reason` says while the stage is `waiting`. */
export const trainingWaitSchema = z.enum([
  'disabled',
  'no-feed',
  'no-mapping',
  'no-inputs',
  'no-failures-defined',
  /** It begins when its turn comes. */
  'queued',
  /** The history holds too little to learn from; it is tried again. */
  'too-little-history',
  /** An attempt failed; it is tried again. */
  'tried-again',
  'stopped',
]);
export type TrainingWait = z.infer<typeof trainingWaitSchema>;

export const trainingStatusSchema = z.object({
  v: z.literal(1),
  organizationId: organizationIdSchema,
  runId: trainingRunIdSchema.nullable(),
  stage: trainingStageSchema,
  /** 0-1 within the whole run. */
  progress: z.number().min(0).max(1),
  /** One sentence for people: what happens now, or why it stopped and what to do. */
  reason: platformText,
  /** Absent: the stage is another one, or an older writer. */
  waitsFor: trainingWaitSchema.optional(),
  updatedAt: instantSchema,
  /** Estimate of the time that is left; null where nothing runs or nothing is known yet. */
  leftMs: z.number().min(0).nullable().optional(),
  /** When the schedule starts the next training; null where there is no schedule. */
  nextAt: instantSchema.nullable().optional(),
  /** Set after the last retry, until a training succeeds: what admins must do. */
  attention: platformText.nullable().optional(),
});
export type TrainingStatus = z.infer<typeof trainingStatusSchema>;
