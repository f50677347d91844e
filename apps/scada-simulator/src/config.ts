import { processConfigShape, secret } from '@eagle/service-kit';
import { z } from 'zod';

const plantKey = z.enum(['a', 'b', 'c']);

/** This process's environment. */
export const simulatorConfigSchema = z.object({
  ...processConfigShape,
  /** Which plants run, for example `a,b,c`. */
  PLANTS: z
    .string()
    .default('a,b,c')
    .transform((text) => text.split(',').map((key) => key.trim()))
    .pipe(z.array(plantKey).min(1, 'at least one of a, b, c')),
  /** The plants' databases as their writers, as JSON `{"a": "postgres://…", …}`. They are made by `prepareScada`. */
  SCADA_WRITER_URLS: secret(
    z.string('JSON with the address of each plant').refine((text) => readUrls(text) !== null, {
      message: 'JSON with the address of each plant, for example {"a": "postgres://…"}',
    }),
  ),
  /** The same seed gives the same plants. */
  SEED: z.coerce.number().int().default(1),
  /** Where the truth is written: what fails when. Nothing of the platform reads it. */
  TRUTH_DIR: z.string().min(1),
  /** Where the plants' state is kept between two runs; default: TRUTH_DIR. */
  STATE_DIR: z.string().min(1).optional(),
  /** History that new plants start with; default: each plant's own. */
  BACKFILL_HOURS: z.coerce
    .number()
    .positive()
    .max(24 * 60)
    .optional(),
});
export type SimulatorConfig = z.output<typeof simulatorConfigSchema>;

/** The addresses by plant; null when the text is not such a JSON object. */
export function readUrls(text: string): Record<string, string> | null {
  try {
    return z.record(z.string(), z.string()).parse(JSON.parse(text));
  } catch {
    return null;
  }
}
