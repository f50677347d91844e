import { secret, serviceConfigShape } from '@eagle/service-kit';
import { z } from 'zod';

/** Environment of the alerting service. */
export const alertingConfigSchema = z.object({
  ...serviceConfigShape,
  /** Platform database, as the role that is bound by row-level security. */
  DATABASE_URL: secret(),
  /** Connections to it; commits of that many organizations run at once. */
  DATABASE_POOL_MAX: z.coerce.number().int().min(1).max(100).default(8),
  /** How often progress without alerts is written down; also what is decided again at most after a crash. */
  FLUSH_EVERY_MS: z.coerce.number().int().min(100).default(5_000),
  /** After how long without a sign of life a replica standing by takes over. */
  LEASE_TTL_MS: z.coerce.number().int().min(1_000).default(5_000),
});
export type AlertingConfig = z.output<typeof alertingConfigSchema>;
