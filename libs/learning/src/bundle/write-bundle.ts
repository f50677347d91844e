import { createHash } from 'node:crypto';
import { open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { modelManifestSchema, type ModelManifest } from '@eagle/contracts';
import { BUNDLE_FILES, checkFiles, parseGoldenRows, parseManifest, TREES_FILE } from '@eagle/models';
import { readReference, REFERENCE_FILE, REPORT_FILE, type TrainerReport } from '../trainer/trainer-files.js';

/** What the service knows of a model; the rest of the manifest comes from the trainer's files. */
export type ManifestFacts = Omit<ModelManifest, 'v' | 'dataDigest' | 'libraries' | 'reference' | 'files'>;

/**
 * Completes the trainer's folder to a bundle: hashes what it wrote, writes `manifest.json`, and leaves nothing else in it.
 * @param report  The trainer's own, of this folder.
 * @throws AppError `TRAINING.TRAINER_FAILED` (unavailable) when the trainer's files are not what they should be.
 */
export async function writeBundle(
  folder: string,
  report: TrainerReport,
  facts: ManifestFacts,
): Promise<ModelManifest> {
  const reference = await readReference(folder);
  const kept = [...BUNDLE_FILES, TREES_FILE, REPORT_FILE];
  const files: Record<string, string> = {};
  for (const name of kept) files[name] = await digestOf(join(folder, name));
  const manifest: ModelManifest = {
    v: 1,
    ...facts,
    dataDigest: report.dataDigest,
    libraries: report.libraries,
    reference,
    files,
  };
  parseGoldenRows(await readFile(join(folder, 'golden.json')), manifest);
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
