import { featureSettingsSchema, organizationSettingsSchema, tagSchema } from '@eagle/contracts/domain';
import fc from 'fast-check';

export const PERIOD_MS = 1_000;

/** Two numbers, a set value and a flag at one row a second, with every kind of feature. */
export function plant() {
  return {
    tags: [
      tagSchema.parse({ tag: 'pv', type: 'number', role: 'present-value', setValueTag: 'sv' }),
      tagSchema.parse({ tag: 'flag', type: 'boolean', role: 'flag' }),
      tagSchema.parse({ tag: 'sv', type: 'number', role: 'set-value' }),
    ],
    settings: organizationSettingsSchema.parse({
      scanPeriodMs: PERIOD_MS,
      operatingStates: [{ state: 'on', all: [{ tag: 'flag', op: '>', value: 0 }] }],
      features: featureSettingsSchema.parse({
        lagsMs: [3_000],
        windowsMs: [5_000, 12_000],
        deviations: true,
        slopesMs: [4_000, 10_000],
        ewmMs: [2_000, 20_000],
        usualMs: 30_000,
        fleet: true,
        timeInState: true,
        events: { codes: ['e1', 'e2'], windowsMs: [6_000, 15_000] },
        maintenance: { components: ['pump'] },
        attributes: [
          { kind: 'number', name: 'power' },
          { kind: 'category', name: 'model', categories: ['m1', 'm2'] },
        ],
      }),
    }),
  };
}

export interface Row {
  readonly atMs: number;
  readonly asset: number;
  readonly values: readonly [pv: number, flag: number, sv: number];
}

/** Of any number in a recording, with either sign. */
export const VALUE_MAX = 1_000;
const value = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: -50, max: 950 }) },
  { weight: 2, arbitrary: fc.double({ min: -VALUE_MAX, max: VALUE_MAX, noNaN: true }) },
  { weight: 2, arbitrary: fc.constantFrom(NaN, Infinity) },
  { weight: 3, arbitrary: fc.constant(880.1) },
);
const flag = fc.constantFrom(0, 1, NaN);
/** Steps of time: mostly one period with jitter; ties, gaps, and rows that come late. */
const step = fc.oneof(
  { weight: 12, arbitrary: fc.integer({ min: 980, max: 1_020 }) },
  { weight: 6, arbitrary: fc.constant(0) },
  { weight: 2, arbitrary: fc.integer({ min: 1_500, max: 60_000 }) },
);
const late = fc.oneof(
  { weight: 8, arbitrary: fc.constant(0) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 30_000 }) },
);

/** Rows of up to three assets. @param withLate  Whether some come after newer ones. */
export function recordings(withLate: boolean): fc.Arbitrary<Row[]> {
  const rows = fc.array(fc.tuple(step, withLate ? late : fc.constant(0), fc.nat(2), value, flag, value), {
    minLength: 1,
    maxLength: 100,
    size: 'max',
  });
  return rows.map((steps) => {
    let nowMs = 1_700_000_000_000;
    return steps.map(([stepMs, lateMs, asset, pv, on, sv]): Row => {
      nowMs += stepMs;
      return { atMs: nowMs - lateMs, asset, values: [pv, on, sv] };
    });
  });
}
