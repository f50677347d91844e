import { serviceConfigShape } from '@eagle/service-kit';
import { z } from 'zod';

/** Environment of the prediction service. */
export const predictionConfigSchema = z.object({
  ...serviceConfigShape,
  /** Models that are fetched and opened at once; more wait. Bounds memory and the time the event loop is held at start. */
  MODEL_LOADS_MAX: z.coerce.number().int().min(1).max(16).default(2),
  /** Feature frames of one organization that may be in flight over all replicas. */
  FRAMES_PENDING_MAX: z.coerce.number().int().min(1).max(256).default(8),
  /** How long a start waits for the live models before it takes frames; organizations whose model is late are on rules only until then. */
  START_LOAD_MS_MAX: z.coerce.number().int().min(0).default(5_000),
});
export type PredictionConfig = z.output<typeof predictionConfigSchema>;
