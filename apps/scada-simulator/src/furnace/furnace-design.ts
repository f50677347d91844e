import type { FaultKinds } from '../faults/fault-course.js';
import type { Sensor } from '../faults/sensor-faults.js';

const MINUTE_MS = 60_000;

/** The physical kind of a component, and the flag of the line that reports its failure. */
export type FurnacePart =
  | { readonly kind: 'heater'; readonly zone: 0 | 1; readonly flag: string }
  | { readonly kind: 'fan'; readonly zone: 0 | 1 | 2 | 3; readonly flag: string; readonly warning: string }
  | { readonly kind: 'conveyor'; readonly drive: 1 | 2 | 4; readonly flag: string; readonly warning: string }
  | { readonly kind: 'oil'; readonly flag: string }
  | { readonly kind: 'atmosphere'; readonly flag: string };

/**
 * Zones in order: hardening 1, hardening 2, tempering 1, tempering 2. Drives: dephosphating,
 * hardening, oil, post-wash, tempering.
 */
export const FURNACE_PARTS: Readonly<Record<string, FurnacePart>> = {
  'hardening-zone-1-heater': { kind: 'heater', zone: 0, flag: 'hz1hfail' },
  'hardening-zone-2-heater': { kind: 'heater', zone: 1, flag: 'hz2hfail' },
  'hardening-zone-1-fan': { kind: 'fan', zone: 0, flag: 'hz1fantrip', warning: 'hz1fanfail' },
  'hardening-zone-2-fan': { kind: 'fan', zone: 1, flag: 'hz2fantrip', warning: 'hz2fanfail' },
  'tempering-zone-1-fan': { kind: 'fan', zone: 2, flag: 'tz1fantrip', warning: 'tz1fanfail' },
  'tempering-zone-2-fan': { kind: 'fan', zone: 3, flag: 'tz2fantrip', warning: 'tz2fanfail' },
  'hardening-conveyor': { kind: 'conveyor', drive: 1, flag: 'hardcontraip', warning: 'hardconfail' },
  'oil-conveyor': { kind: 'conveyor', drive: 2, flag: 'oilcontraip', warning: 'oilconfail' },
  'tempering-conveyor': { kind: 'conveyor', drive: 4, flag: 'tempcontraip', warning: 'tempconfail' },
  'oil-system': { kind: 'oil', flag: 'oiltemphigh' },
  atmosphere: { kind: 'atmosphere', flag: 'cpl' },
};

/** Process values of a furnace line, in the order of its table. */
export const FURNACE_NUMBERS = [
  'hz1sv',
  'hz1pv',
  'hz2sv',
  'hz2pv',
  'cpsv',
  'cppv',
  'tz1sv',
  'tz1pv',
  'tz2sv',
  'tz2pv',
  'oilpv',
  'deppv',
  'postpv',
  'dephz',
  'hardhz',
  'oilhz',
  'posthz',
  'temphz',
] as const;

/** High and low alarm bits of the controllers. */
export const FURNACE_BITS = [
  'hz1ht',
  'hz1lt',
  'hz2ht',
  'hz2lt',
  'tz1ht',
  'tz1lt',
  'tz2ht',
  'tz2lt',
  'cph',
  'cpl',
] as const;

export const FURNACE_FLAGS = [
  'oiltemphigh',
  'oillevelhigh',
  'oillevellow',
  'hz1hfail',
  'hz2hfail',
  'hardconfail',
  'hardcontraip',
  'oilconfail',
  'oilcontraip',
  'tempconfail',
  'tempcontraip',
  'hz1fanfail',
  'hz1fantrip',
  'hz2fanfail',
  'hz2fantrip',
  'tz1fanfail',
  'tz1fantrip',
  'tz2fanfail',
  'tz2fantrip',
] as const;

/**
 * Sensors that can fail; a broken thermocouple reads its upper end, a broken transmitter the end of
 * its range.
 */
export const FURNACE_SENSORS: readonly Sensor[] = [
  { tag: 'hz1pv', brokenValue: 1_372 },
  { tag: 'hz2pv', brokenValue: 1_372 },
  { tag: 'cppv', brokenValue: 5 },
  { tag: 'tz1pv', brokenValue: 1_372 },
  { tag: 'tz2pv', brokenValue: 1_372 },
  { tag: 'oilpv', brokenValue: 850 },
  { tag: 'deppv', brokenValue: 850 },
  { tag: 'postpv', brokenValue: 850 },
  { tag: 'hardhz', brokenValue: 99.9 },
  { tag: 'temphz', brokenValue: 99.9 },
];

/** The design and operation of one furnace line. */
export interface FurnaceDesign {
  readonly asset: string;
  readonly periodMs: number;
  /** Set values of the running recipe: °C, °C, % carbon. */
  readonly hardeningC: number;
  readonly temperingC: number;
  readonly carbonPercent: number;
  /** Quench oil in normal running, °C. */
  readonly oilC: number;
  /** Running speed of the five drives, Hz. */
  readonly drivesHz: readonly [number, number, number, number, number];
  /** Mean time between two sensor faults, ms. */
  readonly sensorFaultMeanMs: number;
  /** Components that fail by themselves. */
  readonly recurring: readonly string[];
  /** Healthy running between a repair and the next fault, ms. */
  readonly faultPauseMs: readonly [number, number];
}

/** The line of plant A. */
export const FURNACE_A: FurnaceDesign = {
  asset: 'furnace-line-1',
  periodMs: 1_000,
  hardeningC: 880,
  temperingC: 435,
  carbonPercent: 0.4,
  oilC: 64,
  drivesHz: [32, 36, 34, 31, 38],
  sensorFaultMeanMs: 110 * MINUTE_MS,
  recurring: [
    'hardening-zone-1-heater',
    'hardening-zone-2-heater',
    'hardening-zone-1-fan',
    'hardening-conveyor',
    'oil-system',
    'atmosphere',
  ],
  faultPauseMs: [25 * MINUTE_MS, 60 * MINUTE_MS],
};

/**
 * The line of plant B: the same trade with another recipe and other speeds, scanned every two
 * seconds.
 */
export const FURNACE_B: FurnaceDesign = {
  ...FURNACE_A,
  asset: 'line-7',
  periodMs: 2_000,
  hardeningC: 860,
  temperingC: 420,
  oilC: 62,
  drivesHz: [30, 33, 32, 30, 35],
  recurring: [
    'hardening-zone-1-heater',
    'tempering-zone-1-fan',
    'tempering-conveyor',
    'oil-system',
    'atmosphere',
  ],
};

export function furnaceFaultKinds(design: FurnaceDesign): FaultKinds {
  return {
    asset: design.asset,
    flags: Object.fromEntries(Object.entries(FURNACE_PARTS).map(([name, part]) => [name, part.flag])),
    recurring: design.recurring,
    pauseMs: design.faultPauseMs,
  };
}
