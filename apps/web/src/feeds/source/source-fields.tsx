import type { ReactElement } from 'react';
import { type Draft, fieldAt, type Pointer, SchemaForm, stepsOf } from '../../drafts/index.js';

interface SourceFieldsProps {
  readonly draft: Draft;
  /** An object of the draft: `/feed`. */
  readonly at: Pointer;
  readonly only: readonly string[];
}

/** Some fields of the feed or of its mapping. */
export function SourceFields({ draft, at, only }: SourceFieldsProps): ReactElement | null {
  const field = fieldAt(draft.field, stepsOf(at).join('.'));
  return field === undefined ? null : <SchemaForm draft={draft} field={field} at={at} only={only} />;
}
