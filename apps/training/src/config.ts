import { fileURLToPath } from 'node:url';
import { hexKey, leaderConfigShape, secret, serviceConfigShape } from '@eagle/service-kit';
import { outboundConfigShape } from '@eagle/service-kit/outbound';
import { telemetryConfigShape } from '@eagle/telemetry';
import { z } from 'zod';

/** The environment of the training service. */
export const trainingConfigSchema = z.object({
  ...serviceConfigShape,
  ...leaderConfigShape,
  ...outboundConfigShape,
  ...telemetryConfigShape,
  DATABASE_URL: secret().describe('Address of the platform database, with the role of training.'),
  SECRETS_KEY: secret(hexKey).describe('Opens the sealed passwords of feeds; the same as the gateway’s.'),
  WORK_DIR: z
    .string('a folder')
    .min(1)
    .describe(
      'Folder for data sets and unfinished models (in its subfolder `training`), and for what DuckDB lays aside and copies of files in a bucket (`training-history`); everything there is temporary.',
    ),
  TRAINER_PYTHON: z
    .string('the path of a Python with the trainer’s requirements')
    .min(1)
    .describe('Path of a Python that has `libs/model-trainer/requirements.txt` installed.'),
  TRAINER_DIR: z
    .string()
    .min(1)
    .default(fileURLToPath(new URL('../../../libs/model-trainer', import.meta.url)))
    .describe('Folder that holds the Python package `model_trainer`.'),
  TRAINER_TIMEOUT_MS: z.coerce
    .number()
    .int()
    .positive()
    .default(1_800_000)
    .describe('How long one training may run.'),
  EAGLE_REVISION: z
    .string()
    .regex(/^[0-9A-Za-z.-]{1,64}$/, 'a commit, of letters, digits, "." and "-"')
    .default('unknown')
    .describe('Commit of the code that runs, for the lineage of the models that it trains.'),
  TRAININGS_AT_ONCE_MAX: z.coerce
    .number()
    .int()
    .min(1)
    .max(64)
    .default(1)
    .describe(
      'Concurrent trainings of all organizations together; each takes two threads and its share of memory.',
    ),
  RETRY_MS_MIN: z.coerce
    .number()
    .int()
    .positive()
    .default(20_000)
    .describe('First delay before too short history is checked again; it doubles up to RETRY_MS_MAX.'),
  RETRY_MS_MAX: z.coerce.number().int().positive().default(1_800_000).describe('Longest such delay.'),
});
export type TrainingConfig = z.output<typeof trainingConfigSchema>;
