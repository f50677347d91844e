import { createContext, useContext } from 'react';
import type { Pointer } from '../values/pointer.js';

/** What a form knows beyond the schema of its fields. */
export interface FormHelp {
  /**
   * What a text refers to, by the path of its field: the id of a `<SuggestionList>` of the page, for
   * example of all tags for `rules.tag`. The field offers them and takes any other text too: the
   * gateway decides whether it exists.
   */
  readonly suggestionsOf: (path: string) => string | null;
  /** Unit of a number without one in its name: that of its tag, for example `°C`. */
  readonly unitAt: (pointer: Pointer) => string;
  /** Fields that cannot be changed here: the id of an entry that has a history. */
  readonly isFixed: (pointer: Pointer) => boolean;
}

export const FormContext = createContext<FormHelp>({
  suggestionsOf: () => null,
  unitAt: () => '',
  isFixed: () => false,
});

export const useFormHelp = (): FormHelp => useContext(FormContext);
