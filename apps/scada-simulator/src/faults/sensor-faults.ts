import { Random, type RandomState } from '../random/random.js';
import type { TruthEntry } from '../truth/truth.js';

const SECOND_MS = 1_000;

/**
 * A sensor fault: `stuck` repeats the last value, `dropout` gives none, `spike` gives one far off.
 */
interface SensorFault {
  readonly tag: string;
  readonly kind: 'stuck' | 'spike' | 'dropout';
  readonly endsAtMs: number;
  /** The shown value; null for none. */
  readonly shown: number | null;
}

/** Sensor faults of one asset: at most one at a time. Plain data. */
export interface SensorCourse {
  random: RandomState;
  present: SensorFault | null;
  nextAtMs: number;
  count: number;
}

/**
 * A sensor that can fail, and its reading with a broken wire: far outside of its plausible range.
 */
export interface Sensor {
  readonly tag: string;
  readonly brokenValue: number;
}

/** @param meanMs  Mean time between two sensor faults of the asset. */
export function createSensors(random: RandomState, startMs: number, meanMs: number): SensorCourse {
  return {
    random,
    present: null,
    nextAtMs: startMs + new Random(random).between(0.3, 1.5) * meanMs,
    count: 0,
  };
}

/**
 * Advances time, and falsifies one reading of `readings` in place where a sensor is faulty. The
 * machine itself is not affected.
 * @param readings  Healthy readings by tag.
 */
export function falsify(
  course: SensorCourse,
  sensors: readonly Sensor[],
  asset: string,
  readings: Record<string, number | null>,
  nowMs: number,
  meanMs: number,
  truth: TruthEntry[],
): void {
  if (course.present !== null && nowMs >= course.present.endsAtMs) course.present = null;
  if (course.present === null && nowMs >= course.nextAtMs) {
    const random = new Random(course.random);
    course.nextAtMs = nowMs + random.between(0.5, 1.5) * meanMs;
    const sensor = sensors[Math.floor(random.uniform() * sensors.length)];
    if (sensor === undefined) return;
    course.present = beginSensorFault(sensor, readings[sensor.tag] ?? null, nowMs, random);
    course.count += 1;
    const { tag, kind, endsAtMs } = course.present;
    const faultId = `${asset}-sensor-${String(course.count)}`;
    truth.push({ what: 'sensor-fault', faultId, asset, tag, kind, atMs: nowMs, endsAtMs });
  }
  if (course.present !== null) readings[course.present.tag] = course.present.shown;
}

function beginSensorFault(sensor: Sensor, value: number | null, nowMs: number, random: Random): SensorFault {
  const kindOf = random.uniform();
  const { tag, brokenValue } = sensor;
  if (kindOf < 0.35) {
    return { tag, kind: 'stuck', endsAtMs: nowMs + random.between(300, 1_200) * SECOND_MS, shown: value };
  }
  if (kindOf < 0.7) {
    return { tag, kind: 'dropout', endsAtMs: nowMs + random.between(5, 60) * SECOND_MS, shown: null };
  }
  return { tag, kind: 'spike', endsAtMs: nowMs + random.between(1, 3) * SECOND_MS, shown: brokenValue };
}
