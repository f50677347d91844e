import { type ReactElement, useMemo } from 'react';
import { type Configuration, SuggestionList } from '../drafts/index.js';
import { SUGGESTION_LISTS, type SuggestionKind, suggestionsIn } from './use-form-help.js';

interface SuggestionsProps {
  readonly configuration: Configuration;
  readonly kinds: readonly SuggestionKind[];
}

/** The lists that the fields of a page offer. */
export function Suggestions({ configuration, kinds }: SuggestionsProps): ReactElement {
  const lists = useMemo(() => suggestionsIn(configuration), [configuration]);
  return (
    <>
      {kinds.map((kind) => (
        <SuggestionList key={kind} id={SUGGESTION_LISTS[kind]} suggestions={lists[kind]} />
      ))}
    </>
  );
}
