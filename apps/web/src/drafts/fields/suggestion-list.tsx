import { memo, type ReactElement } from 'react';

/** A value that a field can take, and what it is in words. */
export interface Suggestion {
  readonly value: string;
  readonly label?: string;
}

interface SuggestionListProps {
  readonly id: string;
  readonly suggestions: readonly Suggestion[];
}

/** What fields of a form offer; one list serves all fields that refer to the same. */
export const SuggestionList = memo(function SuggestionList({
  id,
  suggestions,
}: SuggestionListProps): ReactElement {
  return (
    <datalist id={id}>
      {suggestions.map(({ value, label = '' }) => (
        <option key={value} value={value}>
          {label}
        </option>
      ))}
    </datalist>
  );
});
