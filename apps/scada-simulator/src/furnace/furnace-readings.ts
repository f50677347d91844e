import { progressOf } from '../faults/developing-fault.js';
import { rounded } from '../physics/first-order.js';
import type { Random } from '../random/random.js';
import { FURNACE_BITS, FURNACE_FLAGS, FURNACE_PARTS } from './furnace-design.js';
import type { FurnaceState } from './furnace-state.js';
import type { SetValues } from './line-mode.js';

/** Distance from the set value at which a controller's alarm bit rises, °C and % carbon. */
const TEMPERATURE_BAND_C = 15;
const CARBON_BAND_PERCENT = 0.05;
/**
 * Failure flags of motors rise a moment before their trips: the contact opens before the breaker.
 */
const WARNING_PROGRESS = 0.985;

/** The readings of working sensors: noise on top of the process, rounded by the PLC. */
export function readNumbers(
  state: FurnaceState,
  setValues: SetValues,
  severities: ReadonlyMap<string, number>,
  random: Random,
): Record<string, number | null> {
  const beat = Math.sin(state.phase);
  const zonePv = (i: 0 | 1 | 2 | 3): number => {
    const swingC = 7.5 * fanSeverity(i, severities) * beat;
    return rounded(state.zones[i].temperatureC + swingC + 0.45 * random.normal(), 0);
  };
  const driveHz = (i: 0 | 1 | 2 | 3 | 4): number => {
    const hz = state.drivesHz[i];
    const slips = slipSeverity(i, severities) > 0 ? state.slip : 0;
    const wobbleHz = slips * (2.2 * beat + 0.7 * random.normal() - 1.2);
    return hz < 0.5 ? 0 : rounded(Math.max(0, hz + wobbleHz + 0.1 * random.normal()), 1);
  };
  const wet = state.oilC + state.oilLeakC;
  return {
    hz1sv: setValues.hardeningC,
    hz1pv: zonePv(0),
    hz2sv: setValues.hardeningC,
    hz2pv: zonePv(1),
    cpsv: setValues.carbonPercent,
    cppv: rounded(Math.max(0, state.carbonPercent + 0.003 * random.normal()), 2),
    tz1sv: setValues.temperingC,
    tz1pv: zonePv(2),
    tz2sv: setValues.temperingC,
    tz2pv: zonePv(3),
    oilpv: rounded(wet + 0.3 * random.normal(), 0),
    deppv: rounded(state.bathsC[0] + 0.2 * random.normal(), 0),
    postpv: rounded(state.bathsC[1] + 0.2 * random.normal(), 0),
    dephz: driveHz(0),
    hardhz: driveHz(1),
    oilhz: driveHz(2),
    posthz: driveHz(3),
    temphz: driveHz(4),
  };
}

function fanSeverity(zone: number, severities: ReadonlyMap<string, number>): number {
  for (const [component, severity] of severities) {
    const part = FURNACE_PARTS[component];
    if (part?.kind === 'fan' && part.zone === zone) return severity;
  }
  return 0;
}

function slipSeverity(drive: number, severities: ReadonlyMap<string, number>): number {
  for (const [component, severity] of severities) {
    const part = FURNACE_PARTS[component];
    if (part?.kind === 'conveyor' && part.drive === drive) return severity;
  }
  return 0;
}

/**
 * All flags and alarm bits. High alarms are set during a cool-down; low ones wait until the value
 * has reached its band once.
 */
export function readFlags(state: FurnaceState, setValues: SetValues, atMs: number): Record<string, boolean> {
  const flags: Record<string, boolean> = {};
  for (const flag of FURNACE_FLAGS) flags[flag] = false;
  for (const bit of FURNACE_BITS) flags[bit] = false;
  flags['oillevellow'] = state.oilLevelLow;
  flags['hz2fanfail'] = state.zone2FanFlag;
  for (const fault of state.course.faults) {
    const part = FURNACE_PARTS[fault.component];
    if (part === undefined) continue;
    const progress = progressOf(fault, atMs);
    if (fault.trippedAtMs !== null) flags[part.flag] = true;
    if ('warning' in part && progress >= WARNING_PROGRESS) flags[part.warning] = true;
    if (part.kind === 'oil' && progress > 0.85) flags['oillevellow'] = true;
  }
  readZoneBits(state, setValues, flags);
  flags['cph'] = state.carbonPercent - setValues.carbonPercent > CARBON_BAND_PERCENT / 2;
  return flags;
}

const ZONE_BITS = [
  ['hz1ht', 'hz1lt'],
  ['hz2ht', 'hz2lt'],
  ['tz1ht', 'tz1lt'],
  ['tz2ht', 'tz2lt'],
] as const;

function readZoneBits(state: FurnaceState, setValues: SetValues, flags: Record<string, boolean>): void {
  ZONE_BITS.forEach(([high, low], i) => {
    const setValueC = i < 2 ? setValues.hardeningC : setValues.temperingC;
    const aboveC = (state.zones[i]?.temperatureC ?? setValueC) - setValueC;
    if (state.mode === 'cooling') state.lowArmed[i] = false;
    else if (aboveC > -TEMPERATURE_BAND_C / 2) state.lowArmed[i] = true;
    flags[high] = aboveC > TEMPERATURE_BAND_C;
    flags[low] = aboveC < -TEMPERATURE_BAND_C && state.lowArmed[i] === true;
  });
}
