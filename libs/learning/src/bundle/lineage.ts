import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { ModelLineage, ModelVersion, OrganizationConfig } from '@eagle/contracts/domain';
import { z } from 'zod';
import type { TrainerReport } from '../trainer/trainer-files.js';

const packageSchema = z.object({ version: z.string() });

/** @param commit  Commit of the running code, as its launcher reports it. */
export function codeRevisionOf(commit: string): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return `${packageSchema.parse(JSON.parse(text)).version}+${commit}`;
}

/**
 * The origin of a model, for its manifest.
 * @param parent  The live model that it was compared with; null where there was none.
 */
export function lineageOf(
  { preset, hyperparameters, blend, rounds, trials }: TrainerReport,
  { settings }: Pick<OrganizationConfig, 'settings'>,
  codeRevision: string,
  parent: ModelVersion | null,
): ModelLineage {
  const settingsDigest = createHash('sha256').update(JSON.stringify(settings)).digest('hex');
  const { monotone } = settings.training;
  return { codeRevision, settingsDigest, preset, hyperparameters, blend, rounds, trials, monotone, parent };
}
