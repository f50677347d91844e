import { useQueryClient } from '@tanstack/react-query';
import { answer, ApiProblem, useApi } from '../../api/index.js';
import { unsentForms, useToast } from '../../parts/index.js';
import { useOrganizationQuery } from '../../session/index.js';
import { useTexts } from '../../texts/index.js';
import { keptAs } from './kept-sentence.js';

/** Adds a note to an alert. Until it is saved, the dialog opens with it again. */
export function useNote(): (alertId: string, note: string) => void {
  const api = useApi();
  const query = useOrganizationQuery();
  const queryClient = useQueryClient();
  const toast = useToast();
  const { t, sentences } = useTexts();
  const add = async (alertId: string, note: string): Promise<void> => {
    try {
      await answer(
        api.POST('/api/v1/alerts/{alertId}/notes', {
          params: { path: { alertId }, query },
          body: { note },
        }),
      );
      unsentForms.forget(keptAs('note', [alertId]));
      await queryClient.invalidateQueries({ queryKey: ['alarms', 'notes', alertId] });
    } catch (problem) {
      const why = problem instanceof ApiProblem ? sentences.refusal(problem) : '';
      toast({
        text: t('alarms.note.failed', { why }),
        action: { label: t('states.try-now'), onAct: () => void add(alertId, note) },
      });
    }
  };
  return (alertId, note) => void add(alertId, note);
}
