import * as z from 'zod';
import {
  componentNameSchema,
  instantSchema,
  modelVersionSchema,
  ruleIdSchema,
  tagNameSchema,
} from './ids.js';
import { severitySchema } from './rule.js';
import { platformText, text } from './text.js';

/**
 * One feature of a prediction: its value, its usual range on healthy rows (quantiles 10 and 90) and
 * what it adds to the log-odds of a failure, an exact Shapley value: over all features they sum to
 * the row's log-odds less the model's mean.
 */
export const factorSchema = z.object({
  feature: platformText,
  value: z.number().nullable(),
  usual: z.tuple([z.number(), z.number()]).nullable(),
  contribution: z.number(),
  /**
   * Whether it speaks for a failure or against it; factors of earlier versions always speak for
   * one.
   */
  direction: z.enum(['raises', 'lowers']).default('raises'),
});
export type Factor = z.infer<typeof factorSchema>;

const ofAsset = {
  /** The organization's name for the asset. */
  assetName: text(120),
};
const ofRule = {
  ...ofAsset,
  /** The organization's name for the rule. */
  ruleTitle: text(160),
  /** Operating state of the asset; null where it is unknown. */
  state: text(64).nullable(),
};
const ofTag = {
  ...ofRule,
  tag: tagNameSchema,
  /** The organization's name for the tag; empty where it has none. */
  label: text(200),
  /** Event time since which the condition has held. */
  since: instantSchema,
};
const ofNumber = {
  ...ofTag,
  /** Unit of the tag and of every number here. */
  unit: text(60),
  /** As it was measured. */
  value: z.number(),
};

/** A value is far from its set value. */
export const deviationFactsSchema = z.object({
  type: z.literal('deviation'),
  ...ofNumber,
  setValueTag: tagNameSchema,
  setValue: z.number(),
  /**
   * Least distance of the worst band that the value is in; null where only the deadband holds it.
   */
  limit: z.number().nullable(),
});

/** A value is beyond a limit. */
export const limitFactsSchema = z.object({
  type: z.literal('limit'),
  ...ofNumber,
  side: z.enum(['high', 'low']),
  /** The worst limit that the value has crossed; null where only the deadband holds it. */
  limit: z.number().nullable(),
});

/** A flag is on. */
export const flagFactsSchema = z.object({ type: z.literal('flag'), ...ofTag });

/** An asset sends nothing. */
export const noDataFactsSchema = z.object({
  type: z.literal('no-data'),
  ...ofRule,
  /** How long the silence had lasted when it was noticed. */
  silentMs: z.number(),
  /** How long a silence may last. */
  afterMs: z.number(),
});

/** A component is expected to fail. */
export const predictionFactsSchema = z.object({
  type: z.literal('prediction'),
  ...ofAsset,
  component: componentNameSchema,
  /** Event time of the row with this prediction. */
  at: instantSchema,
  /** 0-1. */
  probability: z.number(),
  /** The threshold that the probability exceeds, 0-1. */
  probabilityMin: z.number(),
  /** 0-1. */
  confidence: z.number(),
  /** Median minutes to the failure, from `at`; null where the model gives none. */
  minutesToFailure: z.number().nullable(),
  /** Quantiles 10 and 90 of the minutes. */
  minutesInterval: z.tuple([z.number(), z.number()]).nullable(),
  /** The strongest factors, and their contributions. */
  factors: z.array(factorSchema),
  modelVersion: modelVersionSchema,
});

/** A cause that an earlier version stored as sentences, without facts (ADR 57). */
export const toldFactsSchema = z.object({
  type: z.literal('told'),
  title: platformText,
  text: platformText,
  /**
   * The numbers in the text, where they were stored: the value (milliseconds of silence for no
   * data) and the set value.
   */
  measured: z.object({ value: z.number(), setValue: z.number().nullable() }).nullable(),
});

/**
 * The observed facts of one cause, without sentences. Numbers are as measured;
 * `@eagle/alerts/render` adds rounding, units and words.
 */
export const causeFactsSchema = z.discriminatedUnion('type', [
  deviationFactsSchema,
  limitFactsSchema,
  flagFactsSchema,
  noDataFactsSchema,
  predictionFactsSchema,
  toldFactsSchema,
]);
export type CauseFacts = z.infer<typeof causeFactsSchema>;
/** As they stand in a message, before it is parsed: ids are plain text. */
export type CauseFactsAsSent = z.input<typeof causeFactsSchema>;
export type FactsOf<Type extends CauseFacts['type']> = Extract<CauseFacts, { type: Type }>;

/** One cause of a standing alert. */
export const alertCauseSchema = z.object({
  /** Null: the prediction, or unknown. */
  ruleId: ruleIdSchema.nullable(),
  severity: severitySchema,
  facts: causeFactsSchema,
});
export type AlertCause = z.infer<typeof alertCauseSchema>;
