import { longAgeText, NARROW_SPACE } from './age.js';

const SECOND_MS = 1_000;
const TENTHS_MS_MAX = 10 * SECOND_MS;

/** A short time as a machine measures it: `14 ms`, `3.4 s`, `6 min 2 s`; `-20 ms` where it is ahead. */
export function delayText(ms: number, language: string): string {
  const size = Math.abs(ms);
  if (size >= TENTHS_MS_MAX) return `${ms < 0 ? '-' : ''}${longAgeText(size)}`;
  const [value, unit] = size < SECOND_MS ? [Math.round(ms), 'ms'] : [ms / SECOND_MS, 's'];
  const text = new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(value);
  return `${text}${NARROW_SPACE}${unit}`;
}
