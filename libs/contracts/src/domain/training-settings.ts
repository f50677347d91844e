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
  /** Of the probability; components and times to failure find their own. */
  numIterations: z.number().int().min(1).max(5_000),
  lambdaL2: z.number().min(0).max(100_000),
  extraTrees: z.boolean(),
};

/**
 * Settings of LightGBM that are fixed; what is not given is chosen by the data. Ranges are LightGBM's own, cut where a model would no longer
 * fit into a bundle.
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

/** What happens to the probability as a value rises, everything else staying as it is. */
export const monotoneDirectionSchema = z.enum(['increasing', 'decreasing']);

/** When and how an organization's models are trained. A change acts on the next training. */
export const trainingSettingsSchema = z.object({
  historyDaysMax: z.number().int().min(1).max(3_660).default(365),
  failuresMin: z.number().int().min(1).default(5),
  /**
   * Share of the failures (or of the assets) that is held out to judge a model by, where there are enough for one such part. The cut moves to
   * where it costs no failure.
   */
  validationShare: z.number().min(0.1).max(0.5).default(0.3),
  /** The alarm budget that a model's threshold is chosen for: at most one false alarm of an asset in so many days. */
  assetDaysPerFalseAlarm: z.number().positive().default(30),
  /** Tags that look as if they knew when the failure comes, and are known not to: the gate lets them pass. */
  trustedTags: z.array(tagNameSchema).max(64).default([]),
  /** People who share the alarms; for what a model will cost each of them. */
  operators: z.number().int().positive().default(1),
  /** When a training begins by itself: five fields (minute, hour, day, month, weekday) in the organization's zone; null: never. */
  schedule: text(100).min(1).nullable().default('0 2 * * 0'),
  /** A scheduled training is left out when one was finished less than this before. */
  cooldownMs: z.number().int().min(0).default(86_400_000),
  /** What a version that passed the gate becomes by itself: it serves, or it runs in shadow until an admin promotes it. */
  deployAs: z.enum(['champion', 'shadow']).default('champion'),
  hyperparameters: hyperparametersSchema.default({}),
  /** Tags with whose present value the probability may only rise, or only fall: what is known of the machine, whatever the data seem to say. */
  monotone: z.record(tagNameSchema, monotoneDirectionSchema).default({}),
  /** So many seconds are spent on a search for better hyperparameters, where failures are enough to tell; null: none. */
  tuneSeconds: z.number().int().min(10).max(3_600).nullable().default(null),
});
export type TrainingSettings = z.infer<typeof trainingSettingsSchema>;
