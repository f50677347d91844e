import { processConfigShape, secret } from '@eagle/service-kit';
import { z } from 'zod';

const plantKey = z.enum(['a', 'b', 'c']);

/** This process's environment. */
export const simulatorConfigSchema = z.object({
  ...processConfigShape,
  PLANTS: z
    .string()
    .default('a,b,c')
    .transform((text) => text.split(',').map((key) => key.trim()))
    .pipe(z.array(plantKey).min(1, 'at least one of a, b, c'))
    .describe('Which plants run, of a, b and c, separated by commas.'),
  SCADA_WRITER_URLS: secret(
    z.string('JSON with the address of each plant').refine((text) => readUrls(text) !== null, {
      message: 'JSON with the address of each plant, for example {"a": "postgres://…"}',
    }),
  ).describe(
    'Address of each plant’s database, with the role that writes: JSON such as `{"a": "postgres://..."}`. `prepareScada` makes them.',
  ),
  SEED: z.coerce.number().int().default(1).describe('Equal seeds give equal plants.'),
  TRUTH_DIR: z
    .string()
    .min(1)
    .describe('Folder for the truth files: which component fails when. No part of the platform reads them.'),
  STATE_DIR: z
    .string()
    .min(1)
    .optional()
    .describe('Folder that keeps the state of the plants between two runs; without it, TRUTH_DIR.'),
  BACKFILL_HOURS: z.coerce
    .number()
    .positive()
    .max(24 * 60)
    .optional()
    .describe('History that new plants start with; without it, the default of each plant.'),
});
export type SimulatorConfig = z.output<typeof simulatorConfigSchema>;

/** Reads the addresses by plant; null when the text is not such a JSON object. */
export function readUrls(text: string): Record<string, string> | null {
  try {
    return z.record(z.string(), z.string()).parse(JSON.parse(text));
  } catch {
    return null;
  }
}
