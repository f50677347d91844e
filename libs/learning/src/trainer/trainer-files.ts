import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  AppError,
  belowFloorSchema,
  featureReferenceSchema,
  trainedTreesSchema,
  usedHyperparametersSchema,
  type FeatureReference,
} from '@eagle/contracts/domain';
import { z } from 'zod';

/**
 * Largest differences between the exported graph and the trained models over every held-out row.
 */
const paritySchema = z.object({
  probability: z.number(),
  component: z.number(),
  timeToFailureMinutes: z.number(),
});

/** The part of the trainer's `report.json` that is read; the rest is for people. */
export const trainerReportSchema = z.object({
  preset: z.string(),
  hyperparameters: usedHyperparametersSchema,
  blend: z.array(trainedTreesSchema),
  trials: z.number().int(),
  componentsOwnModel: z.array(z.string()),
  rounds: z.number().int(),
  belowFloor: belowFloorSchema,
  /** Columns that reveal the end of a run. */
  leaks: z
    .array(
      z.object({
        feature: z.string(),
        kind: z.enum(['label', 'switch', 'countdown']),
        failures: z.number().int(),
        leadMinutes: z.number().nullable(),
      }),
    )
    .default([]),
  parity: paritySchema,
  dataDigest: z.string(),
  libraries: z.record(z.string(), z.string()),
});
export type TrainerReport = z.infer<typeof trainerReportSchema>;

export const REPORT_FILE = 'report.json';
/** Its content goes into the manifest. */
export const REFERENCE_FILE = 'reference.json';

/**
 * @param folder  Where the trainer wrote.
 * @throws AppError `TRAINING.TRAINER_FAILED` (unavailable) if a file is missing or invalid.
 */
export const readTrainerReport = (folder: string): Promise<TrainerReport> =>
  readJson(join(folder, REPORT_FILE), trainerReportSchema);

/**
 * Every feature with its distribution, in the order of the features. Parameter and errors as in
 * `readTrainerReport`.
 */
export const readReference = (folder: string): Promise<FeatureReference[]> =>
  readJson(join(folder, REFERENCE_FILE), z.array(featureReferenceSchema));

async function readJson<T>(path: string, schema: z.ZodType<T>): Promise<T> {
  try {
    return schema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (cause) {
    throw new AppError(
      'TRAINING.TRAINER_FAILED',
      'The trainer ended without an error, but a file that it must write is missing or invalid.',
      { path },
      { cause },
    );
  }
}

/**
 * The gate's check of parity: the trainer itself refuses a graph that differs by more than
 * rounding.
 */
export function parityOf({ parity }: TrainerReport): { passed: boolean; sentence: string } {
  const largest = Math.max(parity.probability, parity.component);
  return {
    passed: true,
    sentence: `The exported graph gives what the trained models give on every held-out row, to ${largest.toExponential(1)}.`,
  };
}
