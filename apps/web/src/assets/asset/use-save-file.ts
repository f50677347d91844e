import { useCallback } from 'react';
import { ApiProblem } from '../../api/index.js';
import { saveFile, useToast } from '../../parts/index.js';
import { useTexts } from '../../texts/index.js';
import { usePlantTime } from '../../time/index.js';
import type { Axis } from './axis.js';
import { useSeriesFile } from './use-asset-history.js';

/** Saves what the lanes show as CSV. Never rejects: a failure is said. */
export function useSaveFile(
  wanted: { readonly assetId: string; readonly axis: Axis },
  tags: readonly string[],
): () => Promise<void> {
  const { t, sentences } = useTexts();
  const plantTime = usePlantTime();
  const toast = useToast();
  const readFile = useSeriesFile(wanted, tags, plantTime.zone);
  const { assetId, axis } = wanted;
  return useCallback(async () => {
    try {
      saveFile(await readFile(), `${assetId} ${plantTime.iso(axis.range.fromMs).replaceAll(':', '')}.csv`);
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      toast({ text: t('assets.export.failed', { reason: sentences.refusal(error) }) });
    }
  }, [readFile, assetId, axis.range, plantTime, toast, t, sentences]);
}
