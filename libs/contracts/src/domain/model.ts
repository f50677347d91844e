import * as z from 'zod';
import { factorSchema } from './alert-cause.js';
import { eventMetricsSchema } from './candidate-judgement.js';
import {
  componentNameSchema,
  featureSetHashSchema,
  instantSchema,
  modelVersionSchema,
  organizationIdSchema,
  trainingRunIdSchema,
  userIdSchema,
} from './ids.js';
import { judgementSchema, verdictSchema } from './judgement.js';
import { modelFindingSchema } from './model-watch.js';
import { trainingSettingsSchema } from './training-settings.js';
import { platformText, textLike } from './text.js';

/**
 * Distribution of one feature on healthy training rows: confidence and explanations use it.
 * Quantiles of finite values.
 */
export const featureReferenceSchema = z.object({
  name: platformText,
  /** Share of the model's total gain, 0-1; sums to 1 over all features. */
  importance: z.number().min(0).max(1),
  /** Share of training rows in which it was missing, 0-1. */
  missingShare: z.number().min(0).max(1),
  q01: z.number(),
  q10: z.number(),
  q50: z.number(),
  q90: z.number(),
  q99: z.number(),
});
export type FeatureReference = z.infer<typeof featureReferenceSchema>;

export const modelMetricsSchema = z.object({
  rowsTrain: z.number().int(),
  rowsTest: z.number().int(),
  positivesTrain: z.number().int(),
  positivesTest: z.number().int(),
  eventsTrain: z.number().int(),
  eventsTest: z.number().int(),
  auc: z.number().nullable(),
  averagePrecision: z.number().nullable(),
  baseRate: z.number().nullable(),
  event: eventMetricsSchema.nullable(),
});
export type ModelMetrics = z.infer<typeof modelMetricsSchema>;

/** As given to LightGBM. */
export const usedHyperparametersSchema = z.record(platformText, z.union([z.number(), z.boolean()]));

/** Settings of the trees of one model, and how many there are. */
export const trainedTreesSchema = z.object({
  preset: platformText,
  rounds: z.number().int(),
  hyperparameters: usedHyperparametersSchema,
});

/**
 * Origin of a version. Together with its data, seed and libraries it is enough to make the version
 * again.
 */
export const modelLineageSchema = z.object({
  /**
   * Version and commit of the code that trained it, for example `0.1.0+6ebff1c`; `0.1.0+unknown`
   * where the commit is unknown.
   */
  codeRevision: platformText,
  /** SHA-256 (hex) of the organization's settings that it was trained with. */
  settingsDigest: platformText,
  /**
   * Name of the chosen preset, or `trial-` and a number for a result of the search; for a mean all
   * names, joined by `+`.
   */
  preset: platformText,
  /**
   * All hyperparameters that were used, fixed or chosen; a training with these fixed gives the same
   * model, unless it is a mean of several.
   */
  hyperparameters: usedHyperparametersSchema,
  /** The models in the mean, the best scoring first; empty where there is only one. */
  blend: z.array(trainedTreesSchema).default([]),
  /** Trees of the probability model. */
  rounds: z.number().int(),
  /** Settings that a search tried; 0: none was made. */
  trials: z.number().int(),
  monotone: trainingSettingsSchema.shape.monotone,
  /**
   * The champion at the time of training, against which it was judged; null where there was none.
   */
  parent: modelVersionSchema.nullable(),
});

export type ModelLineage = z.infer<typeof modelLineageSchema>;

/**
 * The answer for a row with a probability below `floor`: each component's share of the failures
 * seen in training, applied to its probability, and the times to failure before failures showed.
 */
export const belowFloorSchema = z.object({
  floor: z.number().min(0).max(1),
  /** One per component, in Float32 as in the graph. */
  componentShares: z.array(z.number()),
  /** Minutes; quantiles 10, 50, 90. */
  timeToFailure: z.tuple([z.number(), z.number(), z.number()]),
});
export type BelowFloor = z.infer<typeof belowFloorSchema>;

/**
 * `manifest.json` of a model bundle. `model.onnx` takes `features` Float32 [n, features.length]
 * (NaN = missing) and gives `probability` [n, 1] (calibrated, of a failure within the horizon),
 * `component` [n, components.length] (share per component, sums to 1) and `time_to_failure` [n, 3]
 * (minutes; quantiles 10, 50, 90).
 */
export const modelManifestSchema = z.object({
  v: z.literal(1),
  organizationId: organizationIdSchema,
  version: modelVersionSchema,
  featureSetHash: featureSetHashSchema,
  featureNames: z.array(platformText).min(1),
  components: z.array(componentNameSchema).min(1),
  horizonMs: z.number().int().positive(),
  probabilityMin: z.number(),
  createdAt: instantSchema,
  trainedFrom: instantSchema,
  trainedTo: instantSchema,
  seed: z.number().int(),
  dataDigest: platformText,
  libraries: z.record(platformText, platformText),
  reference: z.array(featureReferenceSchema),
  metrics: modelMetricsSchema,
  /** null for models that were not yet judged this way. */
  judgement: judgementSchema.nullable().default(null),
  verdict: verdictSchema.nullable().default(null),
  /** SHA-256 (hex) of every other file of the bundle. */
  files: z.record(platformText, platformText),
  /**
   * Together with `probability.onnx` it answers a batch in which no row reaches the floor. null for
   * older models without one.
   */
  belowFloor: belowFloorSchema.nullable().default(null),
  /** null for older models, which do not store it. */
  lineage: modelLineageSchema.nullable().default(null),
});
export type ModelManifest = z.infer<typeof modelManifestSchema>;

/**
 * `golden.json`: rows with the outputs that the trainer saw; loading re-scores them. null stands
 * for NaN.
 */
export const goldenRowsSchema = z.object({
  features: z.array(z.array(z.number().nullable())),
  probability: z.array(z.number()),
  component: z.array(z.array(z.number())),
  timeToFailure: z.array(z.array(z.number())),
  tolerance: z.number().positive(),
});
export type GoldenRows = z.infer<typeof goldenRowsSchema>;

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

/** What the sentence of a serving status says. */
export const servingCauseSchema = z.enum([
  'no-model',
  /** The configuration gives no features: no tag is a model input, or the organization is gone. */
  'no-features',
  'warming',
  /** The live version expects other features than are computed now. */
  'other-features',
  /** The live version cannot be read. */
  'damaged',
  /** The live version gives no usable answers. */
  'failing',
  /** The last candidate was refused, taken back or overtaken. */
  'refused',
]);
export type ServingCause = z.infer<typeof servingCauseSchema>;

/**
 * What serves an organization now, in the `model-status` bucket under `<organizationId>.serving`.
 */
export const servingStatusSchema = z.object({
  v: z.literal(1),
  organizationId: organizationIdSchema,
  /** `rules-only`: no usable model, only rules work; `reason` says why. */
  state: z.enum(['rules-only', 'warming', 'live', 'failed']),
  version: modelVersionSchema.nullable(),
  reason: platformText,
  /** What `reason` says. Absent: it says nothing, or an older writer. */
  cause: servingCauseSchema.optional(),
  updatedAt: instantSchema,
  /**
   * Sequence of the last `models.*.registered` that was judged (served or refused): model-cache
   * continues after it.
   */
  judgedSequence: z.number().int().optional(),
  /** The version that runs beside the live one and raises no alerts. */
  shadowVersion: modelVersionSchema.nullable().optional(),
  /**
   * An admin put the live version into service although the gate had refused it or it had failed
   * before.
   */
  override: z.boolean().optional(),
  /**
   * What the health watch found of the live model and the stored versions. Absent: it has not
   * looked yet.
   */
  watch: z.array(modelFindingSchema).optional(),
});
export type ServingStatus = z.infer<typeof servingStatusSchema>;

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
