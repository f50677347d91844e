import { createCourse, type FaultCourse } from '../faults/fault-course.js';
import { createSensors, type SensorCourse } from '../faults/sensor-faults.js';
import { Random, randomState, type RandomState } from '../random/random.js';
import { furnaceFaultKinds, type FurnaceDesign } from './furnace-design.js';

const HOUR_MS = 3_600_000;

/**
 * The mode of the line. `running`: parts move through at working temperature. `idle`: hot, drives
 * stopped. `cooling`: set values at rest, heaters off. `heating`: set values back, waiting for
 * temperature and atmosphere. `repair`: stopped after a trip.
 */
export type LineMode = 'running' | 'idle' | 'cooling' | 'heating' | 'repair';

/**
 * One heated zone: temperature °C, its harmless variation, and the temperature drop of a fault, °C.
 */
export interface ZoneState {
  temperatureC: number;
  wanderC: number;
  sagC: number;
  unevenC: number;
}

/** Everything that determines the next scan, as plain data: a stored state continues exactly. */
export interface FurnaceState {
  /** Time of the next scan, milliseconds since the epoch, a multiple of the period. */
  nextMs: number;
  random: RandomState;
  mode: LineMode;
  /** End of the present idle time or cool-down; in other modes unused. */
  modeEndsAtMs: number;
  nextBreakAtMs: number;
  breaks: number;
  zones: [ZoneState, ZoneState, ZoneState, ZoneState];
  /** Heavy charges cool the hardening zones for some minutes: °C still to be taken, and taken. */
  loadC: number;
  loadPullC: number;
  nextLoadAtMs: number;
  carbonPercent: number;
  carbonWander: number;
  carbonLoss: number;
  oilC: number;
  oilWanderC: number;
  oilLeakC: number;
  bathsC: [number, number];
  drivesHz: [number, number, number, number, number];
  /** Operator's trim of the line's speed, 1 = as designed. */
  speedTrim: number;
  nextTrimAtMs: number;
  slip: number;
  /** Angle of the present fault's oscillation, radians. */
  phase: number;
  oilLevelLow: boolean;
  nextOilLevelAtMs: number;
  zone2FanFlag: boolean;
  nextZone2FanFlagAtMs: number;
  /** Low alarms are inhibited until the value has reached its band once. */
  lowArmed: boolean[];
  course: FaultCourse;
  sensors: SensorCourse;
}

const zone = (temperatureC: number): ZoneState => ({ temperatureC, wanderC: 0, sagC: 0, unevenC: 0 });

/** A line in steady running at `startMs`. */
export function createFurnace(design: FurnaceDesign, seed: number, startMs: number): FurnaceState {
  const random = randomState(seed, `${design.asset}-process`);
  const chance = new Random(random);
  const [dephz, hardhz, oilhz, posthz, temphz] = design.drivesHz;
  return {
    nextMs: Math.ceil(startMs / design.periodMs) * design.periodMs,
    random,
    mode: 'running',
    modeEndsAtMs: startMs,
    nextBreakAtMs: startMs + chance.between(3, 5) * HOUR_MS,
    breaks: 0,
    zones: [
      zone(design.hardeningC),
      zone(design.hardeningC),
      zone(design.temperingC),
      zone(design.temperingC),
    ],
    loadC: 0,
    loadPullC: 0,
    nextLoadAtMs: startMs + chance.between(0.1, 0.5) * HOUR_MS,
    carbonPercent: design.carbonPercent - 0.032,
    carbonWander: 0,
    carbonLoss: 0,
    oilC: design.oilC,
    oilWanderC: 0,
    oilLeakC: 0,
    bathsC: [48, 44],
    drivesHz: [dephz, hardhz, oilhz, posthz, temphz],
    speedTrim: 1,
    nextTrimAtMs: startMs + chance.between(0.5, 1.5) * HOUR_MS,
    slip: 0,
    phase: 0,
    oilLevelLow: false,
    nextOilLevelAtMs: startMs + chance.waiting(8) * HOUR_MS,
    zone2FanFlag: true,
    nextZone2FanFlagAtMs: startMs + chance.between(50, 100) * HOUR_MS,
    lowArmed: [true, true, true, true],
    course: createCourse(randomState(seed, `${design.asset}-faults`), furnaceFaultKinds(design)),
    sensors: createSensors(randomState(seed, `${design.asset}-sensors`), startMs, design.sensorFaultMeanMs),
  };
}
