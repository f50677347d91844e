import { serviceConfigShape } from '@eagle/service-kit';
import { z } from 'zod';

/** Environment of the model-cache service. */
export const modelCacheConfigSchema = z.object({
  ...serviceConfigShape,
  /** Folder of the artifact store; bundles are read from below it and from nowhere else. */
  ARTIFACTS_DIR: z.string('the folder of the artifact store').min(1),
  /** Bytes of verified bundles kept in memory; the least recently used go first. */
  MODEL_CACHE_BYTES_MAX: z.coerce
    .number()
    .int()
    .positive()
    .default(256 * 1024 * 1024),
});
export type ModelCacheConfig = z.output<typeof modelCacheConfigSchema>;
