import type { ReactElement } from 'react';
import { type Draft, fieldAt, SchemaForm } from '../../drafts/index.js';
import { OperatingStates } from '../states/operating-states.js';
import { type SectionName, SECTIONS } from './sections.js';

interface SectionFormProps {
  readonly draft: Draft;
  readonly section: SectionName;
}

/** The fields of a section; one object alone needs no second heading. */
export function SectionForm({ draft, section }: SectionFormProps): ReactElement {
  const [first, ...others] = SECTIONS[section];
  const field = fieldAt(draft.field, first);
  if (section === 'states') {
    return (
      <>
        <OperatingStates draft={draft} />
        <SchemaForm draft={draft} only={others} />
      </>
    );
  }
  return field?.kind === 'object' && others.length === 0 ? (
    <SchemaForm draft={draft} field={field} at={`/${first}`} />
  ) : (
    <SchemaForm draft={draft} only={SECTIONS[section]} />
  );
}
