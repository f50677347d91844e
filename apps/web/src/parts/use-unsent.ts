import { useState } from 'react';
import { type TypedFields, unsentForms, withFields } from './unsent-forms.js';

export interface UnsentForm<Name extends string> {
  readonly typed: TypedFields<Name>;
  readonly change: (fields: Partial<TypedFields<Name>>) => void;
  /** What was typed has arrived, and the form is as at first. */
  readonly sent: () => void;
}

/**
 * The fields of a form, kept while they are typed: a form that was left opens with them again, also
 * after a reload or another sign-in of the same person. A password is no such field.
 * @param form  Names the form and what it is about: `people invite <organization>`.
 * @param empty  The fields as they are at first.
 */
export function useUnsent<Name extends string>(form: string, empty: TypedFields<Name>): UnsentForm<Name> {
  const [typed, setTyped] = useState(() => withFields(empty, unsentForms.get(form)));
  return {
    typed,
    change: (fields) => {
      const next = withFields<Name>(typed, fields);
      setTyped(next);
      unsentForms.keep(form, next);
    },
    sent: () => {
      setTyped(empty);
      unsentForms.forget(form);
    },
  };
}
