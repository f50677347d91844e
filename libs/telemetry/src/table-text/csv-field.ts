/** Beginnings that a spreadsheet takes for a formula, also behind blanks. */
const FORMULA = /^\s*[=+\-@]|^[\t\r\n]/;
const QUOTED = /[",\r\n]/;

/** A text as a field of a CSV file (RFC 4180): quoted where it must be, and never a formula. */
export function csvField(text: string): string {
  const harmless = FORMULA.test(text) ? `'${text}` : text;
  return QUOTED.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/**
 * A number with a decimal point and all its digits, so that reading it gives the same number;
 * `String` would lose the sign of a negative zero. Empty where there is no value.
 */
export const csvNumber = (value: number): string =>
  Number.isFinite(value) ? (Object.is(value, -0) ? '-0' : String(value)) : '';
