import * as z from 'zod';
import { eventMetricsSchema } from './candidate-judgement.js';
import {
  componentNameSchema,
  featureSetHashSchema,
  instantSchema,
  modelVersionSchema,
  organizationIdSchema,
} from './ids.js';
import { judgementSchema, verdictSchema } from './judgement.js';
import { platformText } from './text.js';
import { trainingSettingsSchema } from './training-settings.js';

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
