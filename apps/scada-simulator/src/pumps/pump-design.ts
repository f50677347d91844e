import type { FaultKinds } from '../faults/fault-course.js';
import type { Sensor } from '../faults/sensor-faults.js';

const MINUTE_MS = 60_000;

/** Components of a pump, with the flag that each raises when it fails. */
export const PUMP_FLAGS = {
  bearing: 'BRG.TRIP',
  hydraulics: 'CAV.TRIP',
  seal: 'SEAL.LEAK',
  'motor-winding': 'MTR.TRIP',
} as const;

/** Source tags of one pump's measurements: m3/h, bar, bar, A, °C, mm/s, °C. */
export const PUMP_NUMBERS = ['FLOW', 'SUCT.P', 'DISCH.P', 'MTR.I', 'BRG.T', 'VIB', 'WDG.T'] as const;

export const PUMP_SENSORS: readonly Sensor[] = [
  { tag: 'FLOW', brokenValue: 9_999 },
  { tag: 'SUCT.P', brokenValue: 99.9 },
  { tag: 'DISCH.P', brokenValue: 99.9 },
  { tag: 'MTR.I', brokenValue: 999 },
  { tag: 'BRG.T', brokenValue: 850 },
  { tag: 'VIB', brokenValue: 99.9 },
  { tag: 'WDG.T', brokenValue: 850 },
];

/** One pumping station: how many pumps, how many of them carry the load. */
export interface StationDesign {
  readonly assets: readonly string[];
  readonly onDuty: number;
  readonly periodMs: number;
  /** Flow of one pump at nominal demand, m3/h, and its head there, bar. */
  readonly flow: number;
  readonly headBar: number;
  readonly currentA: number;
  readonly sensorFaultMeanMs: number;
  readonly faultPauseMs: readonly [number, number];
}

export const STATION_C: StationDesign = {
  assets: ['pump-1', 'pump-2', 'pump-3', 'pump-4', 'pump-5', 'pump-6'],
  onDuty: 4,
  periodMs: 10_000,
  flow: 420,
  headBar: 6.4,
  currentA: 118,
  sensorFaultMeanMs: 8 * 60 * MINUTE_MS,
  faultPauseMs: [60 * MINUTE_MS, 170 * MINUTE_MS],
};

export function pumpFaultKinds(design: StationDesign, asset: string): FaultKinds {
  return { asset, flags: PUMP_FLAGS, recurring: Object.keys(PUMP_FLAGS), pauseMs: design.faultPauseMs };
}
