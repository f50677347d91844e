import { join } from 'node:path';
import {
  readHoldOutFeatures,
  type ChampionScores,
  type Learned,
  type LearningFolders,
} from '@eagle/learning';
import { KNOWS_THE_ROWS, type KnowsTheRows } from '@eagle/models';
import type { Champion } from '../ports.js';

/** A run blocks the event loop: short runs let health checks through. */
const ROWS_AT_ONCE = 256;

/**
 * The live model's predictions for the held-out rows, unless it was trained on some of them: it
 * would be judged on known rows.
 */
export async function askChampion(
  champion: Champion,
  { holdOut }: Learned,
  folders: LearningFolders,
): Promise<ChampionScores | KnowsTheRows> {
  const { manifest } = champion;
  const firstMs = holdOut.timesMs.reduce((least, timeMs) => Math.min(least, timeMs), Infinity);
  if (firstMs <= Date.parse(manifest.trainedTo)) return KNOWS_THE_ROWS;
  const width = manifest.featureNames.length;
  const probability = new Float32Array(holdOut.timesMs.length);
  let at = 0;
  for await (const { matrix, rows } of readHoldOutFeatures(join(folders.dataset, 'rows.arrow'), width)) {
    for (let from = 0; from < rows; from += ROWS_AT_ONCE) {
      const count = Math.min(ROWS_AT_ONCE, rows - from);
      const part = matrix.subarray(from * width, (from + count) * width);
      probability.set(await champion.probability(part, count), at);
      at += count;
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
  return { probability, probabilityMin: manifest.probabilityMin };
}
