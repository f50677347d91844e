import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useDeferredValue, useEffect, useMemo, useReducer } from 'react';
import { ApiProblem, useApi } from '../api/index.js';
import { useToast } from '../parts/index.js';
import { useOrganizationId } from '../session/index.js';
import { useTexts } from '../texts/index.js';
import type { Draft } from './draft.js';
import { fieldOf, type Part, PARTS, readConfiguration, SCHEMAS, valueOf } from './parts.js';
import { isChanged } from './saving/draft-state.js';
import type { DraftStore } from './saving/draft-store.js';
import { type FormEvent, nextForm, shownMistakes, UNTOUCHED } from './saving/save-stage.js';
import { useDraftStore } from './saving/use-draft-store.js';
import { CONFIGURATION, useSaving } from './saving/use-saving.js';
import { placeMistakes } from './schema/mistakes.js';
import { useSchemaCheck } from './use-schema-check.js';
import { merge } from './values/merge.js';
import { withValueAt } from './values/pointer.js';

const CHANGED_MEANWHILE = 'CONFIG.CHANGED_MEANWHILE';

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
  const configuration = useConfiguration();
  const [store, { state, keeping }] = useDraftStore(part);
  const { data, error, refetch } = configuration;
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
    const mistakes = shownMistakes(form, found);
    const facts = { part, field, configuration: data, isChanged: isChanged(state), keeping };
    return { ...state, ...facts, ...acts, mistakes, elsewhere, stage, attempts };
  }, [part, field, data, state, keeping, form, found, acts]);
  return { draft, error, readAgain: () => void refetch() };
}

type Acts = Pick<
  Draft,
  'setAt' | 'replace' | 'leave' | 'discard' | 'review' | 'join' | 'save' | 'close'
>;

/** What a form does with the draft of a part. */
function useActs(part: Part, store: DraftStore, tell: (event: FormEvent) => void) {
  const { t } = useTexts();
  const toast = useToast();
  const queryClient = useQueryClient();
  const saving = useSaving(part);
  return useMemo((): Acts => {
    /** The next question: what is wrong, whose change counts, or whether the difference is right. */
    const review = (): void => {
      const { state } = store.get();
      if (state === null) return;
      const { success } = SCHEMAS[part].safeParse(state.value);
      if (!success) tell({ kind: 'held-back' });
      else if (state.newer === null) tell({ kind: 'review' });
      else if (merge(state.base, state.value, state.newer.value).conflicts.length > 0) tell({ kind: 'join' });
      else {
        store.joinNewer(new Map());
        review();
      }
    };
    const save = async (): Promise<void> => {
      const { state } = store.get();
      if (state === null) return;
      tell({ kind: 'save' });
      try {
        await saving.replace(state.value, state.revision);
      } catch (error) {
        if (!(error instanceof ApiProblem)) throw error;
        if (error.code === CHANGED_MEANWHILE) {
          await readNewer();
        } else if (error.mistakes.length > 0) {
          tell({ kind: 'refused', ...placeMistakes(error.mistakes, part, PARTS) });
        } else tell({ kind: 'failed', error });
        return;
      }
      store.saved({ revision: state.revision, value: state.value });
      tell({ kind: 'done' });
      toast({ text: t('drafts.saved') });
      await queryClient.invalidateQueries();
    };
    const readNewer = async (): Promise<void> => {
      try {
        store.read(await saving.readNewer());
        review();
      } catch (error) {
        if (!(error instanceof ApiProblem)) throw error;
        tell({ kind: 'failed', error });
      }
    };
    return {
      setAt: (pointer, value) => {
        store.change((whole) => withValueAt(whole, pointer, value));
        tell({ kind: 'changed', at: pointer });
      },
      replace: (value) => {
        store.change(() => value);
        tell({ kind: 'changed', at: '' });
      },
      leave: (pointer) => tell({ kind: 'left', at: pointer }),
      discard: () => {
        store.discard();
        tell({ kind: 'done' });
      },
      review,
      join: (choices) => {
        store.joinNewer(choices);
        review();
      },
      save: () => void save(),
      close: () => tell({ kind: 'close' }),
    };
  }, [part, store, tell, saving, toast, t, queryClient]);
}
