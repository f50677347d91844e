import { leaderConfigShape, secret, serviceConfigShape } from '@eagle/service-kit';
import { z } from 'zod';

/** Environment of the alerting service. */
export const alertingConfigSchema = z.object({
  ...serviceConfigShape,
  ...leaderConfigShape,
  DATABASE_URL: secret().describe('Address of the platform database, with the role of alerting.'),
  DATABASE_POOL_MAX: z.coerce
    .number()
    .int()
    .min(1)
    .max(100)
    .default(8)
    .describe('Connections to the database. It also limits how many organizations commit at once.'),
  FLUSH_EVERY_MS: z.coerce
    .number()
    .int()
    .min(100)
    .default(5_000)
    .describe(
      'How often progress without alerts is stored. After a crash, alerting decides at most this span again.',
    ),
});
export type AlertingConfig = z.output<typeof alertingConfigSchema>;
