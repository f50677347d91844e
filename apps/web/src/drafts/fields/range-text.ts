import { useTexts } from '../../texts/index.js';
import type { Field } from '../schema/field.js';
import { quantityText } from './quantity-text.js';

/** The limits of a number in words; null where it has none that a person would not expect. */
export function useRangeText(field: Field): string | null {
  const texts = useTexts();
  if (field.kind !== 'number') return null;
  const { t } = texts;
  const { unit, isAboveMin } = field;
  const [min, max] = [field.min, field.max].map((limit) =>
    limit === null ? null : quantityText(limit, unit, texts),
  );
  if (min != null && max != null && !isAboveMin) return t('drafts.range', { min, max });
  if (max != null) return t('drafts.range.most', { max });
  if (min == null || field.min === 0)
    return isAboveMin && min != null ? t('drafts.range.above', { min }) : null;
  return t(isAboveMin ? 'drafts.range.above' : 'drafts.range.least', { min });
}
