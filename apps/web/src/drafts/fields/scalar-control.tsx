import type { ReactElement } from 'react';
import type { ChoiceFacts, TextFacts } from '../schema/field.js';
import { type ControlProps, POINTER_ATTRIBUTE } from './control.js';
import { useFieldTexts } from './field-texts.js';
import { useFormHelp } from './form-context.js';
import { QuantityControl } from './quantity-control.js';

/** From so many characters on, a text has several lines. */
const LINES_FROM_CHARACTERS = 400;

/** The control of one value: a text, a number, a choice or a yes. */
export function ScalarControl(props: ControlProps): ReactElement | null {
  const { field } = props;
  switch (field.kind) {
    case 'text':
      return <TextControl {...props} field={field} />;
    case 'number':
      return <QuantityControl {...props} field={field} />;
    case 'choice':
      return <ChoiceControl {...props} field={field} />;
    case 'boolean':
      return <YesControl {...props} />;
    default:
      return null;
  }
}

function TextControl({ draft, field, at, value, ids }: ControlProps<TextFacts>): ReactElement {
  const { suggestionsOf, isFixed } = useFormHelp();
  const shared = {
    ...ids,
    [POINTER_ATTRIBUTE]: at,
    className: 'input',
    value: typeof value === 'string' ? value : '',
    readOnly: isFixed(at),
    onBlur: () => draft.leave(at),
  };
  const put = (text: string): void => draft.setAt(at, text === '' && field.isNullable ? null : text);
  if ((field.charactersMax ?? 0) >= LINES_FROM_CHARACTERS) {
    return <textarea {...shared} rows={3} onChange={(event) => put(event.target.value)} />;
  }
  return (
    <input
      {...shared}
      type="text"
      autoComplete="off"
      list={suggestionsOf(field.path) ?? undefined}
      onChange={(event) => put(event.target.value)}
    />
  );
}

function ChoiceControl({ draft, field, at, value, ids }: ControlProps<ChoiceFacts>): ReactElement {
  const { choice } = useFieldTexts();
  const shown = typeof value === 'string' ? value : '';
  return (
    <select
      {...ids}
      {...{ [POINTER_ATTRIBUTE]: at }}
      className="input"
      value={shown}
      onChange={(event) => draft.setAt(at, event.target.value)}
      onBlur={() => draft.leave(at)}
    >
      {field.choices.includes(shown) ? null : <option value={shown}>{shown}</option>}
      {field.choices.map((each) => (
        <option key={each} value={each}>
          {choice(field.path, each)}
        </option>
      ))}
    </select>
  );
}

function YesControl({ draft, at, value, ids }: ControlProps): ReactElement {
  return (
    <input
      {...ids}
      {...{ [POINTER_ATTRIBUTE]: at }}
      type="checkbox"
      className="check"
      checked={value === true}
      onChange={(event) => {
        draft.setAt(at, event.target.checked);
        draft.leave(at);
      }}
    />
  );
}
