import { useMemo } from 'react';
import { FIELD_TEXTS } from '../../texts/fields/index.js';
import { useTexts } from '../../texts/index.js';
import type { Field } from '../schema/field.js';

/** What a field is called and does, what null means, and its choices. */
export interface FieldTexts {
  readonly label: (field: Pick<Field, 'path' | 'name'>) => string;
  /** What the value does; null: its label says it. */
  readonly effect: (field: Pick<Field, 'path'>) => string | null;
  /** What it means that the field is not given. */
  readonly off: (field: Pick<Field, 'path'>) => string;
  readonly choice: (path: string, choice: string) => string;
}

export function useFieldTexts(): FieldTexts {
  const { t, language } = useTexts();
  return useMemo(() => {
    const texts = FIELD_TEXTS[language];
    return {
      label: ({ path, name }) => texts[path] ?? wordsOf(name),
      effect: ({ path }) => texts[`${path}.effect`] ?? null,
      off: ({ path }) => texts[`${path}.off`] ?? t('drafts.off'),
      choice: (path, choice) => texts[`${path}:${choice}`] ?? choice,
    };
  }, [t, language]);
}

/** A name without a text, for fields that are newer than the catalogue: `keepDays` is "keep days". */
const wordsOf = (name: string): string => name.replaceAll(/([A-Z])/g, ' $1').toLowerCase();
