import { type ReactElement, useMemo } from 'react';
import { type Draft, identityOf, isList, SuggestionList, valueAt } from '../drafts/index.js';
import { SUGGESTION_LISTS, type SuggestionKind, suggestionsIn } from './use-form-help.js';

interface SuggestionsProps {
  readonly draft: Draft;
  readonly kinds: readonly SuggestionKind[];
}

/** The lists that the fields of a page offer; states that are drafted on it are among them. */
export function Suggestions({ draft, kinds }: SuggestionsProps): ReactElement {
  const { configuration } = draft;
  const drafted = valueAt(draft.value, '/operatingStates');
  const lists = useMemo(() => {
    const states = isList(drafted)
      ? drafted.flatMap((state) => identityOf(state) ?? [])
      : configuration.settings.operatingStates.map(({ state }) => state);
    return suggestionsIn(configuration, states);
  }, [configuration, drafted]);
  return (
    <>
      {kinds.map((kind) => (
        <SuggestionList key={kind} id={SUGGESTION_LISTS[kind]} suggestions={lists[kind]} />
      ))}
    </>
  );
}
