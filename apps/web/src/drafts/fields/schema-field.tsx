import { type ReactElement, useId } from 'react';
import { Button } from '../../parts/index.js';
import { useTexts } from '../../texts/index.js';
import type { Draft } from '../draft.js';
import { emptyValueOf, objectOf } from '../schema/empty-value.js';
import { type Field, fieldsOf, type VariantsFacts } from '../schema/field.js';
import { isObject, propertyOf } from '../values/json.js';
import { type Pointer, stepInto, valueAt } from '../values/pointer.js';
import { POINTER_ATTRIBUTE } from './control.js';
import { EitherControl } from './either-control.js';
import { EntryList, type EntryProps } from './entry-list.js';
import { FieldFrame } from './field-frame.js';
import { useFieldTexts } from './field-texts.js';
import { RecordControl } from './record-control.js';
import { ScalarControl } from './scalar-control.js';

interface SchemaFieldProps {
  readonly draft: Draft;
  readonly field: Field;
  readonly at: Pointer;
}

/** One field of a form, whatever its schema is. */
export function SchemaField({ draft, field, at }: SchemaFieldProps): ReactElement | null {
  const frame = { draft, field, at };
  switch (field.kind) {
    case 'constant':
      return null; // Its variant names it.
    case 'object':
      return field.isNullable ? (
        <FieldFrame {...frame}>{() => <Properties {...frame} />}</FieldFrame>
      ) : (
        <ObjectGroup {...frame} />
      );
    case 'variants':
      return <VariantsGroup {...frame} field={field} />;
    case 'list':
      return (
        <FieldFrame {...frame}>
          {(ids) => (
            <EntryList {...frame} field={field} ids={ids}>
              {(entry) => <Entry {...entry} draft={draft} />}
            </EntryList>
          )}
        </FieldFrame>
      );
    case 'record':
      return (
        <FieldFrame {...frame}>
          {(ids, value) => (
            <RecordControl {...frame} field={field} ids={ids} value={value}>
              {(entry) => <Entry {...entry} draft={draft} />}
            </RecordControl>
          )}
        </FieldFrame>
      );
    case 'either':
      return (
        <FieldFrame {...frame}>
          {(ids, value) => <EitherControl {...frame} field={field} ids={ids} value={value} />}
        </FieldFrame>
      );
    default:
      return (
        <FieldFrame {...frame}>
          {(ids, value) => <ScalarControl {...frame} ids={ids} value={value} />}
        </FieldFrame>
      );
  }
}

function ObjectGroup({ draft, field, at }: SchemaFieldProps): ReactElement {
  const id = useId();
  const { label, effect } = useFieldTexts();
  const does = effect(field);
  return (
    <section className="schema-group" aria-labelledby={id}>
      <h3 id={id}>{label(field)}</h3>
      {does === null ? null : <p className="t2 hint">{does}</p>}
      <Properties draft={draft} field={field} at={at} />
    </section>
  );
}

function Properties({ draft, field, at }: SchemaFieldProps): ReactElement {
  return (
    <>
      {fieldsOf(field, valueAt(draft.value, at)).map((child) => (
        <SchemaField key={child.name} draft={draft} field={child} at={stepInto(at, child.name)} />
      ))}
    </>
  );
}

interface VariantsGroupProps extends SchemaFieldProps {
  readonly field: VariantsFacts;
}

/** Which of several objects it is, and its fields; what both have stays when another is chosen. */
function VariantsGroup({ draft, field, at }: VariantsGroupProps): ReactElement {
  const id = useId();
  const { label, choice } = useFieldTexts();
  const value = valueAt(draft.value, at);
  const named = isObject(value) ? propertyOf(value, field.by) : undefined;
  const choose = (word: string): void => {
    const variant = field.variants.find((each) => each.value === word);
    const begun = variant === undefined ? {} : objectOf(variant.fields);
    const kept = isObject(value)
      ? Object.fromEntries(Object.entries(value).filter(([name]) => name in begun && name !== field.by))
      : {};
    draft.setAt(at, { ...begun, ...kept });
  };
  const path = `${field.path}.${field.by}`;
  return (
    <>
      <div className="schema-field">
        <div className="words">
          <label htmlFor={id}>{label({ path, name: field.by })}</label>
        </div>
        <div className="control">
          <select
            id={id}
            {...{ [POINTER_ATTRIBUTE]: stepInto(at, field.by) }}
            className="input"
            value={typeof named === 'string' ? named : ''}
            onChange={(event) => choose(event.target.value)}
          >
            {field.variants.map((variant) => (
              <option key={variant.value} value={variant.value}>
                {choice(path, variant.value)}
              </option>
            ))}
          </select>
        </div>
      </div>
      <Properties draft={draft} field={field} at={at} />
    </>
  );
}

/** An entry of a list or of a record: one control, or the fields of an object. */
function Entry({ draft, field, at, value, ids, name }: EntryProps & { readonly draft: Draft }): ReactElement {
  const { t } = useTexts();
  if (field.kind === 'either') return <EitherControl {...{ draft, field, at, value, ids }} />;
  if (field.kind !== 'object' && field.kind !== 'variants') {
    return <ScalarControl {...{ draft, field, at, value, ids }} />;
  }
  return (
    <div className="schema-entry" role="group" aria-label={name}>
      {field.kind === 'variants' ? (
        <VariantsGroup draft={draft} field={field} at={at} />
      ) : (
        <Properties draft={draft} field={field} at={at} />
      )}
      {value === undefined ? (
        <Button onClick={() => draft.setAt(at, emptyValueOf(field))}>{t('drafts.add')}</Button>
      ) : null}
    </div>
  );
}
