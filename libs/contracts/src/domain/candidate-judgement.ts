import * as z from 'zod';

/**
 * Alarms judged failure by failure. Rates are per asset-day of the judged period; lead times are in
 * minutes, over the failures that were warned of in time.
 */
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

/** A measured value with its 95 % interval; null where nothing could be measured. */
export const estimateSchema = z.object({
  value: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
});
export type Estimate = z.infer<typeof estimateSchema>;

/**
 * Rows at the threshold, each with its weight: a row counts as called when its probability is at
 * least the threshold.
 */
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

/** Most points of one curve. */
export const EVENT_CURVE_POINTS_MAX = 60;

/**
 * Alarms at one threshold, on the same rows, failures and asset-days as everything else in a
 * judgement. Recall is `warnedInTime` of the judged failures; precision is `warnedInTime` of
 * `warnedInTime + falseAlarms`, so that several alarms about one failure count once. A late alarm
 * is neither.
 */
export const eventCurvePointSchema = z.object({
  probabilityMin: z.number(),
  warnedInTime: z.number().int(),
  falseAlarms: z.number().int(),
});
export type EventCurvePoint = z.infer<typeof eventCurvePointSchema>;

/**
 * One compared contender: the model, elapsed time alone, the rules, or the champion. All are judged
 * on the same rows, in the same way.
 */
export const candidateJudgementSchema = z.object({
  /** Where its alarms rise; null for rules, which have none. */
  probabilityMin: z.number().nullable(),
  event: eventMetricsSchema,
  /** Failures with an alarm, but less than the least lead before them. Part of `event.missed`. */
  late: z.number().int(),
  /** All alarm episodes, true and false. */
  alarms: z.number().int(),
  warnedShare: estimateSchema,
  falseAlarmsPerAssetDay: estimateSchema,
  leadMinutesMedian: estimateSchema,
  averagePrecision: estimateSchema,
  auc: estimateSchema,
  rows: rowMetricsSchema,
  /**
   * Lead in minutes for each of the judgement's events, in their order; null for an event that was
   * not warned of in time.
   */
  leadMinutes: z.array(z.number().nullable()),
  /**
   * The same for events with a late alarm: minutes between it and the failure. null as a whole in
   * judgements that are older than this entry.
   */
  lateMinutes: z.array(z.number().nullable()).nullable().default(null),
  /**
   * Precision and recall of its alarms at falling thresholds, each judged on all rows. It ends where
   * a lower threshold warns of no more failures. null: it has no score (rules), or its judgement is
   * older than this entry.
   */
  eventCurve: z.array(eventCurvePointSchema).max(EVENT_CURVE_POINTS_MAX).nullable().default(null),
});
export type CandidateJudgement = z.infer<typeof candidateJudgementSchema>;

/**
 * The model minus another, paired: both on the same resampled events and blocks. Clear where the
 * interval excludes 0.
 */
export const differenceSchema = z.object({
  warnedShare: estimateSchema,
  falseAlarmsPerAssetDay: estimateSchema,
  averagePrecision: estimateSchema,
  auc: estimateSchema,
});
export type Difference = z.infer<typeof differenceSchema>;
