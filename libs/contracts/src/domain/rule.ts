import * as z from 'zod';
import { componentNameSchema, ruleIdSchema, tagNameSchema } from './ids.js';
import { text, textLike } from './text.js';

/**
 * critical: act at once; high: within 24 h; medium: this week; low: for information. Ordered from
 * worst to mildest.
 */
export const severitySchema = z.enum(['critical', 'high', 'medium', 'low']);
export type Severity = z.infer<typeof severitySchema>;

const common = {
  id: ruleIdSchema,
  title: text(160).min(1),
  component: componentNameSchema,
  /** The kind of problem; with organization, asset and component it is the key of an alert. */
  kind: textLike(/^[a-z][a-z0-9-]{0,31}$/),
  enabled: z.boolean().default(true),
  /** Event time for which the condition must hold before the alert is raised. */
  onDelayMs: z.number().int().min(0).default(0),
  /** Event time for which the condition must be gone before the alert clears. */
  offDelayMs: z.number().int().min(0).default(0),
  /**
   * Operating states in which the rule is judged; empty means every state. Elsewhere it is
   * suppressed by design.
   */
  states: z.array(text(64)).default([]),
  recommendedAction: text(500).default(''),
};

/** Severity bands, each with the magnitude in the tag's unit from which it applies. */
const bandsSchema = z.array(z.object({ severity: severitySchema, from: z.number() })).min(1);

export const deviationRuleSchema = z.object({
  ...common,
  type: z.literal('deviation'),
  tag: tagNameSchema,
  setValueTag: tagNameSchema,
  direction: z.enum(['both', 'above', 'below']).default('both'),
  /** `from` is the distance between present and set value. */
  bands: bandsSchema,
  deadband: z.number().min(0).default(0),
});

export const limitRuleSchema = z.object({
  ...common,
  type: z.literal('limit'),
  tag: tagNameSchema,
  side: z.enum(['high', 'low']),
  /** `from` is the limit itself: crossed upward for `high`, downward for `low`. */
  bands: bandsSchema,
  deadband: z.number().min(0).default(0),
});

export const flagRuleSchema = z.object({
  ...common,
  type: z.literal('flag'),
  tag: tagNameSchema,
  severity: severitySchema,
  /**
   * A flag that has been true for longer than this is standing: it is held back (shown, never
   * announced again) until it has been false once. It also counts as standing when it was already
   * true in the first scan ever seen. Null: never judged standing.
   */
  standingAfterMs: z.number().int().positive().nullable().default(null),
});

export const noDataRuleSchema = z.object({
  ...common,
  type: z.literal('no-data'),
  severity: severitySchema,
  /** Event time without a scan of the asset. */
  afterMs: z.number().int().positive(),
});

export const ruleSchema = z.discriminatedUnion('type', [
  deviationRuleSchema,
  limitRuleSchema,
  flagRuleSchema,
  noDataRuleSchema,
]);
export type Rule = z.infer<typeof ruleSchema>;
export type DeviationRule = z.infer<typeof deviationRuleSchema>;
export type LimitRule = z.infer<typeof limitRuleSchema>;
export type FlagRule = z.infer<typeof flagRuleSchema>;
export type NoDataRule = z.infer<typeof noDataRuleSchema>;
