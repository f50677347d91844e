import { z } from 'zod';

/** The environment of a service with a leader; spread it into the service's own schema. */
export const leaderConfigShape = {
  LEASE_TTL_MS: z.coerce
    .number()
    .int()
    .min(1_000)
    .default(5_000)
    .describe('How long the leader may be silent before another replica takes over.'),
};
