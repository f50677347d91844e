import { fileURLToPath } from 'node:url';
import { hexKey, secret, serviceConfigShape } from '@eagle/service-kit';
import { outboundConfigShape } from '@eagle/service-kit/outbound';
import { z } from 'zod';

/** What the training service takes from its environment. */
export const trainingConfigSchema = z.object({
  ...serviceConfigShape,
  ...outboundConfigShape,
  /** Platform database, as the role under row-level security. */
  DATABASE_URL: secret(),
  /** Opens the passwords of feeds. */
  SECRETS_KEY: secret(hexKey),
  /** Folder for data sets and unfinished models (below `training` in it); nothing stays there. */
  WORK_DIR: z.string('a folder').min(1),
  /** Python of an environment with `libs/model-trainer/requirements.txt` installed. */
  TRAINER_PYTHON: z.string('the path of a Python with the trainer’s requirements').min(1),
  /** Folder that holds the Python package `model_trainer`. */
  TRAINER_DIR: z
    .string()
    .min(1)
    .default(fileURLToPath(new URL('../../../libs/model-trainer', import.meta.url))),
  TRAINER_TIMEOUT_MS: z.coerce.number().int().positive().default(1_800_000),
  /** Commit of the code that runs, for the lineage of the models it trains. */
  EAGLE_REVISION: z
    .string()
    .regex(/^[0-9A-Za-z.-]{1,64}$/, 'a commit, of letters, digits, "." and "-"')
    .default('unknown'),
  /** Trainings at once, over all organizations; each takes two threads and its share of memory. */
  TRAININGS_AT_ONCE_MAX: z.coerce.number().int().min(1).max(64).default(1),
  /** First wait before history that was not enough is looked at again; doubles up to the longest. */
  RETRY_MS_MIN: z.coerce.number().int().positive().default(20_000),
  RETRY_MS_MAX: z.coerce.number().int().positive().default(1_800_000),
  /** After how long without a sign of life of the replica that leads another one takes over. */
  LEASE_TTL_MS: z.coerce.number().int().min(1_000).default(5_000),
});
export type TrainingConfig = z.output<typeof trainingConfigSchema>;
