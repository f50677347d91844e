import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useDeferredValue, useEffect, useMemo } from 'react';
import { ApiProblem, useApi } from '../api/index.js';
import { useToast } from '../parts/index.js';
import { useOrganizationId } from '../session/index.js';
import { useTexts } from '../texts/index.js';
import { useUndo } from '../undo/index.js';
import type { Draft } from './draft.js';
import { type DraftPart, fieldOf, readConfiguration, valueOf } from './parts.js';
import { type DraftActs, draftActs } from './saving/draft-acts.js';
import { isChanged } from './saving/draft-state.js';
import type { DraftStore } from './saving/draft-store.js';
import { shownMistakes } from './saving/save-stage.js';
import { type SavedChange, takeBack } from './saving/take-back.js';
import { useDraftStore, withoutSecrets } from './saving/use-draft-store.js';
import { CONFIGURATION, useSaving } from './saving/use-saving.js';
import { useSchemaCheck } from './use-schema-check.js';
import { isSame } from './values/json.js';

export interface ReadDraft {
  /** Null until the configuration was read. */
  readonly draft: Draft | null;
  readonly error: Error | null;
  readonly readAgain: () => void;
}

/** The whole configuration, as the platform has it. */
export function useConfiguration() {
  const api = useApi();
  const organizationId = useOrganizationId();
  return useQuery({
    queryKey: [CONFIGURATION, organizationId],
    queryFn: ({ signal }) => readConfiguration(api, organizationId, signal),
  });
}

/** The draft of a part: what was typed and not saved, or what the platform has. */
export function useDraft(part: DraftPart): ReadDraft {
  const { data, error, refetch } = useConfiguration();
  const [store, { state, keeping, form }] = useDraftStore(part);
  const acts = useActs(part, store);
  const field = fieldOf(part);
  const check = useSchemaCheck(part);
  useEffect(() => {
    if (data !== undefined) store.read({ revision: data.revision, value: valueOf(part, data) });
  }, [store, part, data]);
  const typed = useDeferredValue(state?.value);
  const found = useMemo(() => (typed === undefined ? [] : check(typed)), [typed, check]);
  const mistakes = useMemo(
    () => (typed === undefined ? [] : shownMistakes(form, found, typed)),
    [form, found, typed],
  );
  const draft = useMemo(() => {
    if (state === null || data === undefined) return null;
    const { stage, elsewhere, attempts } = form;
    const facts = { part, field, configuration: data, isChanged: isChanged(state), keeping };
    return { ...state, ...facts, ...acts, mistakes, elsewhere, stage, attempts };
  }, [part, field, data, state, keeping, form, mistakes, acts]);
  return { draft, error, readAgain: () => void refetch() };
}

function useActs(part: DraftPart, store: DraftStore): DraftActs {
  const { t } = useTexts();
  const toast = useToast();
  const queryClient = useQueryClient();
  const saving = useSaving(part);
  const onSaved = useOnSaved(part, store);
  return useMemo(
    () =>
      draftActs({
        part,
        store,
        ...saving,
        onJoined: () => toast({ text: t('drafts.joined') }),
        onSaved: (change) => {
          onSaved(change);
          // Everything that a page shows may follow from the configuration.
          void queryClient.invalidateQueries();
        },
      }),
    [part, store, saving, toast, t, queryClient, onSaved],
  );
}

/** Says that it is saved, with a way back: the former value as one more revision. */
function useOnSaved(part: DraftPart, store: DraftStore): (change: SavedChange) => void {
  const { t, sentences } = useTexts();
  const toast = useToast();
  const { offer } = useUndo();
  const queryClient = useQueryClient();
  const saving = useSaving(part);
  return useCallback(
    (change) => {
      const { former, saved, typed } = change;
      // The former password is known to nobody here.
      if (!isSame(withoutSecrets(part)(typed), typed)) return toast({ text: t('drafts.saved') });
      const undo = async (): Promise<string> => {
        try {
          if ((await takeBack({ former, saved }, saving)) === 'over') return t('undo.saved-over');
        } catch (error) {
          if (error instanceof ApiProblem) return t('undo.failed', { reason: sentences.refusal(error) });
          throw error;
        }
        store.read(await saving.readNewer());
        void queryClient.invalidateQueries();
        return t('undo.done');
      };
      offer({ text: t('drafts.saved'), undo });
    },
    [part, store, saving, queryClient, offer, toast, t, sentences],
  );
}
