import { serviceConfigShape } from '@eagle/service-kit';
import { z } from 'zod';

const MiB = 1024 * 1024;

/** Environment of the prediction service. */
export const predictionConfigSchema = z.object({
  ...serviceConfigShape,
  MODEL_LOADS_MAX: z.coerce
    .number()
    .int()
    .min(1)
    .max(16)
    .default(2)
    .describe(
      'Models that are fetched and opened at once; further ones wait. It limits memory, and how long the event loop is blocked at a start.',
    ),
  MODEL_BYTES_MAX: z.coerce
    .number()
    .int()
    .min(MiB)
    .default(1_536 * MiB)
    .describe(
      'Memory of all models together. Above it, the least recently used model is evicted; it is loaded again when its next frame comes.',
    ),
  MODEL_BYTES_PER_ORGANIZATION_MAX: z.coerce
    .number()
    .int()
    .min(MiB / 16)
    .default(256 * MiB)
    .describe(
      'Memory of one organization’s model. A larger model is refused and the organization stays on rules.',
    ),
  MODEL_BYTES_PER_ORGANIZATION_FLOOR: z.coerce
    .number()
    .int()
    .min(0)
    .default(4 * MiB)
    .describe('A model in use of at most this size is evicted only where no larger or idle model can be.'),
  FRAMES_HELD_MAX: z.coerce
    .number()
    .int()
    .min(64)
    .max(16_384)
    .default(2_048)
    .describe(
      'Feature frames of all organizations together that a replica holds or has requested; a frame has at most 47 KB.',
    ),
  START_LOAD_MS_MAX: z.coerce
    .number()
    .int()
    .min(0)
    .default(5_000)
    .describe(
      'How long a start waits for the live models before it takes frames. An organization with a late model has rules only until it is loaded.',
    ),
});
export type PredictionConfig = z.output<typeof predictionConfigSchema>;
