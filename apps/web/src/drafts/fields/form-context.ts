import { createContext, useContext } from 'react';
import type { Pointer } from '../values/pointer.js';

/** A value that a field can take, and what it is in words. */
export interface Suggestion {
  readonly value: string;
  readonly label?: string;
}

/** What a form knows beyond the schema of its fields. */
export interface FormHelp {
  /**
   * What a text refers to, by the path of its field: tags for `rules.tag`. A field with suggestions
   * offers them, and takes any other text too: the gateway decides whether it exists.
   */
  readonly suggestionsOf: (path: string) => readonly Suggestion[] | null;
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
