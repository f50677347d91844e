import { answer, ApiProblem, useApi } from '../../api/index.js';
import { useToast } from '../../parts/index.js';
import { useOrganizationQuery } from '../../session/index.js';
import { useTexts } from '../../texts/index.js';

/** Saves the card of a version as Markdown. Never rejects: a failure is said. */
export function useSaveCard(version: string): () => Promise<void> {
  const { t, sentences } = useTexts();
  const api = useApi();
  const query = useOrganizationQuery();
  const toast = useToast();
  return async () => {
    try {
      const params = { path: { version }, query };
      const card = await answer(api.GET('/api/v1/ml/models/{version}/card', { params, parseAs: 'blob' }));
      const file = URL.createObjectURL(card);
      const link = document.createElement('a');
      link.href = file;
      link.download = `model ${version}.md`;
      link.click();
      URL.revokeObjectURL(file);
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      toast({ text: t('models.card.failed', { reason: sentences.refusal(error) }) });
    }
  };
}
