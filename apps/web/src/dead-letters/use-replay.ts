import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answer, ApiProblem, useApi } from '../api/index.js';
import { useToast } from '../parts/index.js';
import { useTexts } from '../texts/index.js';
import { DEAD_LETTERS, type DeadLetter } from './letters.js';

/** Has the writer of its subject send a message again; the letter stays in the list. */
export function useReplay() {
  const api = useApi();
  const queryClient = useQueryClient();
  const toast = useToast();
  const { t, sentences } = useTexts();
  return useMutation({
    mutationFn: ({ organizationId, sequence }: DeadLetter) => {
      const path = { organizationId: organizationId ?? '', sequence };
      return answer(
        api.POST('/api/v1/organizations/{organizationId}/dead-letters/{sequence}/replay', {
          params: { path },
        }),
      );
    },
    onSuccess: ({ isDuplicate }) => {
      toast({ text: t(isDuplicate ? 'platform.dead-letters.twice' : 'platform.dead-letters.sent') });
      void queryClient.invalidateQueries({ queryKey: [DEAD_LETTERS] });
    },
    onError: (error) =>
      toast({ text: error instanceof ApiProblem ? sentences.refusal(error) : t('platform.change-failed') }),
  });
}
