import type { ReactElement } from 'react';
import { useTexts } from '../texts/index.js';

interface FilterChoiceProps {
  readonly label: string;
  /** Empty: nothing is chosen, everything passes. */
  readonly value: string;
  readonly choices: readonly { readonly value: string; readonly label: string }[];
  readonly onChoose: (value: string) => void;
}

/** One value of many that a list is filtered by, or any. */
export function FilterChoice({ label, value, choices, onChoose }: FilterChoiceProps): ReactElement {
  const { t } = useTexts();
  // An address can name what the list does not hold any more.
  const isOffered = value === '' || choices.some((choice) => choice.value === value);
  return (
    <select
      className="btn quiet filter-choice"
      aria-label={label}
      value={value}
      onChange={(event) => onChoose(event.target.value)}
    >
      <option value="">{value === '' ? label : t('states.any')}</option>
      {isOffered ? null : <option value={value}>{value}</option>}
      {choices.map((choice) => (
        <option key={choice.value} value={choice.value}>
          {choice.label}
        </option>
      ))}
    </select>
  );
}
