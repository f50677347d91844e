import { type ReactElement, useState } from 'react';
import { useTexts } from '../../texts/index.js';
import type { NumberFacts } from '../schema/field.js';
import { fromScale, inScale, type Scale, SCALES, scaleOf, typedNumber, type Unit } from '../schema/unit.js';
import type { Json } from '../values/json.js';
import { valueAt } from '../values/pointer.js';
import { type ControlProps, POINTER_ATTRIBUTE } from './control.js';
import { useFieldTexts } from './field-texts.js';
import { useFormHelp } from './form-context.js';

/** What stands in the field while the draft holds `value`. */
interface Typed {
  readonly text: string;
  readonly scale: Scale;
  readonly value: Json | undefined;
}

const PLAIN: Scale = { word: 'ms', factor: 1 };

/**
 * A number with its unit. What is no number stays in the draft as it was typed, and the schema says
 * so.
 */
export function QuantityControl({ draft, field, at, value, ids }: ControlProps<NumberFacts>): ReactElement {
  const { t, language } = useTexts();
  const { label } = useFieldTexts();
  const { unitAt, isFixed } = useFormHelp();
  const usual = valueAt(draft.base, at) ?? field.default;
  const show = (): Typed => shown(value, usual, field.unit, language);
  const [typed, setTyped] = useState<Typed>(show);
  // Another value came, by a reload, a default or a join: the text follows it.
  const current = Object.is(typed.value, value) ? typed : show();
  const scales = field.unit === null ? [] : SCALES[field.unit];
  const put = (text: string, scale: Scale): void => {
    const number = typedNumber(text);
    const next = number === null ? text : fromScale(number, scale);
    setTyped({ text, scale, value: next });
    draft.setAt(at, next);
  };
  const word = field.unit === null ? unitAt(at) : t(`drafts.unit.${current.scale.word}`);
  return (
    <span className="quantity">
      <input
        {...ids}
        {...{ [POINTER_ATTRIBUTE]: at }}
        className="input num"
        inputMode="decimal"
        autoComplete="off"
        readOnly={isFixed(at)}
        value={current.text}
        onChange={(event) => put(event.target.value, current.scale)}
        onBlur={() => draft.leave(at)}
      />
      {scales.length > 1 ? (
        <select
          className="input"
          aria-label={t('drafts.unit-of', { label: ids['aria-label'] ?? label(field) })}
          value={current.scale.word}
          onChange={(event) => {
            const scale = scales.find((each) => each.word === event.target.value);
            if (scale !== undefined) put(current.text, scale);
          }}
        >
          {scales.map((scale) => (
            <option key={scale.word} value={scale.word}>
              {t(`drafts.unit.${scale.word}`)}
            </option>
          ))}
        </select>
      ) : (
        <span className="t2">{word}</span>
      )}
    </span>
  );
}

/** @param usual  Value whose scale serves while what was typed is no number. */
function shown(value: Json | undefined, usual: Json | undefined, unit: Unit | null, language: string): Typed {
  const scaleFor = (number: Json | undefined): Scale | null => {
    if (typeof number !== 'number') return null;
    return unit === null ? PLAIN : scaleOf(number, unit);
  };
  const scale = scaleFor(value) ?? scaleFor(usual) ?? (unit === null ? PLAIN : SCALES[unit][0]);
  if (typeof value !== 'number') return { text: typeof value === 'string' ? value : '', scale, value };
  const text = String(inScale(value, scale));
  return { text: language === 'de' ? text.replace('.', ',') : text, scale, value };
}
