import { WATCH_GAP_MS_MAX } from '@eagle/models';
import { leaderConfigShape, secret, serviceConfigShape } from '@eagle/service-kit';
import { z } from 'zod';

/** Environment of the model-cache service. */
export const modelCacheConfigSchema = z.object({
  ...serviceConfigShape,
  ...leaderConfigShape,
  ARTIFACT_STORE: z
    .string('a folder or s3://bucket/prefix')
    .min(1)
    .describe(
      'Where sealed bundles are stored: a folder, or `s3://bucket/prefix?region=...` with `&endpoint=https://...` for a server other than Amazon’s. The S3 client takes its credentials from AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or from the role of the machine.',
    ),
  KEYS_FILE: z
    .string()
    .min(1)
    .optional()
    .describe(
      'File of the platform keys and the signing keys. It is read again when an unknown key is needed.',
    ),
  PLATFORM_KEYS: secret()
    .optional()
    .describe(
      'Platform keys, in place of the file: 64 hexadecimal digits each, newest first, separated by commas.',
    ),
  SIGNING_KEYS: secret().optional().describe('Signing keys, in place of the file, in the same form.'),
  DATABASE_URL: secret().describe('Address of the platform database, with the role of model-cache.'),
  MODEL_CACHE_BYTES_MAX: z.coerce
    .number()
    .int()
    .positive()
    .default(256 * 1024 * 1024)
    .describe('Verified bundles kept in memory; the least recently used one is dropped first.'),
  ADMISSION_BYTES_MAX: z.coerce
    .number()
    .int()
    .positive()
    .default(256 * 1024 * 1024)
    .describe('Bundles that are being handed over, of all organizations together.'),
  MODEL_QUARANTINE_AFTER_MS: z.coerce
    .number()
    .int()
    .min(0)
    .default(6_000)
    .describe(
      'How long a replica must report without a pause that a model fails before the version is quarantined.',
    ),
  MODEL_WATCH_EVERY_MS: z.coerce
    .number()
    .int()
    .min(100)
    .max(WATCH_GAP_MS_MAX / 2)
    .default(600_000)
    .describe(
      'How often the health watch checks the models of each organization, besides after each step of a model. At most half of the time that counts as a gap in the watch.',
    ),
});
export type ModelCacheConfig = z.output<typeof modelCacheConfigSchema>;
