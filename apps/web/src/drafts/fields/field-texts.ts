import { useMemo } from 'react';
import { useTexts } from '../../texts/index.js';
import type { Field } from '../schema/field.js';

/**
 * What a field is called and does, from the catalogue: `field-settings.prediction.horizonMs`, its
 * effect, what null means, and its choices.
 */
export interface FieldTexts {
  readonly label: (field: Pick<Field, 'path' | 'name'>) => string;
  /** What the value does; null: its label says it. */
  readonly effect: (field: Pick<Field, 'path'>) => string | null;
  /** What it means that the field is not given. */
  readonly off: (field: Pick<Field, 'path'>) => string;
  readonly choice: (path: string, choice: string) => string;
}

export function useFieldTexts(): FieldTexts {
  const { t, find } = useTexts();
  return useMemo(
    () => ({
      label: ({ path, name }) => find(`field-${path}`) ?? wordsOf(name),
      effect: ({ path }) => find(`field-${path}.effect`),
      off: ({ path }) => find(`field-${path}.off`) ?? t('drafts.off'),
      choice: (path, choice) => find(`field-${path}:${choice}`) ?? choice,
    }),
    [t, find],
  );
}

/** A name without a text, for fields that are newer than the catalogue: `keepDays` is "keep days". */
const wordsOf = (name: string): string => name.replaceAll(/([A-Z])/g, ' $1').toLowerCase();
