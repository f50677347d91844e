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
 * One feature of a prediction: its value, its usual range on healthy rows (quantiles 10 and 90) and what it adds to the log-odds of a failure, an exact
 * Shapley value: over all features they sum to the row's log-odds less the model's mean.
 */
export const factorSchema = z.object({
  feature: platformText,
  value: z.number().nullable(),
  usual: z.tuple([z.number(), z.number()]).nullable(),
  contribution: z.number(),
  /** Whether it speaks for a failure or against it; factors of before only ever spoke for one. */
  direction: z.enum(['raises', 'lowers']).default('raises'),
});
export type Factor = z.infer<typeof factorSchema>;

const ofAsset = {
  /** What the organization calls the asset. */
  assetName: text(120),
};
const ofRule = {
  ...ofAsset,
  /** What the organization calls the rule. */
  ruleTitle: text(160),
  /** Operating state of the asset, null where it could not be told. */
  state: text(64).nullable(),
};
const ofTag = {
  ...ofRule,
  tag: tagNameSchema,
  /** What the organization calls the tag; empty where it has no other name. */
  label: text(200),
  /** Event time since which the condition has held. */
  since: instantSchema,
};
const ofNumber = {
  ...ofTag,
  /** Unit of the tag, in which every number beside it is. */
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
  /** Least distance of the worst band that the value is in; null where only the deadband holds it. */
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

/** Nothing comes from an asset. */
export const noDataFactsSchema = z.object({
  type: z.literal('no-data'),
  ...ofRule,
  /** For how long nothing had come when it was noticed. */
  silentMs: z.number(),
  /** How long that may be. */
  afterMs: z.number(),
});

/** A component is expected to fail. */
export const predictionFactsSchema = z.object({
  type: z.literal('prediction'),
  ...ofAsset,
  component: componentNameSchema,
  /** Event time of the row that says so. */
  at: instantSchema,
  /** 0-1. */
  probability: z.number(),
  /** The threshold that it is above, 0-1. */
  probabilityMin: z.number(),
  /** 0-1. */
  confidence: z.number(),
  /** Median minutes to the failure, from `at`; null where the model gives none. */
  minutesToFailure: z.number().nullable(),
  /** Quantiles 10 and 90 of them. */
  minutesInterval: z.tuple([z.number(), z.number()]).nullable(),
  /** What speaks most for it, and how much. */
  factors: z.array(factorSchema),
  modelVersion: modelVersionSchema,
});

/** A cause that was written down in sentences, before causes kept facts (ADR 57). */
export const toldFactsSchema = z.object({
  type: z.literal('told'),
  title: platformText,
  text: platformText,
  /** What the text speaks of, where that was kept: the value (milliseconds of silence for no data) and the set value. */
  measured: z.object({ value: z.number(), setValue: z.number().nullable() }).nullable(),
});

/**
 * What was seen of one cause: facts, no sentences. Numbers are as they were measured; rounding, units and words belong to whoever shows them
 * (`@eagle/alerts/render`).
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
export type FactsOf<Type extends CauseFacts['type']> = Extract<CauseFacts, { type: Type }>;

/** One reason for which an alert stands. */
export const alertCauseSchema = z.object({
  /** Null: the prediction, or not known. */
  ruleId: ruleIdSchema.nullable(),
  severity: severitySchema,
  facts: causeFactsSchema,
});
export type AlertCause = z.infer<typeof alertCauseSchema>;
