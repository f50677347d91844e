import { createCourse, type FaultCourse } from '../faults/fault-course.js';
import { createSensors, type SensorCourse } from '../faults/sensor-faults.js';
import { Random, randomState, type RandomState } from '../random/random.js';
import { pumpFaultKinds, type StationDesign } from './pump-design.js';

const HOUR_MS = 3_600_000;

/** One pump. Effects of faults lag behind their severity, as do metal and water. Plain data. */
export interface PumpState {
  readonly asset: string;
  /** The deviation from the other pumps, 1 = as designed. */
  readonly efficiency: number;
  readonly roughness: number;
  onDuty: boolean;
  /** 0 stopped to 1 at full speed. */
  speed: number;
  bearingC: number;
  windingC: number;
  bearingWear: number;
  cavitation: number;
  sealLoss: number;
  windingLoss: number;
  vibrationWander: number;
  course: FaultCourse;
  sensors: SensorCourse;
}

/** The station with its pumps. Plain data: a stored state continues exactly. */
export interface StationState {
  nextMs: number;
  random: RandomState;
  /** Slow variation of the demand and of the water level in the suction basin. */
  demandWander: number;
  basinWander: number;
  /** Demand that each running pump carries, 1 = nominal. */
  share: number;
  nextRotationAtMs: number;
  pumps: PumpState[];
}

/** A station in steady running at `startMs`. */
export function createStation(design: StationDesign, seed: number, startMs: number): StationState {
  const random = randomState(seed, 'station-process');
  const chance = new Random(random);
  return {
    nextMs: Math.ceil(startMs / design.periodMs) * design.periodMs,
    random,
    demandWander: 0,
    basinWander: 0,
    share: 1,
    nextRotationAtMs: startMs + chance.between(3, 6) * HOUR_MS,
    pumps: design.assets.map((asset, i): PumpState => {
      const onDuty = i < design.onDuty;
      return {
        asset,
        efficiency: chance.between(0.96, 1.04),
        roughness: chance.between(0.85, 1.15),
        onDuty,
        speed: onDuty ? 1 : 0,
        bearingC: onDuty ? 56 : 24,
        windingC: onDuty ? 78 : 24,
        bearingWear: 0,
        cavitation: 0,
        sealLoss: 0,
        windingLoss: 0,
        vibrationWander: 0,
        course: createCourse(randomState(seed, `${asset}-faults`), pumpFaultKinds(design, asset)),
        sensors: createSensors(randomState(seed, `${asset}-sensors`), startMs, design.sensorFaultMeanMs),
      };
    }),
  };
}
