/** What a number measures, by the end of its name. */
export type Unit = 'milliseconds' | 'seconds' | 'days' | 'years' | 'bytes' | 'rows-per-second' | 'share';

/** Names carry their unit; `firstMs`, `runMsMax` and `leadMsMin` are times. */
const ENDINGS: readonly (readonly [RegExp, Unit])[] = [
  [/Ms(Min|Max)?$/, 'milliseconds'],
  [/Seconds$/, 'seconds'],
  [/(^days|Days(Min|Max)?|DaysPerFalseAlarm)$/, 'days'],
  [/Years$/, 'years'],
  [/Bytes$/, 'bytes'],
  [/RowsPerSecond$/, 'rows-per-second'],
  [/(^share|Share|^confidenceMin|^probabilityMin)$/, 'share'],
];

/** @param name  Name of the property: `horizonMs` */
export const unitOf = (name: string): Unit | null =>
  ENDINGS.find(([ending]) => ending.test(name))?.[1] ?? null;

/** A step of a unit that people type in: its word, and how many of the unit it is. */
export interface Scale {
  readonly word: 'ms' | 's' | 'min' | 'h' | 'd' | 'a' | 'B' | 'MiB' | 'GiB' | 'rows' | 'percent';
  readonly factor: number;
}

const DAY_MS = 86_400_000;

/** Scales of a unit, the smallest first. */
export const SCALES: Readonly<Record<Unit, readonly [Scale, ...Scale[]]>> = {
  milliseconds: [
    { word: 'ms', factor: 1 },
    { word: 's', factor: 1_000 },
    { word: 'min', factor: 60_000 },
    { word: 'h', factor: 3_600_000 },
    { word: 'd', factor: DAY_MS },
  ],
  seconds: [
    { word: 's', factor: 1 },
    { word: 'min', factor: 60 },
    { word: 'h', factor: 3_600 },
  ],
  days: [{ word: 'd', factor: 1 }],
  years: [{ word: 'a', factor: 1 }],
  bytes: [
    { word: 'B', factor: 1 },
    { word: 'MiB', factor: 1_024 ** 2 },
    { word: 'GiB', factor: 1_024 ** 3 },
  ],
  'rows-per-second': [{ word: 'rows', factor: 1 }],
  share: [{ word: 'percent', factor: 0.01 }],
};

/** The largest scale in which a number is whole, else the smallest: 300 000 ms is 5 min. */
export function scaleOf(value: number, unit: Unit): Scale {
  const scales = SCALES[unit];
  const whole = scales.findLast(({ factor }) => value !== 0 && Number.isInteger(value / factor));
  return whole ?? scales[0];
}

const DIGITS = 15;

/** Without what binary fractions add: 0.07 of a share is 7 %, not 7.000000000000001 %. */
const rounded = (value: number): number => Number(value.toPrecision(DIGITS));

/** A number in a scale, as it is typed: `5`, `0.5`. */
export const inScale = (value: number, { factor }: Scale): number => rounded(value / factor);

/** A typed number back in the unit of the schema. */
export const fromScale = (typed: number, { factor }: Scale): number => rounded(typed * factor);

/**
 * A number that a person typed; comma and point are both the decimal mark, and no mark parts thousands.
 * @returns null where it is none.
 */
export function typedNumber(text: string): number | null {
  const plain = text.replaceAll(/[\s\u202f\u00a0]/g, '').replace(',', '.');
  return /^[+-]?(\d+\.?\d*|\.\d+)$/.test(plain) ? Number(plain) : null;
}
