import type { ShownFacts } from './language.js';

/** Parts of sentences that are the same in every language. */

/** The organization's name for a tag. */
export const nameOf = ({ label, tag }: Extract<ShownFacts, { label: string }>): string =>
  label === '' ? tag : label;

/** `hardening-zone-1-heater` as people say it; the name is the organization's, and stays as it is. */
export const spoken = (component: string): string => component.replace(/[-_]+/g, ' ');

export const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** A measured number with at most four significant digits, without trailing zeros. */
export const shownNumber = (value: number): string => String(Number(value.toPrecision(4)));

/** `94 %` */
export const percent = (share: number): string => `${Math.round(share * 100)} %`;

/** A duration in the largest unit that needs no meaningless digits; null: less than a minute. */
export function shownDuration(minutes: number): {
  readonly count: number;
  readonly unit: 'minute' | 'hour' | 'day';
} | null {
  if (minutes < 1) return null;
  if (minutes < 120) return { count: Math.round(minutes), unit: 'minute' };
  if (minutes < 48 * 60) return { count: Math.round(minutes / 60), unit: 'hour' };
  return { count: Math.round(minutes / 1_440), unit: 'day' };
}
