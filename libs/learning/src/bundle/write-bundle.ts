import { createHash } from 'node:crypto';
import { open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError, featureReferenceSchema, modelManifestSchema, type ModelManifest } from '@eagle/contracts';
import { BUNDLE_FILES, checkFiles, parseGoldenRows, parseManifest } from '@eagle/models';
import { z } from 'zod';

const reportSchema = z.object({
  dataDigest: z.string(),
  libraries: z.record(z.string(), z.string()),
});

/** What the service knows of a model; the rest of the manifest comes from the trainer's files. */
export type ManifestFacts = Omit<ModelManifest, 'v' | 'dataDigest' | 'libraries' | 'reference' | 'files'>;

/**
 * Completes the trainer's folder to a bundle: reads back what it wrote, hashes it, writes `manifest.json`, and leaves nothing else in it.
 * @throws AppError `TRAINING.TRAINER_FAILED` (unavailable) when the trainer's files are not what they should be.
 */
export async function writeBundle(folder: string, facts: ManifestFacts): Promise<ModelManifest> {
  const report = await readJson(join(folder, 'report.json'), reportSchema);
  const reference = await readJson(join(folder, 'reference.json'), z.array(featureReferenceSchema));
  const kept = [...BUNDLE_FILES, 'trees.json', 'report.json'];
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
  for (const extra of ['reference.json', 'predictions.arrow', 'model.txt'])
    await rm(join(folder, extra), { force: true });
  const bytes = Buffer.from(JSON.stringify(modelManifestSchema.parse(manifest), null, 2));
  checkFiles(parseManifest(bytes), files);
  await writeSynced(join(folder, 'manifest.json'), bytes);
  return manifest;
}

async function readJson<T>(path: string, schema: z.ZodType<T>): Promise<T> {
  try {
    return schema.parse(JSON.parse(await readFile(path, 'utf8')));
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
