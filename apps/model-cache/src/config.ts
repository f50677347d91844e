import { WATCH_GAP_MS_MAX } from '@eagle/models';
import { secret, serviceConfigShape } from '@eagle/service-kit';
import { z } from 'zod';

/** Environment of the model-cache service. */
export const modelCacheConfigSchema = z.object({
  ...serviceConfigShape,
  /**
   * Where sealed bundles lie: a folder, or `s3://bucket/prefix?region=...` with `&endpoint=https://...` for a server other than Amazon's; the
   * credentials are then those of the S3 client (AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or the machine's role).
   */
  ARTIFACT_STORE: z.string('a folder or s3://bucket/prefix').min(1),
  /** File of the platform's keys and signing keys. Read again when a key is met that is not known. */
  KEYS_FILE: z.string().min(1).optional(),
  /** Instead of the file: platform keys, 64 hexadecimal digits each, newest first, with commas between. */
  PLATFORM_KEYS: secret().optional(),
  /** Instead of the file: signing keys, likewise. */
  SIGNING_KEYS: secret().optional(),
  /** Platform database, as the role under row-level security: the register of model versions. */
  DATABASE_URL: secret(),
  /** Bytes of verified bundles kept in memory; the least recently used go first. */
  MODEL_CACHE_BYTES_MAX: z.coerce
    .number()
    .int()
    .positive()
    .default(256 * 1024 * 1024),
  /** Bytes of bundles that are being handed over, all organizations together. */
  ADMISSION_BYTES_MAX: z.coerce
    .number()
    .int()
    .positive()
    .default(256 * 1024 * 1024),
  /** How long a replica must tell, without a pause, that a model fails there before the version is quarantined. */
  MODEL_QUARANTINE_AFTER_MS: z.coerce.number().int().min(0).default(6_000),
  /** How often the health watch looks at each organization's models, beside after each step. Less than half of what it takes for a gap. */
  MODEL_WATCH_EVERY_MS: z.coerce
    .number()
    .int()
    .min(100)
    .max(WATCH_GAP_MS_MAX / 2)
    .default(600_000),
  /** After how long without a sign of life of the replica that leads another one takes over. */
  LEASE_TTL_MS: z.coerce.number().int().min(1_000).default(5_000),
});
export type ModelCacheConfig = z.output<typeof modelCacheConfigSchema>;
