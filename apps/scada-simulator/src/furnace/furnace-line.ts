import { advanceCourse, type FaultKinds } from '../faults/fault-course.js';
import { severityOf } from '../faults/developing-fault.js';
import { falsify } from '../faults/sensor-faults.js';
import { approach, wander } from '../physics/first-order.js';
import { Random } from '../random/random.js';
import type { TruthEntry } from '../truth/truth.js';
import { FURNACE_PARTS, FURNACE_SENSORS, type FurnaceDesign } from './furnace-design.js';
import { readFlags, readNumbers } from './furnace-readings.js';
import type { FurnaceState } from './furnace-state.js';
import { advanceMode, inside, setValuesOf, type QuietSpan, type SetValues } from './line-mode.js';

const HOUR_MS = 3_600_000;
const AMBIENT_C = 40;
/**
 * Heating up at full power: the zone aims this far above its set value. Cooling: heaters off,
 * insulated walls.
 */
const FULL_POWER_ABOVE_C = 190;
const HEATING_TAU_S = 1_200;
const COOLING_TAU_S = [8_400, 8_800, 5_400, 5_600] as const;
/** Closed control loop of a zone. */
const CONTROL_TAU_S = 90;
/** The remaining banks hold a zone with a tripped heater, so far below its set value. */
const HEATER_OUT_BELOW_C = 95;
const HEATER_OUT_TAU_S = 900;
/** How fast the effect of a developing fault shows in the process. */
const EFFECT_TAU_S = 40;

/** The report of a line at one instant. Readings are null where a sensor gives none. */
export interface FurnaceScan {
  readonly atMs: number;
  readonly numbers: Record<string, number | null>;
  readonly flags: Record<string, boolean>;
}

/** When the line must be undisturbed: no new faults by themselves, no breaks. Null = never. */
export interface Quiet {
  readonly faults: QuietSpan | null;
  readonly breaks: QuietSpan | null;
}

/** Strength of each fault of the line at one instant, by component; absent = healthy. */
type Severities = ReadonlyMap<string, number>;

/** Advances the line by one scan and reads it. The real events are appended to `truth`. */
export function advanceFurnace(
  state: FurnaceState,
  design: FurnaceDesign,
  kinds: FaultKinds,
  quiet: Quiet,
  truth: TruthEntry[],
): FurnaceScan {
  const random = new Random(state.random);
  const atMs = state.nextMs;
  const dtS = design.periodMs / 1_000;
  const mayBegin = state.mode === 'running' && !inside(quiet.faults, atMs);
  advanceCourse(state.course, kinds, atMs, design.periodMs, mayBegin, truth);
  advanceMode(state, design, quiet.breaks);
  const setValues = setValuesOf(state, design);
  const severities = new Map(
    state.course.faults.map((fault) => [fault.component, severityOf(fault, atMs)] as const),
  );
  advanceOscillation(state, dtS, random);
  advanceCharges(state, atMs, dtS, random);
  advanceZones(state, setValues, severities, dtS, random);
  advanceAtmosphere(state, setValues, severities, dtS, random);
  advanceLiquids(state, design, severities, dtS, random);
  advanceDrives(state, design, severities, atMs, dtS, random);
  advanceStandingFlags(state, atMs, random);
  state.nextMs += design.periodMs;
  const numbers = readNumbers(state, setValues, severities, random);
  const flags = readFlags(state, setValues, atMs);
  falsify(state.sensors, FURNACE_SENSORS, design.asset, numbers, atMs, design.sensorFaultMeanMs, truth);
  return { atMs, numbers, flags };
}

/** Bearings and jams do not oscillate evenly: the angle advances irregularly. */
function advanceOscillation(state: FurnaceState, dtS: number, random: Random): void {
  const fault = state.course.faults[0];
  if (fault === undefined) return;
  const turn = (2 * Math.PI * dtS) / fault.periodS;
  state.phase = (state.phase + turn * random.between(0.6, 1.4)) % (2 * Math.PI);
}

function advanceCharges(state: FurnaceState, atMs: number, dtS: number, random: Random): void {
  if (atMs >= state.nextLoadAtMs) {
    if (state.mode === 'running') state.loadC += random.between(2, 5);
    state.nextLoadAtMs = atMs + random.between(0.3, 0.9) * HOUR_MS;
  }
  state.loadC = approach(state.loadC, 0, dtS, 260);
  state.loadPullC = approach(state.loadPullC, state.loadC, dtS, 60);
}

function advanceZones(
  state: FurnaceState,
  setValues: SetValues,
  severities: Severities,
  dtS: number,
  random: Random,
): void {
  state.zones.forEach((zone, i) => {
    const setValueC = i < 2 ? setValues.hardeningC : setValues.temperingC;
    const heater = severities.get(i === 0 ? 'hardening-zone-1-heater' : 'hardening-zone-2-heater') ?? 0;
    const sagging = i < 2 ? 13 * heater : 0;
    zone.sagC = approach(zone.sagC, sagging, dtS, EFFECT_TAU_S);
    zone.unevenC = approach(zone.unevenC, 3 * unevenness(i, severities), dtS, EFFECT_TAU_S);
    zone.wanderC = wander(zone.wanderC, i < 2 ? 0.8 : 0.6, dtS, 500, random);
    zone.temperatureC = nextTemperature(state, i, setValueC, dtS);
  });
}

/** The zone of the failing fan cools while the other zone of the same furnace takes the heat. */
function unevenness(zoneIndex: number, severities: Severities): number {
  let sum = 0;
  for (const [component, severity] of severities) {
    const part = FURNACE_PARTS[component];
    if (part?.kind !== 'fan' || part.zone >> 1 !== zoneIndex >> 1) continue;
    sum += part.zone === zoneIndex ? severity : -severity;
  }
  return sum;
}

function nextTemperature(state: FurnaceState, i: number, setValueC: number, dtS: number): number {
  const zone = state.zones[i];
  if (zone === undefined) return AMBIENT_C;
  if (state.mode === 'cooling') {
    return approach(zone.temperatureC, AMBIENT_C, dtS, COOLING_TAU_S[i] ?? COOLING_TAU_S[0]);
  }
  const heaterOut = state.course.faults.some((fault) => {
    const part = FURNACE_PARTS[fault.component];
    return fault.trippedAtMs !== null && part?.kind === 'heater' && part.zone === i;
  });
  if (heaterOut) {
    return approach(zone.temperatureC, setValueC - HEATER_OUT_BELOW_C, dtS, HEATER_OUT_TAU_S);
  }
  if (zone.temperatureC < setValueC - 28) {
    return approach(zone.temperatureC, setValueC + FULL_POWER_ABOVE_C, dtS, HEATING_TAU_S);
  }
  const pull = i === 0 ? state.loadPullC : i === 1 ? 0.7 * state.loadPullC : 0;
  const steadyC = setValueC - 0.4 + zone.wanderC - pull - zone.sagC - zone.unevenC;
  return approach(zone.temperatureC, steadyC, dtS, CONTROL_TAU_S);
}

function advanceAtmosphere(
  state: FurnaceState,
  setValues: SetValues,
  severities: Severities,
  dtS: number,
  random: Random,
): void {
  state.carbonWander = wander(state.carbonWander, 0.006, dtS, 900, random);
  const loss = 0.12 * (severities.get('atmosphere') ?? 0);
  state.carbonLoss = approach(state.carbonLoss, loss, dtS, EFFECT_TAU_S);
  const working = setValues.carbonPercent > 0.3;
  const target = working ? setValues.carbonPercent - 0.032 : 0.29;
  const steady = target + state.carbonWander - state.carbonLoss - 0.002 * state.loadPullC;
  state.carbonPercent = approach(state.carbonPercent, steady, dtS, working ? 120 : 2_400);
}

function advanceLiquids(
  state: FurnaceState,
  design: FurnaceDesign,
  severities: Severities,
  dtS: number,
  random: Random,
): void {
  state.oilWanderC = wander(state.oilWanderC, 1, dtS, 1_000, random);
  // Less oil carries the same heat: the leak shows as a slow rise of temperature.
  const leak = 17 * (severities.get('oil-system') ?? 0);
  state.oilLeakC = approach(state.oilLeakC, leak, dtS, EFFECT_TAU_S);
  const oilC = state.mode === 'running' ? design.oilC + state.oilWanderC + 0.5 * state.loadPullC : 56;
  state.oilC = approach(state.oilC, oilC, dtS, state.mode === 'running' ? 240 : 3_600);
  const warm = state.mode === 'cooling' ? 30 : 48;
  state.bathsC[0] = approach(state.bathsC[0], warm + 0.4 * state.oilWanderC, dtS, 1_500);
  state.bathsC[1] = approach(state.bathsC[1], warm - 4 - 0.4 * state.oilWanderC, dtS, 1_500);
}

function advanceDrives(
  state: FurnaceState,
  design: FurnaceDesign,
  severities: Severities,
  atMs: number,
  dtS: number,
  random: Random,
): void {
  if (atMs >= state.nextTrimAtMs) {
    state.speedTrim = 1 + random.between(-0.025, 0.025);
    state.nextTrimAtMs = atMs + random.between(0.6, 2) * HOUR_MS;
  }
  let slip = 0;
  for (const [component, severity] of severities) {
    if (FURNACE_PARTS[component]?.kind === 'conveyor') slip = Math.max(slip, severity);
  }
  state.slip = approach(state.slip, slip, dtS, EFFECT_TAU_S);
  for (let i = 0; i < state.drivesHz.length; i += 1) {
    const designHz = design.drivesHz[i] ?? 0;
    const targetHz = state.mode === 'running' && !isJammed(state, i) ? designHz * state.speedTrim : 0;
    state.drivesHz[i] = approach(state.drivesHz[i] ?? 0, targetHz, dtS, 5);
  }
}

function isJammed(state: FurnaceState, drive: number): boolean {
  return state.course.faults.some((fault) => {
    const part = FURNACE_PARTS[fault.component];
    return fault.trippedAtMs !== null && part?.kind === 'conveyor' && part.drive === drive;
  });
}

/**
 * Flags that stand for hours or days without a meaning: a low-level switch that is set too high, a
 * fan contact that sticks.
 */
function advanceStandingFlags(state: FurnaceState, atMs: number, random: Random): void {
  if (atMs >= state.nextOilLevelAtMs) {
    state.oilLevelLow = !state.oilLevelLow;
    state.nextOilLevelAtMs = atMs + random.waiting(state.oilLevelLow ? 1.8 : 10) * HOUR_MS;
  }
  if (atMs >= state.nextZone2FanFlagAtMs) {
    state.zone2FanFlag = !state.zone2FanFlag;
    const hours = state.zone2FanFlag ? random.between(50, 100) : random.between(8, 20);
    state.nextZone2FanFlagAtMs = atMs + hours * HOUR_MS;
  }
}
