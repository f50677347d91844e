import { type ReactElement, useId } from 'react';
import type { Draft } from '../draft.js';
import type { Field } from '../schema/field.js';
import { mistakeAt } from '../schema/mistakes.js';
import { type Pointer, valueAt } from '../values/pointer.js';
import { useFieldTexts } from './field-texts.js';
import { ScalarControl } from './scalar-control.js';

interface BareFieldProps {
  readonly draft: Draft;
  /** A text, a number, a choice or a yes. */
  readonly field: Field;
  readonly at: Pointer;
  /** Its name for screen readers, where the label alone does not tell it from its neighbours. */
  readonly name?: string;
}

/** A control without words around it, for rows of a table or a sentence; its mistake stands below. */
export function BareField({ draft, field, at, name }: BareFieldProps): ReactElement {
  const id = useId();
  const { label } = useFieldTexts();
  const mistake = mistakeAt(draft.mistakes, at);
  const mistakeId = `${id}-mistake`;
  return (
    <span className="bare-field">
      <ScalarControl
        draft={draft}
        field={field}
        at={at}
        value={valueAt(draft.value, at)}
        ids={{
          id,
          'aria-label': name ?? label(field),
          'aria-describedby': mistake === undefined ? undefined : mistakeId,
          'aria-invalid': mistake === undefined ? undefined : true,
        }}
      />
      {mistake === undefined ? null : (
        <span id={mistakeId} className="mistake">
          {mistake}
        </span>
      )}
    </span>
  );
}
