import { numberText, shareText } from '../charts/index.js';
import { longAgeText, NARROW_SPACE } from '../time/index.js';
import type { Estimate } from './model-types.js';

const MINUTE_MS = 60_000;
const MINUTES_MAX = 120;

/** At most two digits after the point: `0.07`. */
export const rateText = (value: number, language: string): string =>
  new Intl.NumberFormat(language, { maximumFractionDigits: 2 }).format(value);

/** `0.01–0.21`; empty where no interval was measured. */
export function rateInterval({ low, high }: Estimate, language: string): string {
  return low === null || high === null ? '' : `${rateText(low, language)}–${rateText(high, language)}`;
}

/** `75–96 %`; empty where no interval was measured. */
export function shareInterval({ low, high }: Estimate, language: string): string {
  if (low === null || high === null) return '';
  return `${rateText(Math.round(low * 100), language)}–${shareText(high, language)}`;
}

/** A share of 0 to 1 with one digit: `14.2 %`. */
export const percentText = (share: number, language: string): string =>
  `${new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(share * 100)}${NARROW_SPACE}%`;

/** `+0.08`, `−0.02`: a difference has its sign. */
export const signedText = (value: number, language: string): string =>
  new Intl.NumberFormat(language, { maximumFractionDigits: 2, signDisplay: 'exceptZero' }).format(value);

/** `+0.08 (0.02–0.14)` with signs; null where nothing could be measured. */
export function differenceText({ value, low, high }: Estimate, language: string): string | null {
  if (value === null) return null;
  const signed = (each: number): string => signedText(each, language);
  return low === null || high === null
    ? signed(value)
    : `${signed(value)} (${signed(low)} – ${signed(high)})`;
}

/** Two leads with one unit where they have the same: `9.4 / 6.8 min`. */
export function leadPairText(leads: readonly [number | null, number | null], language: string): string {
  const [first, second] = leads;
  if (first !== null && second !== null && Math.max(first, second) < MINUTES_MAX) {
    return `${minutesText(first, language)} / ${leadText(second, language)}`;
  }
  return leads.map((lead) => (lead === null ? '–' : leadText(lead, language))).join(' / ');
}

/** How early: `9.4 min`, above two hours `3 d 4 h`. */
export function leadText(minutes: number, language: string): string {
  if (minutes >= MINUTES_MAX) return longAgeText(minutes * MINUTE_MS);
  return `${minutesText(minutes, language)}${NARROW_SPACE}min`;
}

const minutesText = (minutes: number, language: string): string =>
  numberText(Math.round(minutes * 10) / 10, language);

const THRESHOLD_DIGITS_MAX = 6;

/** As many digits as tell a probability from 0 and from 1: `0.81`, `0.9998`. */
export function thresholdText(probability: number, language: string): string {
  const away = Math.max(Math.min(probability, 1 - probability), 10 ** -THRESHOLD_DIGITS_MAX);
  const digits = Math.min(THRESHOLD_DIGITS_MAX, 1 + Math.ceil(-Math.log10(away)));
  return new Intl.NumberFormat(language, { maximumFractionDigits: digits }).format(probability);
}
