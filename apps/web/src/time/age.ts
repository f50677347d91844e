const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const UNITS = [
  ['d', DAY_MS],
  ['h', HOUR_MS],
  ['min', MINUTE_MS],
  ['s', SECOND_MS],
] as const;

/** Between a number and its unit: narrow, and never at the end of a line. */
export const NARROW_SPACE = '\u202f';

/** An age in one unit, rounded down: `8 min`, `3 d`. A time to come has the age 0. */
export function ageText(ms: number): string {
  const age = Math.max(0, ms);
  const [unit, unitMs] = UNITS.find(([, least]) => age >= least) ?? ['s', SECOND_MS];
  return `${Math.floor(age / unitMs)}${NARROW_SPACE}${unit}`;
}

/** The same in two units, where the smaller one says something: `3 d 4 h`. */
export function longAgeText(ms: number): string {
  const age = Math.max(0, ms);
  const index = UNITS.findIndex(([, least]) => age >= least);
  const [, unitMs] = UNITS[index] ?? ['s', SECOND_MS];
  const rest = age % unitMs;
  const below = UNITS[index + 1];
  if (below === undefined || rest < below[1]) return ageText(age);
  return `${ageText(age)} ${Math.floor(rest / below[1])}${NARROW_SPACE}${below[0]}`;
}
