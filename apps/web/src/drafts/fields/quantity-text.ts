import { NARROW_SPACE } from '../../time/index.js';
import type { Texts } from '../../texts/index.js';
import { inScale, scaleOf, type Unit } from '../schema/unit.js';

const DIGITS_MAX = 6;

/** `10 min`, `30 %`; a number without a unit as its language writes it. */
export function quantityText(value: number, unit: Unit | null, { t, language }: Texts): string {
  const format = new Intl.NumberFormat(language, { maximumFractionDigits: DIGITS_MAX });
  if (unit === null) return format.format(value);
  const scale = scaleOf(value, unit);
  return `${format.format(inScale(value, scale))}${NARROW_SPACE}${t(`drafts.unit.${scale.word}`)}`;
}
