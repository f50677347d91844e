import { type ReactElement, useState } from 'react';
import { useTexts } from '../../texts/index.js';
import { emptyValueOf } from '../schema/empty-value.js';
import type { EitherFacts, Field } from '../schema/field.js';
import type { Json } from '../values/json.js';
import { stepsOf } from '../values/pointer.js';
import type { ControlProps } from './control.js';
import { ScalarControl } from './scalar-control.js';

/** A number or a text: which of them is chosen first. */
export function EitherControl({ draft, field, at, value, ids }: ControlProps<EitherFacts>): ReactElement {
  const { t } = useTexts();
  // A number that is half typed is a text: the kind that was chosen stays.
  const [chosen, setChosen] = useState(() => field.options.find((each) => holds(each, value))?.kind);
  const option = field.options.find(({ kind }) => kind === chosen) ?? field.options[0];
  const identity = stepsOf(at).at(-1) ?? field.name;
  const kinds = field.options.flatMap(({ kind }) => (kind === 'number' || kind === 'text' ? [kind] : []));
  const choose = (kind: string): void => {
    const next = field.options.find((each) => each.kind === kind);
    if (next === undefined) return;
    setChosen(next.kind);
    draft.setAt(at, emptyValueOf(next) ?? '');
  };
  return (
    <span className="either">
      <select
        className="input"
        aria-label={t('drafts.kind-of', { name: identity })}
        value={option?.kind ?? ''}
        onChange={(event) => choose(event.target.value)}
      >
        {kinds.map((kind) => (
          <option key={kind} value={kind}>
            {t(`drafts.kind.${kind}`)}
          </option>
        ))}
      </select>
      {option === undefined ? null : (
        <ScalarControl draft={draft} field={option} at={at} value={value} ids={ids} />
      )}
    </span>
  );
}

const holds = ({ kind }: Field, value: Json | undefined): boolean =>
  (kind === 'number' && typeof value === 'number') || (kind === 'text' && typeof value === 'string');
