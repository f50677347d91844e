import { componentNameSchema } from '@eagle/contracts/domain';
import { z } from 'zod';
import { readConfiguration } from '../recordings/configuration-file.js';
import { readingOptionsSchema } from '../recordings/reading-options.js';
import { failureFileSchema } from '../recordings/recorded-failures.js';

/** Which rows are held out; chosen from the record by default. See `planSplit`. */
const splitSchema = z.discriminatedUnion('by', [
  /** The newest rows once: from `at` on, or about three tenths of the failures. */
  z.strictObject({ by: z.literal('time'), at: z.iso.datetime().nullable().default(null) }),
  /** Groups of assets (or runs) in turn. */
  z.strictObject({ by: z.literal('asset') }),
  /** Each asset in turn, by itself. */
  z.strictObject({ by: z.literal('one-asset') }),
  /** Blocks of time between failures in turn. */
  z.strictObject({ by: z.literal('time-blocks') }),
  /**
   * Blocks of this length in turn: for recordings of a test plan, with states in no order of time.
   */
  z.strictObject({
    by: z.literal('alternating'),
    blockMs: z.number().int().positive(),
    folds: z.number().int().min(2).default(2),
  }),
]);

/**
 * How a folder is evaluated. Everything has a default: numeric columns become tags, the time scale
 * is inferred.
 */
export const evaluateConfigSchema = z.strictObject({
  name: z.string().nullable().default(null),
  /** Telemetry files within the folder; default: every `telemetry*.csv(.gz)`. */
  telemetry: z.array(z.string()).min(1).nullable().default(null),
  /**
   * Columns that are bookkeeping and no tags; `run` divides an asset's rows into independent runs.
   */
  ignoreColumns: z.array(z.string()).default(['run', 'cycle']),
  runColumn: z.string().default('run'),
  failures: failureFileSchema.prefault({}),
  /** The format of the files; detected by default. */
  reading: readingOptionsSchema.prefault({}),
  /**
   * How far ahead, where `--horizon` is absent; inferred from the time between failures where both
   * are absent.
   */
  horizonMs: z.number().int().positive().nullable().default(null),
  leadMsMin: z.number().int().min(0).nullable().default(null),
  /** Treats all failures as failures of one component with this name. */
  oneComponent: componentNameSchema.nullable().default(null),
  /**
   * What a positive row is: a failure comes within the horizon; the labelled interval in which it
   * develops; the interval in which it is there.
   */
  positive: z.enum(['coming', 'developing', 'present']).default('coming'),
  /** Which logs beside the telemetry are inputs. */
  inputs: z
    .strictObject({
      errors: z.boolean().default(true),
      maintenance: z.boolean().default(true),
      machines: z.boolean().default(true),
    })
    .prefault({}),
  split: splitSchema.nullable().default(null),
  /**
   * Sampling interval of the rows of one asset: the last row of each interval is taken; chosen by
   * the size of the recording by default.
   */
  rowEveryMs: z.number().int().min(0).nullable().default(null),
  /** A threshold that this share of quiet rows exceeds, instead of one for an alarm budget. */
  falseRowsMax: z.number().gt(0).lt(1).nullable().default(null),
  /**
   * At most one false alarm of an asset in this many days; default 30, less where the record is too
   * short for one.
   */
  assetDaysPerFalseAlarm: z.number().positive().nullable().default(null),
  /**
   * Columns that seem to reveal the failure but, as the user says, do not: the gate accepts them.
   * Named as in the telemetry.
   */
  trustColumns: z.array(z.string()).default([]),
  /** People who share the alarms. */
  operators: z.number().int().positive().default(1),
  /**
   * Settings of an organization that override those derived from the time scale; `training` has the
   * settings of the training.
   */
  settings: z.record(z.string(), z.unknown()).default({}),
});
export type EvaluateConfig = z.output<typeof evaluateConfigSchema>;

/** @throws AppError `EVALUATE.BAD_CONFIG` (invalid) that names the entry and what was expected. */
export const readEvaluateConfig = (file: string | null): EvaluateConfig =>
  readConfiguration(file, evaluateConfigSchema, 'EVALUATE.BAD_CONFIG');
