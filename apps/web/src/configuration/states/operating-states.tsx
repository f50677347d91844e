import { type ReactElement, useId } from 'react';
import {
  BareField,
  type Draft,
  emptyValueOf,
  type Field,
  fieldAt,
  goToField,
  isList,
  isObject,
  type Json,
  mistakeAt,
  propertyOf,
  stepInto,
  useFieldTexts,
  useIsReadOnly,
  valueAt,
} from '../../drafts/index.js';
import { Button, IconButton } from '../../parts/index.js';
import { useTexts } from '../../texts/index.js';
import { moved } from './moved.js';

const AT = '/operatingStates';

/** What an asset is doing, by conditions on its tags; the first state that matches counts. */
export function OperatingStates({ draft }: { readonly draft: Draft }): ReactElement | null {
  const { t } = useTexts();
  const { effect } = useFieldTexts();
  const isReadOnly = useIsReadOnly();
  const field = fieldAt(draft.field, 'operatingStates');
  const value = valueAt(draft.value, AT);
  if (field?.kind !== 'list' || !isList(value)) return null;
  return (
    <fieldset className="schema-form" disabled={isReadOnly}>
      <p className="t2 hint">{effect(field)}</p>
      <ol className="states">
        {value.map((state, index) => (
          // A state has no identity while its name is typed: its place is its key.
          <State key={index} draft={draft} field={field.item} states={value} state={state} index={index} />
        ))}
      </ol>
      <Button
        icon="plus"
        data-pointer={AT}
        onClick={() => {
          draft.setAt(stepInto(AT, '-'), emptyValueOf(field.item));
          goToField(stepInto(stepInto(AT, value.length), 'state'));
        }}
      >
        {t('configuration.states.add')}
      </Button>
    </fieldset>
  );
}

interface StateProps {
  readonly draft: Draft;
  readonly field: Field;
  readonly states: readonly Json[];
  readonly state: Json;
  readonly index: number;
}

function State({ draft, field, states, state, index }: StateProps): ReactElement | null {
  const { t } = useTexts();
  const id = useId();
  const at = stepInto(AT, index);
  const [nameField, conditions] = [fieldAt(field, 'state'), fieldAt(field, 'all')];
  const list = isObject(state) ? propertyOf(state, 'all') : undefined;
  const name = nameOf(state, t('configuration.states.unnamed', { place: index + 1 }));
  if (nameField === undefined || conditions?.kind !== 'list' || !isList(list)) return null;
  const conditionsAt = stepInto(at, 'all');
  const missing = mistakeAt(draft.mistakes, conditionsAt);
  const put = (to: number): void => draft.setAt(AT, moved(states, index, to));
  return (
    <li className="state-card" aria-labelledby={id}>
      <div className="row">
        <span className="t3 num" aria-hidden="true">
          {index + 1}.
        </span>
        <span id={id} className="sr">
          {t('configuration.states.place', { place: index + 1, name })}
        </span>
        <BareField draft={draft} field={nameField} at={stepInto(at, 'state')} />
        <span className="grow" />
        <IconButton
          icon="arrowUp"
          label={t('drafts.move-up', { label: name })}
          disabled={index === 0}
          onClick={() => put(index - 1)}
        />
        <IconButton
          icon="arrowDown"
          label={t('drafts.move-down', { label: name })}
          disabled={index === states.length - 1}
          onClick={() => put(index + 1)}
        />
        <IconButton
          icon="close"
          label={t('drafts.remove', { label: name })}
          onClick={() => draft.setAt(at, undefined)}
        />
      </div>
      {list.map((_, place) => (
        <Condition
          key={place}
          draft={draft}
          field={conditions.item}
          at={stepInto(conditionsAt, place)}
          place={place}
        />
      ))}
      {missing === undefined ? null : <p className="mistake">{missing}</p>}
      <Button
        icon="plus"
        look="quiet"
        data-pointer={conditionsAt}
        aria-label={t('configuration.states.add-condition-to', { name })}
        onClick={() => {
          draft.setAt(stepInto(conditionsAt, '-'), emptyValueOf(conditions.item));
          goToField(stepInto(stepInto(conditionsAt, list.length), 'tag'));
        }}
      >
        {t('configuration.states.add-condition')}
      </Button>
    </li>
  );
}

interface ConditionProps {
  readonly draft: Draft;
  readonly field: Field;
  readonly at: string;
  readonly place: number;
}

/** One comparison, on a line: tag, less another tag, size alone, comparison, value. */
function Condition({ draft, field, at, place }: ConditionProps): ReactElement {
  const { t } = useTexts();
  const { label } = useFieldTexts();
  const control = (name: 'tag' | 'minusTag' | 'absolute' | 'op' | 'value'): ReactElement | null => {
    const child = fieldAt(field, name);
    return child === undefined ? null : <BareField draft={draft} field={child} at={stepInto(at, name)} />;
  };
  const name = t('configuration.states.condition', { place: place + 1 });
  return (
    <div className="condition" role="group" aria-label={name}>
      <span className="t3">{t(place === 0 ? 'configuration.states.if' : 'configuration.states.and')}</span>
      {control('tag')}
      <span aria-hidden="true">−</span>
      {control('minusTag')}
      <label className="row tight">
        {control('absolute')}
        <span aria-hidden="true">{label(fieldAt(field, 'absolute') ?? field)}</span>
      </label>
      {control('op')}
      {control('value')}
      <IconButton
        icon="close"
        label={t('drafts.remove', { label: name })}
        onClick={() => draft.setAt(at, undefined)}
      />
    </div>
  );
}

function nameOf(state: Json, unnamed: string): string {
  const name = isObject(state) ? propertyOf(state, 'state') : undefined;
  return typeof name === 'string' && name !== '' ? name : unnamed;
}
