import * as z from 'zod';
import { assetAttributesSchema, featureSettingsSchema } from './feature-settings.js';
import { logKindSchema } from './log-entry.js';
import { assetIdSchema, componentNameSchema, organizationIdSchema, tagNameSchema } from './ids.js';
import { ruleSchema } from './rule.js';
import { takeOverSettingsSchema } from './take-over.js';
import { trainingSettingsSchema } from './training-settings.js';
import { text, textLike } from './text.js';

/**
 * One signal of an asset. `range` is the sensor's plausible range in the tag's unit: a value
 * outside is a sensor fault (quality `out-of-range`), not a machine fault. `frozenAfterMs` null
 * means that flat runs are normal (values rounded by the PLC) and never judged.
 */
export const tagSchema = z.object({
  tag: tagNameSchema,
  label: text(200).default(''),
  unit: text(60).default(''),
  type: z.enum(['number', 'boolean']),
  role: z.enum(['present-value', 'set-value', 'flag', 'limit-flag', 'other']),
  component: componentNameSchema.nullable().default(null),
  zone: text(120).nullable().default(null),
  setValueTag: tagNameSchema.nullable().default(null),
  range: z.object({ low: z.number(), high: z.number() }).nullable().default(null),
  frozenAfterMs: z.number().int().positive().nullable().default(null),
  /**
   * Whether features are computed from this tag. Spares and alarm bits that give the answer away
   * are left out.
   */
  modelInput: z.boolean().default(true),
});
export type Tag = z.infer<typeof tagSchema>;

/** `schema.table` or `table`. */
export const tableNameSchema = text(200).min(1);
const columnName = text(128).min(1);

/** A table with one column per tag and one row per scan. */
const wideLayoutSchema = z.object({
  layout: z.literal('wide'),
  /** Either every row is of this asset, or a column names it. */
  asset: z.union([z.object({ assetId: assetIdSchema }), z.object({ column: columnName })]),
  columns: z.array(z.object({ column: columnName, tag: tagNameSchema })).min(1),
});

/** A table with one row per tag and instant; the rows of one asset and instant make one scan. */
const longLayoutSchema = z.object({
  layout: z.literal('long'),
  assetColumn: columnName,
  tagColumn: columnName,
  valueColumn: columnName,
  qualityColumn: columnName.nullable().default(null),
  /** Values of `qualityColumn` (as text) that mean good; anything else marks the value missing. */
  goodQualities: z.array(text(120)).default(['192', 'good', 'GOOD', 'Good']),
  tags: z.array(z.object({ sourceTag: text(300).min(1), tag: tagNameSchema })).min(1),
  /** How long to wait, in milliseconds of arrival, for the remaining tags of an incomplete scan. */
  groupWaitMs: z.number().int().min(0).max(60_000).default(2_000),
});

/**
 * A table with one row per log entry, in the feed's database; key, time and zone as in the mapping
 * of scans.
 */
export const logMappingSchema = z.object({
  kind: logKindSchema,
  table: tableNameSchema,
  keyColumn: columnName.nullable().default(null),
  timeColumn: columnName,
  assetColumn: columnName,
  /** Column of the error's code, or of the component that was worked on. */
  codeColumn: columnName,
});
export type LogMapping = z.infer<typeof logMappingSchema>;

/** An IANA time zone. */
export const timeZoneSchema = text(64).refine(isTimeZone, 'must be an IANA time zone such as Asia/Kolkata');

export const mappingSchema = z.object({
  revision: z.number().int().positive(),
  table: tableNameSchema,
  /**
   * Unique, ascending key of the source row; null where the table has none and only time orders it.
   */
  keyColumn: columnName.nullable(),
  timeColumn: columnName,
  /** IANA zone of naive time stamps; ignored for stamps that carry their own offset. */
  timeZone: timeZoneSchema,
  source: z.discriminatedUnion('layout', [wideLayoutSchema, longLayoutSchema]),
  /** Alarm and error logs and maintenance records; read for the features that ask for them. */
  logs: z.array(logMappingSchema).max(4).default([]),
});
export type Mapping = z.infer<typeof mappingSchema>;

export function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

/**
 * Connection to one SCADA database. All services read this, so its password is not here: see
 * `FeedCredentials`.
 */
export const feedSchema = z.object({
  kind: z.literal('postgres'),
  /** Off: nothing of the source is read, and everything else of the configuration stays. */
  enabled: z.boolean().default(true),
  host: text(255).min(1),
  port: z.number().int().min(1).max(65_535),
  database: text(128).min(1),
  user: text(128).min(1),
  tls: z.boolean().default(false),
  pollIntervalMs: z.number().int().min(20).max(3_600_000).default(30_000),
  statementTimeoutMs: z.number().int().min(100).max(60_000).default(5_000),
  /** LISTEN channel on which the source announces new rows; then polling is only the safety net. */
  notifyChannel: textLike(/^[a-z_][a-z0-9_]{0,62}$/)
    .nullable()
    .default(null),
  /**
   * How long a row with a lower key or an earlier time may still be committed by a slow
   * transaction.
   */
  lateCommitToleranceMs: z.number().int().min(0).default(120_000),
  /** Rows stamped further ahead of the clock than this are quarantined. */
  futureToleranceMs: z.number().int().min(0).default(60_000),
  /** Rows stamped further behind the newest than this are quarantined. */
  lateToleranceMs: z.number().int().min(0).default(3_600_000),
  /**
   * `wall`: a row's time is compared with the clock (live plants). `source`: the newest row is the
   * clock (recordings played faster than real time); then `futureToleranceMs` is not judged, and
   * `no data` is judged against the source's own time as well as by arrival.
   */
  clock: z.enum(['wall', 'source']).default('wall'),
});
export type Feed = z.infer<typeof feedSchema>;

/** One comparison on the latest good values of a scan. A missing value makes it false. */
export const conditionSchema = z.object({
  tag: tagNameSchema,
  /**
   * It compares `value - value of minusTag` where that is given (for example present minus set
   * value), and its magnitude where `absolute`.
   */
  minusTag: tagNameSchema.nullable().default(null),
  absolute: z.boolean().default(false),
  op: z.enum(['>', '>=', '<', '<=', '==', '!=']),
  value: z.number(),
});
export type Condition = z.infer<typeof conditionSchema>;

/** Operating states, first match wins; `unknown` when none matches. */
export const operatingStateSchema = z.object({
  state: textLike(/^[a-z][a-z0-9-]{0,31}$/),
  all: z.array(conditionSchema).min(1),
});
export type OperatingStateDefinition = z.infer<typeof operatingStateSchema>;

/** How failures are recognised for training and scoring. */
export const failureSourceSchema = z.object({
  /**
   * Rising edges of these tags, true for at least `debounceMs` of event time; standing flags are
   * left out.
   */
  tags: z
    .array(
      z.object({
        tag: tagNameSchema,
        component: componentNameSchema,
        debounceMs: z.number().int().min(0).default(3_000),
      }),
    )
    .default([]),
  /** Whether the organization's own failure records count too. */
  records: z.boolean().default(false),
});

/**
 * Everything an organization can tune. A change acts within a second. Defaults are those of the
 * design.
 */
export const organizationSettingsSchema = z.object({
  /** Zone of the organization's people and schedules. */
  timeZone: text(64).refine(isTimeZone).default('UTC'),
  /** Expected distance between two scans of one asset. */
  scanPeriodMs: z.number().int().min(1).default(1_000),
  features: featureSettingsSchema.prefault({}),
  operatingStates: z.array(operatingStateSchema).default([]),
  /** States in which a component can fail and predictions are made; empty means every state. */
  predictInStates: z.array(text(64)).default([]),
  failures: failureSourceSchema.prefault({}),
  prediction: z
    .object({
      horizonMs: z.number().int().positive().default(600_000),
      leadMsMin: z.number().int().min(0).default(300_000),
      /** Null: the threshold that was chosen for the live model; a number wins over it. */
      probabilityMin: z.number().min(0).max(1).nullable().default(null),
      confidenceMin: z.number().min(0).max(1).default(0.7),
      /**
       * Successive predictions above the threshold before an alert is raised, so that one noisy row
       * raises none.
       */
      consecutiveMin: z.number().int().min(1).default(3),
    })
    .prefault({}),
  alerts: z
    .object({
      deduplicationWindowMs: z.number().int().min(0).default(300_000),
      repeatsMax: z.number().int().min(0).default(3),
      /**
       * A predictive alert clears after its probability stayed below the threshold for this long.
       */
      predictionClearAfterMs: z.number().int().min(0).default(120_000),
    })
    .prefault({}),
  training: trainingSettingsSchema.prefault({}),
  shadow: z
    .object({
      /**
       * Share of the feature frames, 0-1, that a shadow version runs on: whole frames of an asset's
       * minute, so that consecutive rows stay together.
       */
      share: z.number().min(0).max(1).default(1),
      /** How long its predictions are kept. */
      keepDays: z.number().int().min(1).max(365).default(30),
    })
    .prefault({}),
  /** What is kept of the plant's past. */
  history: z
    .object({
      /** Days for which rows are kept as they came. */
      rawDays: z.number().int().min(1).max(3_650).default(400),
      /** Years for which minutes and hours are kept. */
      aggregateYears: z.number().int().min(1).max(30).default(5),
      /** Room that all of it may take. What comes when that is full is not stored, and counted. */
      quotaBytes: z
        .number()
        .int()
        .positive()
        .default(50 * 1024 ** 3),
      takeOver: takeOverSettingsSchema,
    })
    .prefault({}),
  /**
   * Rows per second admitted from this organization, a row of more than 4 KiB counts as several;
   * further rows wait in the organization's queue.
   */
  quotaRowsPerSecond: z.number().int().positive().default(2_000),
});
export type OrganizationSettings = z.infer<typeof organizationSettingsSchema>;

/** Where neither an admin nor a model's training chose a threshold. */
export const PROBABILITY_MIN_DEFAULT = 0.85;

/**
 * The threshold that holds now.
 * @param ofModel  The one that its training chose; undefined where the model is unknown.
 */
export function probabilityMinOf(
  { prediction }: Pick<OrganizationSettings, 'prediction'>,
  ofModel: number | undefined,
): number {
  return prediction.probabilityMin ?? ofModel ?? PROBABILITY_MIN_DEFAULT;
}

export const assetSchema = z.object({
  assetId: assetIdSchema,
  name: text(120).min(1),
  kind: text(60).default(''),
  /** Read by the features named in `settings.features.attributes`. */
  attributes: assetAttributesSchema.default({}),
});
export type Asset = z.infer<typeof assetSchema>;

/**
 * The data of one organization that services need; stored as one value in the `config` bucket under
 * the organization's id.
 */
export const organizationConfigSchema = z.object({
  organizationId: organizationIdSchema,
  slug: textLike(/^[a-z0-9][a-z0-9-]{0,62}$/),
  name: text(120).min(1),
  enabled: z.boolean(),
  /** Increases by one with every change of any field below. */
  revision: z.number().int().positive(),
  assets: z.array(assetSchema),
  tags: z.array(tagSchema),
  feed: feedSchema.nullable(),
  mapping: mappingSchema.nullable(),
  rules: z.array(ruleSchema),
  settings: organizationSettingsSchema,
});
export type OrganizationConfig = z.infer<typeof organizationConfigSchema>;
