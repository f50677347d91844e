import { serviceConfigShape } from '@eagle/service-kit';
import { z } from 'zod';

const MiB = 1024 * 1024;

/** Environment of the prediction service. */
export const predictionConfigSchema = z.object({
  ...serviceConfigShape,
  /** Models that are fetched and opened at once; more wait. Bounds memory and the time the event loop is held at start. */
  MODEL_LOADS_MAX: z.coerce.number().int().min(1).max(16).default(2),
  /** Memory of all models together; above it the least recently used one makes room and is loaded again when its next frame comes. */
  MODEL_BYTES_MAX: z.coerce
    .number()
    .int()
    .min(MiB)
    .default(1_536 * MiB),
  /** Cap: memory of one organization's model; a larger one is refused and the organization stays on rules. */
  MODEL_BYTES_PER_ORGANIZATION_MAX: z.coerce
    .number()
    .int()
    .min(MiB / 16)
    .default(256 * MiB),
  /** Floor: a model of at most so much memory, in use, makes room only where no larger or idle one can. */
  MODEL_BYTES_PER_ORGANIZATION_FLOOR: z.coerce
    .number()
    .int()
    .min(0)
    .default(4 * MiB),
  /** Feature frames of all organizations together that a replica has in hand or asked for: those of sixteen floods, 47 KB each at most. */
  FRAMES_HELD_MAX: z.coerce.number().int().min(64).max(16_384).default(2_048),
  /** How long a start waits for the live models before it takes frames; organizations whose model is late are on rules only until then. */
  START_LOAD_MS_MAX: z.coerce.number().int().min(0).default(5_000),
});
export type PredictionConfig = z.output<typeof predictionConfigSchema>;
