import { type ReactElement, type ReactNode, useState } from 'react';
import { Button, IconButton } from '../../parts/index.js';
import { useTexts } from '../../texts/index.js';
import { emptyValueOf } from '../schema/empty-value.js';
import type { RecordFacts } from '../schema/field.js';
import { mistakeAt } from '../schema/mistakes.js';
import { isObject } from '../values/json.js';
import { stepInto } from '../values/pointer.js';
import { type ControlProps, POINTER_ATTRIBUTE } from './control.js';
import type { EntryProps } from './entry-list.js';
import { useFieldTexts } from './field-texts.js';
import { useFormHelp } from './form-context.js';
import { goToField } from './go-to-field.js';

interface RecordControlProps extends ControlProps<RecordFacts> {
  readonly children: (entry: EntryProps) => ReactNode;
}

/** Values by names: the name of a new one is typed first. */
export function RecordControl({ draft, field, at, value, ids, children }: RecordControlProps): ReactElement {
  const { t } = useTexts();
  const { label } = useFieldTexts();
  const { suggestionsOf } = useFormHelp();
  const [name, setName] = useState('');
  const entries = isObject(value) ? Object.entries(value) : [];
  const add = (): void => {
    draft.setAt(stepInto(at, name.trim()), emptyValueOf(field.value) ?? '');
    setName('');
    goToField(stepInto(at, name.trim()));
  };
  const isTaken = entries.some(([known]) => known === name.trim());
  return (
    <div
      className="entry-list"
      role="group"
      aria-label={label(field)}
      aria-describedby={ids['aria-describedby']}
    >
      {entries.map(([known, entry]) => {
        const entryAt = stepInto(at, known);
        const mistake = mistakeAt(draft.mistakes, entryAt);
        return (
          <div key={known} className="entry">
            <span className="mono clip" title={known}>
              {known}
            </span>
            {children({
              field: field.value,
              at: entryAt,
              value: entry,
              name: known,
              ids: {
                id: `${ids.id}-${known}`,
                'aria-label': t('drafts.entry', { label: label(field), place: known }),
                'aria-describedby': undefined,
                'aria-invalid': mistake === undefined ? undefined : true,
              },
            })}
            <IconButton
              icon="close"
              label={t('drafts.remove', { label: known })}
              onClick={() => draft.setAt(entryAt, undefined)}
            />
            {mistake === undefined ? null : <p className="mistake">{mistake}</p>}
          </div>
        );
      })}
      <div className="entry">
        <input
          {...{ [POINTER_ATTRIBUTE]: at }}
          className="input"
          aria-label={t('drafts.entry', { label: label(field), place: t('drafts.name') })}
          placeholder={t('drafts.name')}
          list={suggestionsOf(field.path) ?? undefined}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <Button
          icon="plus"
          aria-label={t('drafts.add-to', { label: label(field) })}
          disabled={name.trim() === '' || isTaken}
          onClick={add}
        >
          {t('drafts.add')}
        </Button>
      </div>
    </div>
  );
}
