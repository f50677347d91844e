import { NARROW_SPACE } from '../time/index.js';

const DIGITS = 4;
const formats = new Map<string, Intl.NumberFormat>();

/** A format costs more to make than a row that it stands in. */
function formatOf(language: string, fraction: number): Intl.NumberFormat {
  const key = `${language} ${fraction}`;
  const format = formats.get(key) ?? new Intl.NumberFormat(language, { maximumFractionDigits: fraction });
  formats.set(key, format);
  return format;
}

/** A number with so many digits behind its point, also where they are 0: numbers of one axis. */
export function fixedText(value: number, digits: number, language: string): string {
  const key = `${language} ${digits} fixed`;
  const format =
    formats.get(key) ??
    new Intl.NumberFormat(language, { minimumFractionDigits: digits, maximumFractionDigits: digits });
  formats.set(key, format);
  return format.format(value);
}

/** A number with at most four significant digits, and all digits before the point. */
export function numberText(value: number, language: string): string {
  const fraction = Math.min(6, Math.max(0, DIGITS - 1 - Math.floor(Math.log10(Math.abs(value) || 1))));
  return formatOf(language, fraction).format(value);
}

/** `880 °C` */
export const valueText = (value: number, unit: string, language: string): string =>
  unit === '' ? numberText(value, language) : `${numberText(value, language)}${NARROW_SPACE}${unit}`;

/** A share of 0 to 1 in percent; below 1 % with one digit. */
export function shareText(share: number, language: string): string {
  const percent = share * 100;
  const digits = percent > 0 && percent < 1 ? 1 : 0;
  return `${formatOf(language, digits).format(percent)}${NARROW_SPACE}%`;
}
