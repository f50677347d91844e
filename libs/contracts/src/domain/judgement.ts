import * as z from 'zod';
import { assetIdSchema, componentNameSchema, instantSchema } from './ids.js';
import { platformText } from './text.js';

/** Alarms judged failure by failure. Rates are per asset-day of the judged period; lead times in minutes, of the failures warned in time. */
export const eventMetricsSchema = z.object({
  events: z.number().int(),
  warnedInTime: z.number().int(),
  missed: z.number().int(),
  falseAlarms: z.number().int(),
  assetDays: z.number(),
  falseAlarmsPerAssetDay: z.number(),
  leadMinutesMedian: z.number().nullable(),
  leadMinutesP10: z.number().nullable(),
});
export type EventMetrics = z.infer<typeof eventMetricsSchema>;

/** A measured value with its 95 % interval; null where nothing was there to measure. */
export const estimateSchema = z.object({
  value: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
});
export type Estimate = z.infer<typeof estimateSchema>;

/** What alarms may cost. `alarms`: so many false alarms per asset-day. `false-rows`: at most this share of quiet rows above the threshold. */
export const alarmBudgetSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('alarms'),
    falseAlarmsPerAssetDayMax: z.number().min(0),
    /** Nobody gave it, and the record is too short for the usual one. */
    isOfRecord: z.boolean().optional(),
  }),
  z.object({ kind: z.literal('false-rows'), shareMax: z.number().min(0).max(1) }),
]);
export type AlarmBudget = z.infer<typeof alarmBudgetSchema>;

/** Rows at the threshold, each with its weight: a row counts as called when its probability is at least the threshold. */
export const rowMetricsSchema = z.object({
  accuracy: z.number().nullable(),
  precision: z.number().nullable(),
  recall: z.number().nullable(),
  f1: z.number().nullable(),
  /** Share of quiet rows above the threshold. */
  falseRowShare: z.number().nullable(),
  confusion: z.object({
    truePositives: z.number(),
    falsePositives: z.number(),
    trueNegatives: z.number(),
    falseNegatives: z.number(),
  }),
});
export type RowMetrics = z.infer<typeof rowMetricsSchema>;

/** One of those that are compared: the model, elapsed time alone, the rules, the champion. All on the same rows, in the same way. */
export const candidateJudgementSchema = z.object({
  /** Where its alarms rise; null for rules, which have none. */
  probabilityMin: z.number().nullable(),
  event: eventMetricsSchema,
  /** Failures whose alarm rose, but with less than the least lead. Part of `event.missed`. */
  late: z.number().int(),
  /** All alarm episodes, true and false. */
  alarms: z.number().int(),
  warnedShare: estimateSchema,
  falseAlarmsPerAssetDay: estimateSchema,
  leadMinutesMedian: estimateSchema,
  averagePrecision: estimateSchema,
  auc: estimateSchema,
  rows: rowMetricsSchema,
  /** Lead in minutes for each of the judgement's events, in their order; null where none was warned of in time. */
  leadMinutes: z.array(z.number().nullable()),
});
export type CandidateJudgement = z.infer<typeof candidateJudgementSchema>;

/** The model minus another, paired: both on the same resampled events and blocks. Clear where the interval leaves 0 out. */
export const differenceSchema = z.object({
  warnedShare: estimateSchema,
  falseAlarmsPerAssetDay: estimateSchema,
  averagePrecision: estimateSchema,
  auc: estimateSchema,
});
export type Difference = z.infer<typeof differenceSchema>;

/** On what the threshold was chosen that the judged rows were then judged at. */
export const thresholdSourceSchema = z.enum([
  /** Given from outside: an admin's number, or that of the live model. */
  'given',
  /** On other rows, for example out-of-fold predictions of the training part. */
  'other-rows',
  /** Held-out rows in parts, each judged at the threshold chosen on the others. */
  'other-parts',
  /** Each part on its own quiet rows: failures had no say. For budgets of false rows. */
  'own-quiet-rows',
  /** On the very rows that are judged, for want of others: it flatters. */
  'judged-rows',
]);
export type ThresholdSource = z.infer<typeof thresholdSourceSchema>;

/** Calibration after Naeini et al. (2015): expected difference between predicted probability and observed share, over ten bins of equal width. */
export const calibrationSchema = z.object({
  expectedError: z.number().nullable(),
  bins: z.array(
    z.object({
      low: z.number(),
      high: z.number(),
      /** Sum of weights of the rows in it. */
      rows: z.number(),
      predicted: z.number().nullable(),
      observed: z.number().nullable(),
    }),
  ),
});
export type Calibration = z.infer<typeof calibrationSchema>;

/** Naming what is degraded: for recordings whose labels mark a state that is present. Thresholds are chosen off the judged rows. */
export const detectionJudgementSchema = z.object({
  components: z.array(
    z.object({
      component: componentNameSchema,
      /** Sums of weights. */
      rows: z.number(),
      present: z.number(),
      f1: z.number().nullable(),
      precision: z.number().nullable(),
      recall: z.number().nullable(),
      auc: z.number().nullable(),
      averagePrecision: z.number().nullable(),
      /** Chosen on all judged rows: for use from here on. */
      probabilityMin: z.number(),
    }),
  ),
  /** Mean over the components that were present at least once; null when none was. */
  meanF1: z.number().nullable(),
  thresholdFrom: thresholdSourceSchema,
});
export type DetectionJudgement = z.infer<typeof detectionJudgementSchema>;

/** How much of what was held out got an answer: a row whose longest window is not full gets none, live as here. */
export const holdOutAnswersSchema = z.object({
  /** Rows in time, in a state that is predicted in. */
  rows: z.number().int(),
  rowsAnswered: z.number().int(),
  /** Assets with such rows. */
  assets: z.number().int(),
  assetsAnswered: z.number().int(),
  /** Longest window, lag or slope. */
  windowMsMax: z.number(),
});
export type HoldOutAnswers = z.infer<typeof holdOutAnswersSchema>;

/** How good a model is on rows that it was not trained on, by event, beside elapsed time alone and the rules alone. */
export const judgementSchema = z.object({
  v: z.literal(1),
  /** `ahead`: labels mark a failure that comes within the horizon. `present`: a state that is there. */
  labels: z.enum(['ahead', 'present']),
  heldBack: z.object({
    /** Same text, same rows with the same labels: only then two judgements may be compared. */
    fingerprint: platformText,
    from: instantSchema.nullable(),
    to: instantSchema.nullable(),
    rows: z.number().int(),
    failing: z.number().int(),
    quiet: z.number().int(),
    /** Shortly before a horizon: neither failing nor healthy, left out of every figure by row. */
    early: z.number().int(),
    assets: z.number().int(),
    assetDays: z.number(),
    /** Longest record of one asset, from its first row to its last. */
    longestRecordMs: z.number(),
    baseRate: z.number().nullable(),
  }),
  horizonMs: z.number(),
  leadMsMin: z.number(),
  events: z.array(z.object({ assetId: assetIdSchema, component: componentNameSchema, at: instantSchema })),
  /** Failures without one held-out row from which anybody could have warned of them. */
  eventsNotJudged: z.number().int(),
  budget: alarmBudgetSchema,
  threshold: z.object({
    /** For use from here on. */
    probabilityMin: z.number(),
    judgedAt: thresholdSourceSchema,
    /** How it was chosen, in words for a report. */
    sentence: platformText,
  }),
  model: candidateJudgementSchema,
  /** The same kind of model given elapsed time only, at its own best threshold for the same budget. */
  clock: candidateJudgementSchema,
  /** null: the organization has no rules, which then warn of nothing. */
  rules: candidateJudgementSchema.nullable(),
  differences: z.object({
    clock: differenceSchema,
    rules: differenceSchema,
    champion: differenceSchema.nullable(),
  }),
  /** Average precision minus base rate: 0 is chance. */
  skill: estimateSchema,
  /** Share of failures that an alarm would have been near enough to by luck, at the rate of the false ones in quiet time. */
  warnedByChanceShare: z.number(),
  calibration: calibrationSchema,
  /** Share of failing rows whose time to failure lies within the quantiles 10 to 90; 0.8 is right. */
  timeToFailureCoverage: z.number().nullable(),
  /** Share whose likeliest component is one that then fails: of failing rows, and of failures warned in time. */
  componentRight: z.object({ rowShare: z.number().nullable(), eventShare: z.number().nullable() }),
  /** Alarms, true and false, that one operator will get a day at this threshold. */
  alarmsPerOperatorPerDay: z.number(),
  bootstrap: z.object({
    draws: z.number().int(),
    seed: z.number().int(),
    /** Quiet time is drawn again by whole assets, or by blocks of time where there are few assets. */
    quietBy: z.enum(['assets', 'blocks of time']),
  }),
  detection: detectionJudgementSchema.nullable().default(null),
  answers: holdOutAnswersSchema.nullable().default(null),
});
export type Judgement = z.infer<typeof judgementSchema>;

export const gateCheckNameSchema = z.enum([
  'data',
  'leak',
  'clock-trap',
  'skill',
  'usefulness',
  'clock',
  'rules',
  'champion',
  'budget',
  'calibration',
  'parity',
]);
export type GateCheckName = z.infer<typeof gateCheckNameSchema>;

/** Whether a model may go live, and why not, in words for people. */
export const verdictSchema = z.object({
  promote: z.boolean(),
  /** One sentence: what it does, or the first check that it did not pass. */
  reason: platformText,
  checks: z.array(z.object({ name: gateCheckNameSchema, passed: z.boolean(), sentence: platformText })),
  /** Elapsed time alone is as good as the sensors: the record's schedule gives the answer away. */
  clockTrap: z.boolean(),
});
export type Verdict = z.infer<typeof verdictSchema>;
