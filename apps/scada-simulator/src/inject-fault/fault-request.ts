import { z } from 'zod';

const HOUR_MS = 3_600_000;

/** `POST /faults`: makes a component fail so that its flag rises in about `tripInMs`. */
export const faultRequestSchema = z.object({
  plant: z.enum(['a', 'b', 'c']),
  /** Default: the plant's first asset. */
  asset: z.string().min(1).optional(),
  component: z.string().min(1),
  tripInMs: z
    .number()
    .int()
    .min(1_000)
    .max(24 * HOUR_MS),
  /**
   * How long a new fault counts as having developed at its start; a developing one keeps its past.
   */
  developedForMs: z.number().int().min(0).max(HOUR_MS).default(480_000),
});
