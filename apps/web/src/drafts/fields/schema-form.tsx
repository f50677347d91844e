import type { ReactElement } from 'react';
import type { Draft } from '../draft.js';
import { type Field, fieldsOf } from '../schema/field.js';
import { type Pointer, stepInto, valueAt } from '../values/pointer.js';
import { SchemaField } from './schema-field.js';
import { useIsReadOnly } from './use-is-read-only.js';

interface SchemaFormProps {
  readonly draft: Draft;
  /** An object, or variants; absent: the whole part. */
  readonly field?: Field;
  /** Where the object is in the draft. */
  readonly at?: Pointer;
  /** Names of the fields to show; absent: all. */
  readonly only?: readonly string[];
}

/** The fields of an object, made from its schema. On a phone they are for reading. */
export function SchemaForm({ draft, field = draft.field, at = '', only }: SchemaFormProps): ReactElement {
  const isReadOnly = useIsReadOnly();
  const fields = fieldsOf(field, valueAt(draft.value, at));
  return (
    <fieldset className="schema-form" disabled={isReadOnly}>
      {fields
        .filter(({ name }) => only?.includes(name) ?? true)
        .map((child) => (
          <SchemaField key={child.name} draft={draft} field={child} at={stepInto(at, child.name)} />
        ))}
    </fieldset>
  );
}
