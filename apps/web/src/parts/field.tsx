import { type InputHTMLAttributes, type ReactElement, type ReactNode, type Ref, useId } from 'react';
import { classNames } from './class-names.js';
import { Icon, type IconName } from './icon.js';

interface FieldProps {
  readonly label: string;
  /** What is wrong with the value, at the field. */
  readonly mistake?: string | undefined;
  /** What the value does, and its default. */
  readonly hint?: ReactNode;
  /** Gets the ids that join label, hint and mistake to the control. */
  readonly children: (ids: FieldIds) => ReactNode;
}

export interface FieldIds {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': true | undefined;
}

/** A label, a control, a hint and a mistake, joined for screen readers. */
export function Field({ label, mistake, hint, children }: FieldProps): ReactElement {
  const id = useId();
  const [hintId, mistakeId] = [`${id}-hint`, `${id}-mistake`];
  const described = [hint === undefined ? '' : hintId, mistake === undefined ? '' : mistakeId]
    .filter((each) => each !== '')
    .join(' ');
  return (
    <div className="form-field">
      <label htmlFor={id}>{label}</label>
      {children({
        id,
        'aria-describedby': described === '' ? undefined : described,
        'aria-invalid': mistake === undefined ? undefined : true,
      })}
      {hint === undefined ? null : (
        <p id={hintId} className="t3 hint">
          {hint}
        </p>
      )}
      {mistake === undefined ? null : (
        <p id={mistakeId} className="mistake" role="alert">
          <Icon name="warning" size="small" /> {mistake}
        </p>
      )}
    </div>
  );
}

interface TextFieldProps extends InputHTMLAttributes<HTMLInputElement> {
  readonly label: string;
  readonly mistake?: string | undefined;
  readonly hint?: ReactNode;
}

export function TextField({ label, mistake, hint, className, ...input }: TextFieldProps): ReactElement {
  return (
    <Field label={label} mistake={mistake} hint={hint}>
      {(ids) => <input {...input} {...ids} className={classNames('input', className)} />}
    </Field>
  );
}

interface SearchFieldProps extends Omit<InputHTMLAttributes<HTMLInputElement>, 'onChange'> {
  /** Its name; it has no label that is seen. */
  readonly label: string;
  readonly icon?: IconName;
  readonly shortcut?: string;
  readonly onText: (text: string) => void;
  readonly ref?: Ref<HTMLInputElement>;
}

/** A filter or a search, on one line with other controls. */
export function SearchField({
  label,
  icon = 'search',
  shortcut,
  onText,
  className,
  ...input
}: SearchFieldProps): ReactElement {
  return (
    <span className={classNames('field', className)}>
      <Icon name={icon} />
      <input
        type="search"
        placeholder={label}
        {...input}
        aria-label={label}
        onChange={(event) => onText(event.target.value)}
      />
      {shortcut === undefined ? null : <kbd className="kbd">{shortcut}</kbd>}
    </span>
  );
}
