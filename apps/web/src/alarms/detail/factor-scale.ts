/** Where a value lies on the axis of a factor, 0-1; the usual range takes the middle half. */
export interface FactorScale {
  readonly usual: readonly [number, number];
  readonly now: number;
}

const USUAL_FROM = 0.3;
const USUAL_TO = 0.7;

/** More digits than these say nothing in any unit. */
const DIGITS_MAX = 6;

/**
 * Digits behind the point that tell values of a range apart: of 0.0033 to 0.0050 four.
 * @returns null for a range without a width.
 */
export function digitsOf([low, high]: readonly [number, number]): number | null {
  const width = Math.abs(high - low);
  if (!(width > 0)) return null;
  return Math.min(DIGITS_MAX, Math.max(0, 1 - Math.round(Math.log10(width))));
}

/** @returns null where the model gives no usual range, or no value was measured. */
export function scaleOf(value: number | null, usual: readonly [number, number] | null): FactorScale | null {
  if (value === null || usual === null) return null;
  const [low, high] = usual;
  const width = high - low;
  if (!(width > 0)) return { usual: [USUAL_FROM, USUAL_TO], now: sideOf(value, low) };
  const place = USUAL_FROM + ((value - low) / width) * (USUAL_TO - USUAL_FROM);
  return { usual: [USUAL_FROM, USUAL_TO], now: Math.min(1, Math.max(0, place)) };
}

function sideOf(value: number, usual: number): number {
  if (value === usual) return 0.5;
  return value > usual ? 0.9 : 0.1;
}
