import { InvalidArgumentError } from 'commander';

/** Parsers for values of options; each error says what was expected. */

export function wholeNumber(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isSafeInteger(value))
    throw new InvalidArgumentError('expected a whole number');
  return value;
}

export function aboveZero(text: string): number {
  const value = Number(text);
  if (!(value > 0 && Number.isFinite(value))) throw new InvalidArgumentError('expected a number above 0');
  return value;
}

export function share(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value < 1)) throw new InvalidArgumentError('expected a share between 0 and 1');
  return value;
}

/** Midnight UTC of a date such as 2026-01-05, milliseconds since the epoch. */
export function dayUtc(text: string): number {
  const value = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : NaN;
  if (Number.isNaN(value)) throw new InvalidArgumentError('expected a date such as 2026-01-05');
  return value;
}

/** Some of the known names, separated by commas. */
export function someOf<const T extends string>(known: readonly T[]): (text: string) => T[] {
  return (text) =>
    text.split(',').map((name) => {
      const found = known.find((one) => one === name);
      if (found === undefined) throw new InvalidArgumentError(`expected some of ${known.join(',')}`);
      return found;
    });
}

const UNITS_MS = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 } as const;

/** A length of time with its unit, in milliseconds. */
export function durationMs(text: string): number {
  const [, amount, unit] = /^(\d+(?:\.\d+)?)([smhdw])$/.exec(text.trim()) ?? [];
  const known = Object.entries(UNITS_MS).find(([name]) => name === unit);
  const value = Number(amount) * (known?.[1] ?? NaN);
  if (!(value > 0)) throw new InvalidArgumentError('expected a time such as 90s, 10m, 24h, 14d or 2w');
  return Math.round(value);
}
