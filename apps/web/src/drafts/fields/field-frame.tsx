import { type ReactElement, type ReactNode, useId } from 'react';
import { Icon } from '../../parts/index.js';
import { useTexts } from '../../texts/index.js';
import type { Draft } from '../draft.js';
import { emptyValueOf } from '../schema/empty-value.js';
import type { Field } from '../schema/field.js';
import { mistakeAt } from '../schema/mistakes.js';
import { isSame, type Json } from '../values/json.js';
import { type Pointer, valueAt } from '../values/pointer.js';
import { type ControlIds, POINTER_ATTRIBUTE } from './control.js';
import { useFieldTexts } from './field-texts.js';
import { useRangeText } from './range-text.js';
import { useValueWords } from './value-words.js';

interface FieldFrameProps {
  readonly draft: Draft;
  readonly field: Field;
  readonly at: Pointer;
  readonly children: (ids: ControlIds, value: Json) => ReactNode;
}

/** Label and effect of a field, its control, its default and limits, and what is wrong with it. */
export function FieldFrame({ draft, field, at, children }: FieldFrameProps): ReactElement {
  const id = useId();
  const texts = useFieldTexts();
  const value = valueAt(draft.value, at);
  const mistake = mistakeAt(draft.mistakes, at);
  const effect = texts.effect(field);
  const [effectId, factsId, mistakeId] = [`${id}-effect`, `${id}-facts`, `${id}-mistake`];
  const ids: ControlIds = {
    id,
    'aria-describedby': [effect === null ? '' : effectId, factsId, mistake === undefined ? '' : mistakeId]
      .filter((each) => each !== '')
      .join(' '),
    'aria-invalid': mistake === undefined ? undefined : true,
  };
  const isOff = isNotGiven(field, value);
  const isEdited = !isSame(value, valueAt(draft.base, at));
  return (
    <div className="schema-field" data-edited={isEdited || undefined}>
      <div className="words">
        {isOff || isControl(field) ? (
          <label htmlFor={id}>{texts.label(field)}</label>
        ) : (
          <span className="medium">{texts.label(field)}</span>
        )}
        {effect === null ? null : (
          <p id={effectId} className="t2 hint">
            {effect}
          </p>
        )}
      </div>
      <div className="control">
        {isOff || value === undefined ? null : children(ids, value)}
        {canBeOff(field) ? <OffControl {...{ draft, field, at, isOff, ids }} /> : null}
        <Facts id={factsId} {...{ draft, field, at, value }} />
        {mistake === undefined ? null : (
          <p id={mistakeId} className="mistake">
            <Icon name="warning" size="small" /> {mistake}
          </p>
        )}
      </div>
    </div>
  );
}

/** Whether one control holds the value: a group of several has a name of its own. */
const isControl = ({ kind }: Field): boolean => !['list', 'record', 'object', 'either'].includes(kind);

/** Texts say by being empty that they are not given. */
const canBeOff = ({ kind, isNullable, isOptional, default: usual }: Field): boolean =>
  kind !== 'text' && (isNullable || (isOptional && usual === undefined && kind !== 'object'));

const isNotGiven = (field: Field, value: Json | undefined): boolean =>
  canBeOff(field) && (value === undefined || value === null);

interface OffControlProps extends Omit<FieldFrameProps, 'children'> {
  readonly isOff: boolean;
  readonly ids: ControlIds;
}

/** Takes a value away, and what that means: "Never", "Chosen by the data". */
function OffControl({ draft, field, at, isOff, ids }: OffControlProps): ReactElement {
  const texts = useFieldTexts();
  const turn = (isOffNow: boolean): void => {
    if (isOffNow) draft.setAt(at, field.isNullable ? null : undefined);
    else draft.setAt(at, givenValueOf(field));
  };
  // While nothing is given, it is the control of the field.
  const joined = isOff ? { ...ids, [POINTER_ATTRIBUTE]: at } : {};
  return (
    <label className="off">
      <input
        {...joined}
        type="checkbox"
        className="check"
        aria-label={`${texts.label(field)}: ${texts.off(field)}`}
        checked={isOff}
        onChange={(event) => turn(event.target.checked)}
      />
      {texts.off(field)}
    </label>
  );
}

/** What a field begins with when somebody wants it; a number that nobody can guess stays empty. */
function givenValueOf(field: Field): Json {
  if (field.default !== undefined && field.default !== null) return field.default;
  const value = emptyValueOf({ ...field, isNullable: false, default: undefined });
  return value ?? '';
}

interface FactsProps {
  readonly id: string;
  readonly draft: Draft;
  readonly field: Field;
  readonly at: Pointer;
  readonly value: Json | undefined;
}

/** What a text says in words, where it is written in signs: `0 2 * * 0`. */
const meaningOf = (value: Json | undefined, words: string): string | null =>
  typeof value === 'string' && value !== '' && words !== value ? words : null;

/** What it means, the default and the limits; the default is one click away where it does not hold. */
function Facts({ id, draft, field, at, value }: FactsProps): ReactElement | null {
  const { t } = useTexts();
  const words = useValueWords();
  const range = useRangeText(field);
  const usual = field.default;
  const isPlain = field.kind === 'list' || field.kind === 'record' || usual === '' || usual === undefined;
  const facts = [
    field.kind === 'text' ? meaningOf(value, words.value(value, field)) : null,
    isPlain ? null : t('drafts.default', { value: words.value(usual, field) }),
    range,
  ].filter((each) => each !== null);
  const canReset = !isPlain && !isSame(value, usual);
  return (
    <p id={id} className="t3 hint facts">
      {facts.join(' · ')}
      {canReset ? (
        <button type="button" className="text-button" onClick={() => draft.setAt(at, usual)}>
          {t('drafts.use-default')}
        </button>
      ) : null}
    </p>
  );
}
