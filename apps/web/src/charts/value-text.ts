import { NARROW_SPACE } from '../time/index.js';

const DIGITS = 4;
const formats = new Map<string, Intl.NumberFormat>();

/** A number with at most four significant digits, and all digits before the point. */
export function numberText(value: number, language: string): string {
  const fraction = Math.min(6, Math.max(0, DIGITS - 1 - Math.floor(Math.log10(Math.abs(value) || 1))));
  const key = `${language} ${fraction}`;
  const format = formats.get(key) ?? new Intl.NumberFormat(language, { maximumFractionDigits: fraction });
  formats.set(key, format);
  return format.format(value);
}

/** `880 °C` */
export const valueText = (value: number, unit: string, language: string): string =>
  unit === '' ? numberText(value, language) : `${numberText(value, language)}${NARROW_SPACE}${unit}`;

/** A share of 0 to 1 in percent; below 1 % with one digit. */
export function shareText(share: number, language: string): string {
  const percent = share * 100;
  const digits = percent > 0 && percent < 1 ? 1 : 0;
  const text = new Intl.NumberFormat(language, { maximumFractionDigits: digits }).format(percent);
  return `${text}${NARROW_SPACE}%`;
}
