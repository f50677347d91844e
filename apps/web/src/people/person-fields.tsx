import type { ReactElement } from 'react';
import { ApiProblem } from '../api/index.js';
import { TextField } from '../parts/index.js';
import { type Sentences, useTexts } from '../texts/index.js';

/** What the platform may find wrong with a person, as a pointer into the request. */
export type PersonPointer = '/email' | '/name' | '/password';

/** What the platform says of one field; undefined where it says nothing. */
export function mistakeAt(
  error: Error | null,
  pointer: PersonPointer,
  sentences: Sentences,
): string | undefined {
  if (!(error instanceof ApiProblem)) return undefined;
  const mistake = error.mistakeAt(pointer);
  return mistake === undefined ? undefined : sentences.mistake(mistake, error.code);
}

interface PersonFieldsProps {
  readonly person: { readonly email: string; readonly name?: string | undefined };
  readonly error: Error | null;
  readonly onChange: (change: { readonly email?: string; readonly name?: string }) => void;
}

/** Who a new person is. */
export function PersonFields({ person, error, onChange }: PersonFieldsProps): ReactElement {
  const { t, sentences } = useTexts();
  return (
    <>
      <TextField
        label={t('people.email')}
        type="email"
        autoComplete="off"
        required
        value={person.email}
        mistake={mistakeAt(error, '/email', sentences)}
        onChange={(event) => onChange({ email: event.target.value })}
      />
      <TextField
        label={t('people.name')}
        autoComplete="off"
        value={person.name ?? ''}
        mistake={mistakeAt(error, '/name', sentences)}
        onChange={(event) => onChange({ name: event.target.value })}
      />
    </>
  );
}
