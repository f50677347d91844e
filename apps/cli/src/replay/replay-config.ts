import { organizationSettingsSchema, ruleSchema, tagNameSchema } from '@eagle/contracts/domain';
import { z } from 'zod';
import { readConfiguration } from '../recordings/configuration-file.js';
import { readingOptionsSchema } from '../recordings/reading-options.js';
import { failureFileSchema } from '../recordings/recorded-failures.js';

/**
 * How a recording is read. Everything has a default: numeric columns become tags, `failures.csv` or
 * `events.csv` gives the failures.
 */
export const replayConfigSchema = z.strictObject({
  name: z.string().default('Replay'),
  /** Telemetry file within the folder; default: the first `telemetry*.csv(.gz)`. */
  telemetry: z.string().nullable().default(null),
  /** Columns that are bookkeeping of the recording and no tags. */
  ignoreColumns: z.array(z.string()).default(['run', 'cycle']),
  failures: failureFileSchema.prefault({}),
  /** The format of the files; detected by default. */
  reading: readingOptionsSchema.prefault({}),
  /** Times real time, where `--speed` is absent. */
  speed: z.number().positive().default(3_600),
  /** Share of the rows, from the oldest on, that is history, where `--train-share` is absent. */
  trainShare: z.number().gt(0).lt(1).default(0.67),
  rules: z.array(ruleSchema).default([]),
  settings: organizationSettingsSchema.prefault({}),
  /** Tags that are left out of the model although the recording has them. */
  leaveOut: z.array(tagNameSchema).default([]),
});
export type ReplayConfig = z.infer<typeof replayConfigSchema>;

/** @throws AppError `REPLAY.BAD_CONFIG` (invalid) that names the entry and what was expected. */
export const readReplayConfig = (file: string | null): ReplayConfig =>
  readConfiguration(file, replayConfigSchema, 'REPLAY.BAD_CONFIG');
