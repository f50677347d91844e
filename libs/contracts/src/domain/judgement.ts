import * as z from 'zod';
import { candidateJudgementSchema, differenceSchema, estimateSchema } from './candidate-judgement.js';
import { assetIdSchema, componentNameSchema, instantSchema } from './ids.js';
import { platformText } from './text.js';

/**
 * The budget of alarms. `alarms`: at most this many false alarms per asset-day. `false-rows`: at
 * most this share of quiet rows above the threshold.
 */
export const alarmBudgetSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('alarms'),
    falseAlarmsPerAssetDayMax: z.number().min(0),
    /** It is a default for a record that is too short for the usual budget. */
    isOfRecord: z.boolean().optional(),
  }),
  z.object({ kind: z.literal('false-rows'), shareMax: z.number().min(0).max(1) }),
]);
export type AlarmBudget = z.infer<typeof alarmBudgetSchema>;

/** The data on which the threshold for the judged rows was chosen. */
export const thresholdSourceSchema = z.enum([
  /** Given from outside: an admin's number, or that of the live model. */
  'given',
  /** On other rows, for example out-of-fold predictions of the training part. */
  'other-rows',
  /** Held-out rows in parts, each judged at the threshold chosen on the others. */
  'other-parts',
  /** Each part on its quiet rows, without regard to failures. For budgets of false rows. */
  'own-quiet-rows',
  /** On the judged rows themselves, because there are no others: the figures are too good. */
  'judged-rows',
]);
export type ThresholdSource = z.infer<typeof thresholdSourceSchema>;

/**
 * Calibration after Naeini et al. (2015): expected difference between predicted probability and
 * observed share, over ten bins of equal width.
 */
export const calibrationSchema = z.object({
  expectedError: z.number().nullable(),
  bins: z.array(
    z.object({
      low: z.number(),
      high: z.number(),
      /** Sum of weights of the rows in the bin. */
      rows: z.number(),
      predicted: z.number().nullable(),
      observed: z.number().nullable(),
      /**
       * 95 % interval of `observed`, over the same draws as every interval of the judgement: rows of
       * one failure are drawn together. null where nothing was measured, and in older judgements.
       */
      interval: z.object({ low: z.number(), high: z.number() }).nullable().default(null),
    }),
  ),
});
export type Calibration = z.infer<typeof calibrationSchema>;

/**
 * Detection of degraded components: for recordings with labels that mark a present state.
 * Thresholds are not chosen on the judged rows.
 */
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
      /** Chosen on all judged rows: for use from now on. */
      probabilityMin: z.number(),
    }),
  ),
  /** Mean over the components that were present at least once; null when none was. */
  meanF1: z.number().nullable(),
  thresholdFrom: thresholdSourceSchema,
});
export type DetectionJudgement = z.infer<typeof detectionJudgementSchema>;

/**
 * How many of the held-out rows got an answer: a row gets none until its longest window is full,
 * here as in live use.
 */
export const holdOutAnswersSchema = z.object({
  /** Rows that came in time, in a state with predictions. */
  rows: z.number().int(),
  rowsAnswered: z.number().int(),
  /** Assets with such rows. */
  assets: z.number().int(),
  assetsAnswered: z.number().int(),
  /** Longest window, lag or slope. */
  windowMsMax: z.number(),
});
export type HoldOutAnswers = z.infer<typeof holdOutAnswersSchema>;

/** Most times of false alarms that a judgement keeps. */
export const FALSE_ALARM_TIMES_MAX = 200;

/**
 * How good a model is on rows that it was not trained on, by event, compared with elapsed time
 * alone and the rules alone.
 */
export const judgementSchema = z.object({
  v: z.literal(1),
  /** `ahead`: labels mark a failure within the horizon. `present`: labels mark a present state. */
  labels: z.enum(['ahead', 'present']),
  heldBack: z.object({
    /**
     * Equal texts mean the same rows with the same labels: only then may two judgements be
     * compared.
     */
    fingerprint: platformText,
    from: instantSchema.nullable(),
    to: instantSchema.nullable(),
    rows: z.number().int(),
    failing: z.number().int(),
    quiet: z.number().int(),
    /**
     * Rows shortly before a horizon: neither failing nor healthy, left out of every figure by row.
     */
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
  /** Failures without a held-out row from which a warning was possible. */
  eventsNotJudged: z.number().int(),
  budget: alarmBudgetSchema,
  threshold: z.object({
    /** For use from now on. */
    probabilityMin: z.number(),
    judgedAt: thresholdSourceSchema,
    /** How it was chosen, in words for a report. */
    sentence: platformText,
  }),
  model: candidateJudgementSchema,
  /** The same kind of model, given elapsed time only, at its best threshold for the same budget. */
  clock: candidateJudgementSchema,
  /** null: the organization has no rules. */
  rules: candidateJudgementSchema.nullable(),
  /**
   * The live model of that time on the same rows, at its own threshold. null: there was none, it had
   * learned these rows, or the judgement is older than this entry.
   */
  champion: candidateJudgementSchema.nullable().default(null),
  differences: z.object({
    clock: differenceSchema,
    rules: differenceSchema,
    champion: differenceSchema.nullable(),
  }),
  /** Average precision minus base rate: 0 is chance. */
  skill: estimateSchema,
  /**
   * Share of failures that alarms at the rate of false alarms in quiet time would warn of by
   * chance.
   */
  warnedByChanceShare: z.number(),
  /**
   * Precision of alarms at random moments: time from which a warning would be in time, as a share of
   * that time and of the time that is near no failure. null: there is no such time, or the judgement
   * is older than this entry.
   */
  chancePrecision: z.number().nullable().default(null),
  /**
   * When the model's false alarms rose, the earliest first; where there were more than the list
   * holds, the earliest. null in judgements that are older than this entry.
   */
  falseAlarms: z
    .array(z.object({ assetId: assetIdSchema, at: instantSchema }))
    .max(FALSE_ALARM_TIMES_MAX)
    .nullable()
    .default(null),
  calibration: calibrationSchema,
  /**
   * Share of failing rows with a time to failure within the quantiles 10 to 90; 0.8 is ideal.
   */
  timeToFailureCoverage: z.number().nullable(),
  /**
   * Share in which the likeliest component is one that then fails: of failing rows, and of failures
   * warned of in time.
   */
  componentRight: z.object({ rowShare: z.number().nullable(), eventShare: z.number().nullable() }),
  /** Alarms, true and false, that one operator gets per day at this threshold. */
  alarmsPerOperatorPerDay: z.number(),
  bootstrap: z.object({
    draws: z.number().int(),
    seed: z.number().int(),
    /** Quiet time is resampled by whole assets, or by blocks of time where there are few assets. */
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
  /** One sentence: what the model does, or the first check that it did not pass. */
  reason: platformText,
  checks: z.array(
    z.object({
      name: gateCheckNameSchema,
      passed: z.boolean(),
      sentence: platformText,
      /** The column that gives the answer away. */
      subject: platformText.optional(),
    }),
  ),
  /** Elapsed time alone is as good as the sensors: the record's schedule gives the answer away. */
  clockTrap: z.boolean(),
});
export type Verdict = z.infer<typeof verdictSchema>;
