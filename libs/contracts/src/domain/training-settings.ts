import * as z from 'zod';
import { tagNameSchema } from './ids.js';
import { text } from './text.js';

const HYPERPARAMETERS = {
  numLeaves: z.number().int().min(2).max(4_096),
  learningRate: z.number().gt(0).max(1),
  featureFraction: z.number().gt(0).max(1),
  baggingFraction: z.number().gt(0).max(1),
  /** 0: no bagging. */
  baggingFreq: z.number().int().min(0).max(1_000),
  minDataInLeaf: z.number().int().min(1).max(1_000_000),
  /** -1: no limit. */
  maxDepth: z.number().int().min(-1).max(64),
  /**
   * Trees of the probability model; components and times to failure choose their number themselves.
   */
  numIterations: z.number().int().min(1).max(5_000),
  lambdaL2: z.number().min(0).max(100_000),
  extraTrees: z.boolean(),
};

/**
 * Fixed settings of LightGBM; the data choose those that are not given. Ranges are LightGBM's,
 * reduced where a model would no longer fit into a bundle.
 */
export const hyperparametersSchema = z
  .strictObject(HYPERPARAMETERS, {
    error: (issue) =>
      issue.code === 'unrecognized_keys'
        ? `there is no hyperparameter ${issue.keys.join(', ')}; known are ${Object.keys(HYPERPARAMETERS).join(', ')}`
        : undefined,
  })
  .partial();
export type Hyperparameters = z.infer<typeof hyperparametersSchema>;

/** How the probability changes as a value rises and everything else stays the same. */
export const monotoneDirectionSchema = z.enum(['increasing', 'decreasing']);

/** When and how an organization's models are trained. A change acts on the next training. */
export const trainingSettingsSchema = z.object({
  historyDaysMax: z.number().int().min(1).max(3_660).default(365),
  failuresMin: z.number().int().min(1).default(5),
  /**
   * Share of the failures (or of the assets) that is held out to judge a model by, where there are
   * enough for one such part. The cut moves to a place where no failure is lost.
   */
  validationShare: z.number().min(0.1).max(0.5).default(0.3),
  /**
   * The alarm budget that a model's threshold is chosen for: at most one false alarm per asset in
   * this many days.
   */
  assetDaysPerFalseAlarm: z.number().positive().default(30),
  /**
   * Tags that seem to know when the failure comes, but are known to be honest: the gate accepts
   * them.
   */
  trustedTags: z.array(tagNameSchema).max(64).default([]),
  /** Number of people who share the alarms, for the expected alarms per person. */
  operators: z.number().int().positive().default(1),
  /**
   * When a training starts automatically: five fields (minute, hour, day, month, weekday) in the
   * organization's zone; null: never.
   */
  schedule: text(100).min(1).nullable().default('0 2 * * 0'),
  /** A scheduled training is skipped when another finished less than this time before. */
  cooldownMs: z.number().int().min(0).default(86_400_000),
  /**
   * What happens to a version that passed the gate: it serves, or it runs in shadow until an admin
   * promotes it.
   */
  deployAs: z.enum(['champion', 'shadow']).default('champion'),
  hyperparameters: hyperparametersSchema.default({}),
  /**
   * Tags for which the probability may only rise, or only fall, with the present value: knowledge
   * of the machine, whatever the data suggest.
   */
  monotone: z.record(tagNameSchema, monotoneDirectionSchema).default({}),
  /**
   * Seconds for a search for better hyperparameters, if there are enough failures to compare them;
   * null: no search.
   */
  tuneSeconds: z.number().int().min(10).max(3_600).nullable().default(null),
});
export type TrainingSettings = z.infer<typeof trainingSettingsSchema>;
