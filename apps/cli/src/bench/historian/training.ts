import { z } from 'zod';
import { figure, type Figure } from '../figure.js';
import { jsonOf } from '../run-script.js';

const SCRIPT = 'apps/training/dist/past/past.bench.js';
const RUN_MS_MAX = 3_600_000;
/** More days say nothing new. */
const DAYS_MAX = 30;

const costSchema = z.object({ wallMs: z.number(), cpuMs: z.number(), rssMiBMax: z.number() });
const bothSchema = z.object({ historian: costSchema, source: costSchema });
const trainingSchema = z.object({
  days: z.number(),
  scans: z.number(),
  read: bothSchema,
  trained: bothSchema,
});
export type TrainingCost = z.output<typeof trainingSchema>;

/**
 * A training of plant A that reads the historian, and one that reads the source, both up to the
 * trainer, which is the same for both.
 */
export async function measureTraining(days: number): Promise<TrainingCost> {
  const args = [String(Math.min(days, DAYS_MAX))];
  return trainingSchema.parse(await jsonOf(SCRIPT, { args, timeoutMs: RUN_MS_MAX }));
}

export function trainingFigures(part: string, { days, trained }: TrainingCost): Figure[] {
  const { historian, source } = trained;
  const compared = (text: string, unit: string, of: (cost: typeof historian) => number) => ({
    part,
    name: `training of plant A from the historian, ${days} days: ${text}`,
    value: of(historian),
    unit,
    yardstick: { what: 'through the source', value: of(source) },
  });
  return [
    figure({ ...compared('time', 's', ({ wallMs }) => wallMs / 1_000), bar: 'trainingFromHistory' }),
    figure(compared('CPU of training', 's CPU', ({ cpuMs }) => cpuMs / 1_000)),
    figure(compared('memory of training, at most', 'MiB', ({ rssMiBMax }) => rssMiBMax)),
  ];
}
