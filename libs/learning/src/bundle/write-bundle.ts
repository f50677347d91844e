import { createHash } from 'node:crypto';
import { open, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { modelManifestSchema, type ModelManifest } from '@eagle/contracts/domain';
import {
  BUNDLE_FILES,
  CARD_FILE,
  checkFiles,
  modelCard,
  parseGoldenRows,
  parseManifest,
  PROBABILITY_FILE,
  TREES_FILE,
  type CardFacts,
  type JudgedManifest,
} from '@eagle/models';
import { readReference, REFERENCE_FILE, REPORT_FILE, type TrainerReport } from '../trainer/trainer-files.js';

/** The parts of a bundle that are not files of the trainer. */
export interface BundleFacts {
  /** The caller's part of the manifest; the rest comes from the trainer's files. */
  readonly manifest: Omit<JudgedManifest, 'v' | 'dataDigest' | 'libraries' | 'reference' | 'belowFloor'>;
  /** The trainer's own, of this folder. */
  readonly report: TrainerReport;
  /** For the card. */
  readonly organization: CardFacts['organization'];
  readonly failures: CardFacts['failures'];
}

/**
 * Completes the trainer's folder to a bundle: writes the model card, hashes every file, writes
 * `manifest.json`, and leaves nothing else in it.
 * @throws AppError `TRAINING.TRAINER_FAILED` (unavailable) when the trainer's files are missing or
 *   invalid.
 */
export async function writeBundle(folder: string, facts: BundleFacts): Promise<ModelManifest> {
  const { report, organization, failures } = facts;
  const { dataDigest, libraries, belowFloor } = report;
  const reference = await readReference(folder);
  const known: JudgedManifest = { v: 1, ...facts.manifest, dataDigest, libraries, reference, belowFloor };
  parseGoldenRows(await readFile(join(folder, 'golden.json')), known);
  // The card describes the manifest. It cannot contain the digests of the files, because its own is
  // one of them.
  const card = modelCard({ manifest: known, organization, failures, ownModels: report.componentsOwnModel });
  await writeFile(join(folder, CARD_FILE), card);
  const files: Record<string, string> = {};
  for (const name of [...BUNDLE_FILES, PROBABILITY_FILE, TREES_FILE, REPORT_FILE, CARD_FILE]) {
    files[name] = await digestOf(join(folder, name));
  }
  const manifest: ModelManifest = { ...known, files };
  for (const extra of [REFERENCE_FILE, 'predictions.arrow', 'model.txt'])
    await rm(join(folder, extra), { force: true });
  const bytes = Buffer.from(JSON.stringify(modelManifestSchema.parse(manifest), null, 2));
  checkFiles(parseManifest(bytes), files);
  await writeSynced(join(folder, 'manifest.json'), bytes);
  return manifest;
}

async function digestOf(path: string): Promise<string> {
  const file = await open(path, 'r+');
  try {
    await file.sync();
    return createHash('sha256')
      .update(await file.readFile())
      .digest('hex');
  } finally {
    await file.close();
  }
}

async function writeSynced(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'w');
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}
