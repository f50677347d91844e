import { severityOf } from '../faults/developing-fault.js';
import { advanceCourse, faultOf } from '../faults/fault-course.js';
import { falsify } from '../faults/sensor-faults.js';
import { approach, rounded, wander } from '../physics/first-order.js';
import { Random } from '../random/random.js';
import type { TruthEntry } from '../truth/truth.js';
import { PUMP_FLAGS, PUMP_SENSORS, pumpFaultKinds, type StationDesign } from './pump-design.js';
import type { PumpState, StationState } from './pump-state.js';

const HOUR_MS = 3_600_000;
const AMBIENT_C = 22;
const EFFECT_TAU_S = 60;
/** Metal warms and cools slowly. */
const BEARING_TAU_S = 420;
const WINDING_TAU_S = 360;

/** The report of one pump at one instant. Readings are null where a sensor gives none. */
export interface PumpScan {
  readonly asset: string;
  readonly atMs: number;
  readonly numbers: Record<string, number | null>;
  readonly flags: Record<string, boolean>;
}

/**
 * Advances the station by one scan and reads all pumps. The real events are appended to `truth`.
 */
export function advanceStation(state: StationState, design: StationDesign, truth: TruthEntry[]): PumpScan[] {
  const random = new Random(state.random);
  const atMs = state.nextMs;
  const dtS = design.periodMs / 1_000;
  for (const pump of state.pumps) {
    const mayBegin = pump.onDuty && pump.speed > 0.98;
    advanceCourse(pump.course, pumpFaultKinds(design, pump.asset), atMs, design.periodMs, mayBegin, truth);
  }
  assignDuty(state, design, atMs, random);
  advanceDemand(state, design, atMs, dtS, random);
  state.nextMs += design.periodMs;
  return state.pumps.map((pump) => {
    advancePump(pump, state, atMs, dtS, random);
    const numbers = readPump(pump, state, design, random);
    falsify(pump.sensors, PUMP_SENSORS, pump.asset, numbers, atMs, design.sensorFaultMeanMs, truth);
    return { asset: pump.asset, atMs, numbers, flags: readPumpFlags(pump) };
  });
}

/**
 * A tripped pump stops and the longest-resting healthy one takes over; now and then duty rotates.
 */
function assignDuty(state: StationState, design: StationDesign, atMs: number, random: Random): void {
  for (const pump of state.pumps) {
    if (pump.course.faults.some((fault) => fault.trippedAtMs !== null)) pump.onDuty = false;
  }
  const spare = (): PumpState | undefined =>
    state.pumps.find((pump) => !pump.onDuty && pump.course.faults.length === 0);
  if (atMs >= state.nextRotationAtMs) {
    state.nextRotationAtMs = atMs + random.between(4, 8) * HOUR_MS;
    const resting = spare();
    const tired = random.shuffled(state.pumps.filter((p) => p.onDuty && p.course.faults.length === 0))[0];
    if (resting !== undefined && tired !== undefined) {
      resting.onDuty = true;
      tired.onDuty = false;
    }
  }
  let running = state.pumps.filter((pump) => pump.onDuty).length;
  while (running < design.onDuty) {
    const next = spare();
    if (next === undefined) return;
    next.onDuty = true;
    running += 1;
  }
}

/** Morning and evening peaks, slow variation, and the additional load when a pump is missing. */
function advanceDemand(
  state: StationState,
  design: StationDesign,
  atMs: number,
  dtS: number,
  random: Random,
): void {
  state.demandWander = wander(state.demandWander, 0.03, dtS, 1_800, random);
  state.basinWander = wander(state.basinWander, 0.04, dtS, 3_600, random);
  const hour = (atMs % (24 * HOUR_MS)) / HOUR_MS;
  const daily = 0.05 * Math.sin(((hour - 5) / 24) * 2 * Math.PI) + 0.03 * Math.sin((hour / 12) * 2 * Math.PI);
  const running = Math.max(1, state.pumps.filter((pump) => pump.onDuty).length);
  const share = (1 + daily + state.demandWander) * Math.min(1.12, design.onDuty / running);
  state.share = approach(state.share, share, dtS, 60);
}

function advancePump(pump: PumpState, state: StationState, atMs: number, dtS: number, random: Random): void {
  const severity = (component: keyof typeof PUMP_FLAGS): number => {
    const fault = faultOf(pump.course, component);
    return fault === undefined ? 0 : severityOf(fault, atMs);
  };
  pump.speed = approach(pump.speed, pump.onDuty ? 1 : 0, dtS, 8);
  pump.bearingWear = approach(pump.bearingWear, severity('bearing'), dtS, EFFECT_TAU_S);
  pump.cavitation = approach(pump.cavitation, severity('hydraulics'), dtS, EFFECT_TAU_S);
  pump.sealLoss = approach(pump.sealLoss, severity('seal'), dtS, EFFECT_TAU_S);
  pump.windingLoss = approach(pump.windingLoss, severity('motor-winding'), dtS, EFFECT_TAU_S);
  pump.vibrationWander = wander(pump.vibrationWander, 0.12, dtS, 300, random);
  const load = pump.speed ** 2 * state.share;
  const bearingC = AMBIENT_C + load * (34 * pump.roughness + 26 * pump.bearingWear + 9 * pump.sealLoss);
  const windingC = AMBIENT_C + load * (55 + 38 * pump.windingLoss);
  pump.bearingC = approach(pump.bearingC, bearingC, dtS, BEARING_TAU_S);
  pump.windingC = approach(pump.windingC, windingC, dtS, WINDING_TAU_S);
}

/** Measurements with noise: affinity laws for speed, a falling head curve for flow. */
function readPump(
  pump: PumpState,
  state: StationState,
  design: StationDesign,
  random: Random,
): Record<string, number | null> {
  const { speed, cavitation, sealLoss } = pump;
  const share = state.share * pump.efficiency;
  const flow = design.flow * speed * share * (1 - 0.13 * cavitation - 0.05 * sealLoss);
  const suctionBar = 1.4 + state.basinWander - 0.25 * speed * share ** 2 - 0.35 * speed * cavitation;
  const headBar = design.headBar * speed ** 2 * (1.25 - 0.25 * share ** 2) * pump.efficiency;
  const dischargeBar = suctionBar + headBar * (1 - 0.06 * cavitation - 0.11 * sealLoss);
  const load = (0.35 + 0.65 * share) * (1 + 0.13 * pump.windingLoss - 0.05 * cavitation);
  const vibration =
    speed *
    (1.9 * pump.roughness +
      pump.vibrationWander +
      4.6 * pump.bearingWear +
      2.2 * cavitation +
      0.9 * sealLoss);
  const noisy = (value: number, deviation: number, decimals: number): number =>
    rounded(Math.max(0, value + deviation * random.normal()), decimals);
  return {
    FLOW: noisy(flow, speed * (3 + 11 * cavitation), 1),
    'SUCT.P': noisy(suctionBar, 0.012, 2),
    'DISCH.P': noisy(dischargeBar, 0.03 + 0.1 * speed * cavitation, 2),
    'MTR.I': noisy(design.currentA * speed * load, speed * (0.7 + 1.2 * cavitation), 1),
    'BRG.T': noisy(pump.bearingC, 0.2, 1),
    VIB: noisy(vibration, 0.02 + speed * (0.1 + 0.3 * cavitation), 2),
    'WDG.T': noisy(pump.windingC, 0.3, 1),
  };
}

function readPumpFlags(pump: PumpState): Record<string, boolean> {
  const flags: Record<string, boolean> = {};
  for (const [component, flag] of Object.entries(PUMP_FLAGS)) {
    flags[flag] = (faultOf(pump.course, component)?.trippedAtMs ?? null) !== null;
  }
  return flags;
}
