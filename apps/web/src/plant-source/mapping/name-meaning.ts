/** What the name of a signal tells, in the words that control systems use. */
const SET_VALUES: readonly RegExp[] = [
  /(?:^|[_.\s\d-])(?:sp|sv|set|setp|setpoint|setval|setvalue|soll)$/i,
  // As a word of its own in camel case: `TempSP`, `zoneSetpoint`.
  /[a-z0-9](?:SP|SV|Set|Setpoint)$/,
  // Without any border, as in `hz1sv`, `cpsv`.
  /[a-z]\d?sv$/,
];
const SET_VALUE_END = /[_.\s-]?(?:sp|sv|set(?:p|point|val(?:ue)?)?|soll)$/i;
const PRESENT_VALUE_END = /[_.\s-]?(?:pv|act(?:ual)?|ist|val(?:ue)?|meas(?:ured)?)$/i;
const FAILURE = /fail|trip|traip|fault|defect|broken|leak|breakdown|st[oö]rung/i;
const FAILURE_WORDS =
  /[_.\s-]?(?:fail(?:ed|ure)?|trip(?:ped)?|traip|fault|defect|broken|leak|st[oö]rung)[_.\s-]?/gi;
const LIMIT = /(?:hi|lo|high|low|max|min)[_.\s-]?(?:alm|alarm|lim|limit|warn)?$|alm|alarm|[a-z]\d?[hl]t$/i;
const SPARE = /^(?:spare|reserve|dummy|sp)[_.\s-]?\d+$/i;

const UNITS: readonly (readonly [RegExp, string])[] = [
  [/rpm/i, 'rpm'],
  [/temp|thermo|_tt_?\d*|[._-]t$/i, '°C'],
  [/press|[._-]p$/i, 'bar'],
  [/flow/i, 'm³/h'],
  [/curr|amp|[._-]i$/i, 'A'],
  [/volt|[._-]u$/i, 'V'],
  [/vib/i, 'mm/s'],
  [/power|[._-]kw$/i, 'kW'],
  [/freq|[._-]?hz$/i, 'Hz'],
  [/carbon|humid|level|percent|pct/i, '%'],
];

export const isSetValueName = (name: string): boolean => SET_VALUES.some((pattern) => pattern.test(name));
export const isFailureName = (name: string): boolean => FAILURE.test(name);
export const isLimitName = (name: string): boolean => LIMIT.test(name);
export const isSpareName = (name: string): boolean => SPARE.test(name);

/** The unit that such a signal usually has; null where the name tells none. */
export const unitOfName = (name: string): string | null =>
  UNITS.find(([pattern]) => pattern.test(name))?.[1] ?? null;

/** What a set value and its present value have in common. */
export function stemOf(name: string): string {
  const stem = name.replace(isSetValueName(name) ? SET_VALUE_END : PRESENT_VALUE_END, '');
  return stem.toLowerCase();
}

/** The part that a failure flag speaks of: `Z1_HeaterFail` → `Z1_Heater`. */
export const failingPartOf = (name: string): string => {
  const part = name.replace(FAILURE_WORDS, '');
  return part === '' ? name : part;
};
