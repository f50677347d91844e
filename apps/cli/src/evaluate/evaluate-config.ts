import { componentNameSchema } from '@eagle/contracts/domain';
import { z } from 'zod';
import { readConfiguration } from '../recordings/configuration-file.js';
import { readingOptionsSchema } from '../recordings/reading-options.js';
import { failureFileSchema } from '../recordings/recorded-failures.js';

/** Which rows are held out; chosen by the record where it is not given. See `planSplit`. */
const splitSchema = z.discriminatedUnion('by', [
  /** The newest rows once: from `at` on, or about three tenths of the failures. */
  z.strictObject({ by: z.literal('time'), at: z.iso.datetime().nullable().default(null) }),
  /** Groups of assets (or runs) in turn. */
  z.strictObject({ by: z.literal('asset') }),
  /** Each asset in turn, by itself. */
  z.strictObject({ by: z.literal('one-asset') }),
  /** Blocks of time between failures in turn. */
  z.strictObject({ by: z.literal('time-blocks') }),
  /** Blocks of this length in turn: for recordings of a test plan, whose states follow no order in time. */
  z.strictObject({
    by: z.literal('alternating'),
    blockMs: z.number().int().positive(),
    folds: z.number().int().min(2).default(2),
  }),
]);

/** How a folder is evaluated. Everything has a default: numeric columns become tags, the time scale is inferred. */
export const evaluateConfigSchema = z.strictObject({
  name: z.string().nullable().default(null),
  /** Telemetry files within the folder; every `telemetry*.csv(.gz)` where it is not given. */
  telemetry: z.array(z.string()).min(1).nullable().default(null),
  /** Columns that are bookkeeping and no tags; `run` parts an asset's rows into runs that know nothing of each other. */
  ignoreColumns: z.array(z.string()).default(['run', 'cycle']),
  runColumn: z.string().default('run'),
  failures: failureFileSchema.prefault({}),
  /** How the files are written; found out from them where it is not given. */
  reading: readingOptionsSchema.prefault({}),
  /** How far ahead, where `--horizon` does not say; inferred from the time between failures where neither does. */
  horizonMs: z.number().int().positive().nullable().default(null),
  leadMsMin: z.number().int().min(0).nullable().default(null),
  /** Takes all failures for those of one component of this name. */
  oneComponent: componentNameSchema.nullable().default(null),
  /** What a positive row is: a failure comes within the horizon; the labelled interval in which it develops; the interval in which it is there. */
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
  /** Rows of one asset are taken about so far apart, the last of each stretch; chosen by the size of the recording where it is not given. */
  rowEveryMs: z.number().int().min(0).nullable().default(null),
  /** A threshold that lets this share of quiet rows through, instead of one for an alarm budget. */
  falseRowsMax: z.number().gt(0).lt(1).nullable().default(null),
  /** At most one false alarm of an asset in so many days; 30 where it is not given, less where the record is too short for one by that. */
  assetDaysPerFalseAlarm: z.number().positive().nullable().default(null),
  /** Columns that look as if they knew the end and are said not to: the gate lets them pass. As the telemetry calls them. */
  trustColumns: z.array(z.string()).default([]),
  /** People who share the alarms. */
  operators: z.number().int().positive().default(1),
  /** Settings of an organization that are to differ from those that suit the time scale; `training` says how the model is trained. */
  settings: z.record(z.string(), z.unknown()).default({}),
});
export type EvaluateConfig = z.output<typeof evaluateConfigSchema>;

/** @throws AppError `EVALUATE.BAD_CONFIG` (invalid) that names the entry and what was expected. */
export const readEvaluateConfig = (file: string | null): EvaluateConfig =>
  readConfiguration(file, evaluateConfigSchema, 'EVALUATE.BAD_CONFIG');
