import * as z from 'zod';
import { ALL_ALERT_ACTIONS, changesOf } from './alert-actions/alert-actions.js';
import { alertCauseSchema, factorSchema } from './alert-cause.js';
import {
  alertIdSchema,
  assetIdSchema,
  componentNameSchema,
  instantSchema,
  modelVersionSchema,
  organizationIdSchema,
  userIdSchema,
} from './ids.js';
import { severitySchema } from './rule.js';
import { platformText } from './text.js';

export const alertOriginSchema = z.enum(['rule', 'predictive', 'both']);

/**
 * Each flag is independent, as in ISA-18.2: an alert can be cleared and still unacknowledged. An
 * episode is over when it is cleared and acknowledged, or resolved or dismissed.
 */
export const alertStateSchema = z.object({
  active: z.boolean(),
  acknowledged: z.boolean(),
  shelved: z.boolean(),
  suppressed: z.boolean(),
  outOfService: z.boolean(),
});

/** An alert shows at most this many of its causes. */
export const ALERT_CAUSES_MAX = 4;

/**
 * One episode of one problem, in facts; `alertViewSchema` has the sentences. It has two clocks.
 * Changes of the machine are in event time, the plant's clock: `raisedAt`, `predictedAt`, `ruleAt`,
 * `clearedAt`. Actions of people are in wall time: `acknowledgedAt`, `resolvedAt`. The newest
 * change is in both: `eventAt`, `recordedAt`. The two clocks are not comparable while a recording
 * is played. `timeToFailure` is minutes from `predictedAt`.
 */
export const alertSchema = z.object({
  id: alertIdSchema,
  organizationId: organizationIdSchema,
  assetId: assetIdSchema,
  component: componentNameSchema,
  kind: platformText,
  origin: alertOriginSchema,
  severity: severitySchema,
  state: alertStateSchema,
  /**
   * Its causes, weightiest first, at most `ALERT_CAUSES_MAX`; after it has cleared, its last
   * causes.
   */
  causes: z.array(alertCauseSchema).min(1),
  probability: z.number().nullable(),
  confidence: z.number().nullable(),
  timeToFailure: z.number().nullable(),
  timeToFailureInterval: z.tuple([z.number(), z.number()]).nullable(),
  topFactors: z.array(factorSchema),
  recommendedAction: platformText,
  modelVersion: modelVersionSchema.nullable(),
  raisedAt: instantSchema,
  /**
   * Event time of its newest change: the instant of the machine's change, or the asset's newest
   * event time when a person acted. Null: the version that wrote the alert did not store it.
   */
  eventAt: instantSchema.nullable().default(null),
  /** Wall time at which the platform recorded that change. */
  recordedAt: instantSchema.nullable().default(null),
  predictedAt: instantSchema.nullable(),
  ruleAt: instantSchema.nullable(),
  /** Wall time. */
  acknowledgedAt: instantSchema.nullable(),
  acknowledgedBy: userIdSchema.nullable(),
  clearedAt: instantSchema.nullable(),
  /** Wall time at which a person ended it. */
  resolvedAt: instantSchema.nullable(),
  /** Why it ended, where a person ended it. */
  resolution: platformText.nullable(),
  repeatCount: z.number().int().min(0),
  /** Increases by one with every change; clients keep the highest they have seen. */
  revision: z.number().int().positive(),
});
export type Alert = z.infer<typeof alertSchema>;

export const alertChangeSchema = z.enum([
  'raised',
  'joined',
  'severity-changed',
  'updated',
  'cleared',
  'reactivated',
  ...changesOf(ALL_ALERT_ACTIONS),
  'suppressed',
  'unsuppressed',
]);
export type AlertChange = z.infer<typeof alertChangeSchema>;
