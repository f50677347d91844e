import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useDeferredValue, useEffect, useMemo, useReducer } from 'react';
import { useApi } from '../api/index.js';
import { useToast } from '../parts/index.js';
import { useOrganizationId } from '../session/index.js';
import { useTexts } from '../texts/index.js';
import type { Draft } from './draft.js';
import { fieldOf, type Part, readConfiguration, valueOf } from './parts.js';
import { type DraftActs, draftActs } from './saving/draft-acts.js';
import { isChanged } from './saving/draft-state.js';
import type { DraftStore } from './saving/draft-store.js';
import { type FormEvent, nextForm, shownMistakes, UNTOUCHED } from './saving/save-stage.js';
import { useDraftStore } from './saving/use-draft-store.js';
import { CONFIGURATION, useSaving } from './saving/use-saving.js';
import { useSchemaCheck } from './use-schema-check.js';

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
export function useDraft(part: Part): ReadDraft {
  const { data, error, refetch } = useConfiguration();
  const [store, { state, keeping }] = useDraftStore(part);
  const [form, tell] = useReducer(nextForm, UNTOUCHED);
  const acts = useActs(part, store, tell);
  const field = fieldOf(part);
  const check = useSchemaCheck(part);
  useEffect(() => {
    if (data !== undefined) store.read({ revision: data.revision, value: valueOf(part, data) });
  }, [store, part, data]);
  const typed = useDeferredValue(state?.value);
  const found = useMemo(() => (typed === undefined ? [] : check(typed)), [typed, check]);
  const draft = useMemo(() => {
    if (state === null || data === undefined) return null;
    const { stage, elsewhere, attempts } = form;
    const facts = { part, field, configuration: data, isChanged: isChanged(state), keeping };
    const mistakes = shownMistakes(form, found);
    return { ...state, ...facts, ...acts, mistakes, elsewhere, stage, attempts };
  }, [part, field, data, state, keeping, form, found, acts]);
  return { draft, error, readAgain: () => void refetch() };
}

function useActs(part: Part, store: DraftStore, tell: (event: FormEvent) => void): DraftActs {
  const { t } = useTexts();
  const toast = useToast();
  const queryClient = useQueryClient();
  const saving = useSaving(part);
  return useMemo(
    () =>
      draftActs({
        part,
        store,
        tell,
        ...saving,
        onJoined: () => toast({ text: t('drafts.joined') }),
        onSaved: () => {
          toast({ text: t('drafts.saved') });
          // Everything that a page shows may follow from the configuration.
          void queryClient.invalidateQueries();
        },
      }),
    [part, store, tell, saving, toast, t, queryClient],
  );
}
