import type { ReactElement, ReactNode } from 'react';
import { Button, classNames, IconButton } from '../../parts/index.js';
import { useTexts } from '../../texts/index.js';
import type { Draft } from '../draft.js';
import { emptyValueOf } from '../schema/empty-value.js';
import type { Field, ListFacts } from '../schema/field.js';
import { mistakeAt } from '../schema/mistakes.js';
import { isList, type Json } from '../values/json.js';
import { identityOf } from '../values/place.js';
import { type Pointer, stepInto, valueAt } from '../values/pointer.js';
import { type ControlIds, POINTER_ATTRIBUTE } from './control.js';
import { useFieldTexts } from './field-texts.js';
import { goToField } from './go-to-field.js';

/** One entry of a list or of a record. */
export interface EntryProps {
  readonly field: Field;
  readonly at: Pointer;
  readonly value: Json;
  readonly ids: ControlIds;
  /** What it is called for screen readers. */
  readonly name: string;
}

interface EntryListProps {
  readonly draft: Draft;
  readonly field: ListFacts;
  readonly at: Pointer;
  readonly ids: ControlIds;
  readonly children: (entry: EntryProps) => ReactNode;
}

/** The entries of a list, each with its place, and one more. */
export function EntryList({ draft, field, at, ids, children }: EntryListProps): ReactElement {
  const { t } = useTexts();
  const { label } = useFieldTexts();
  const value = valueAt(draft.value, at);
  const entries = isList(value) ? value : [];
  const isFull = field.entriesMax !== null && entries.length >= field.entriesMax;
  const isOfObjects = field.item.kind === 'object' || field.item.kind === 'variants';
  return (
    <div
      className={classNames('entry-list', isOfObjects && 'of-objects')}
      role="group"
      aria-label={label(field)}
      aria-describedby={ids['aria-describedby']}
    >
      {entries.map((entry, place) => {
        const name = t('drafts.entry', { label: label(field), place: identityOf(entry) ?? place + 1 });
        const entryAt = stepInto(at, place);
        const mistake = isOfObjects ? undefined : mistakeAt(draft.mistakes, entryAt);
        return (
          // An entry has no identity while it is typed: its place is its key.
          <div key={place} className="entry">
            {children({
              field: field.item,
              at: entryAt,
              value: entry,
              name,
              ids: {
                id: `${ids.id}-${place}`,
                'aria-label': name,
                'aria-describedby': undefined,
                'aria-invalid': mistake === undefined ? undefined : true,
              },
            })}
            <IconButton
              icon="close"
              label={t('drafts.remove', { label: name })}
              onClick={() => {
                draft.setAt(entryAt, undefined);
                goToField(at);
              }}
            />
            {mistake === undefined ? null : <p className="mistake">{mistake}</p>}
          </div>
        );
      })}
      <Button
        icon="plus"
        {...{ [POINTER_ATTRIBUTE]: at }}
        aria-label={t('drafts.add-to', { label: label(field) })}
        disabled={isFull}
        onClick={() => {
          draft.setAt(stepInto(at, '-'), emptyValueOf(field.item) ?? '');
          goToField(stepInto(at, entries.length));
        }}
      >
        {t('drafts.add')}
      </Button>
    </div>
  );
}
