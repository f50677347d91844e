import assert from 'node:assert/strict';
import { FURNACE_A, FURNACE_PARTS, furnaceFaultKinds } from '../furnace/furnace-design.js';
import { advanceFurnace } from '../furnace/furnace-line.js';
import { createFurnace } from '../furnace/furnace-state.js';
import { PUMP_FLAGS, STATION_C } from '../pumps/pump-design.js';
import { createStation } from '../pumps/pump-state.js';
import { advanceStation } from '../pumps/pumping-station.js';
import type { TruthEntry } from '../truth/truth.js';

/*
 * Is a fault visible five minutes before its flag? For each kind: one feature that a person would think of, on rows five minutes before a
 * trip against rows on which nothing is wrong; the area under its curve must be above 0.9.
 */
const START_MS = Date.UTC(2026, 0, 5);
const PERIOD_MS = 5_000;
const WINDOW_ROWS = 36;
const LEAD_MS = 5 * 60_000;
/** After a repair the process needs a while to return to normal. */
const RECOVERY_MS = 30 * 60_000;

type Row = Readonly<Record<string, number>>;
interface Recording {
  readonly rows: readonly (Row | null)[];
  readonly truth: readonly TruthEntry[];
}
type Feature = (window: readonly Row[]) => number;

const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
const meanOf =
  (tag: string): Feature =>
  (window) =>
    mean(window.map((row) => row[tag] ?? NaN));
const spreadOf =
  (tag: string): Feature =>
  (window) => {
    const centre = meanOf(tag)(window);
    return Math.sqrt(mean(window.map((row) => ((row[tag] ?? NaN) - centre) ** 2)));
  };

const FURNACE_FEATURES: Record<string, Feature> = {
  'hardening-zone-1-heater': (w) => meanOf('hz2pv')(w) - meanOf('hz1pv')(w),
  'hardening-zone-2-heater': (w) => meanOf('hz1pv')(w) - meanOf('hz2pv')(w),
  'hardening-zone-1-fan': spreadOf('hz1pv'),
  'hardening-zone-2-fan': spreadOf('hz2pv'),
  'tempering-zone-1-fan': spreadOf('tz1pv'),
  'tempering-zone-2-fan': spreadOf('tz2pv'),
  'hardening-conveyor': spreadOf('hardhz'),
  'oil-conveyor': spreadOf('oilhz'),
  'tempering-conveyor': spreadOf('temphz'),
  'oil-system': meanOf('oilpv'),
  atmosphere: (w) => -meanOf('cppv')(w),
};

const PUMP_FEATURES: Record<keyof typeof PUMP_FLAGS, Feature> = {
  bearing: meanOf('VIB'),
  hydraulics: (w) => -meanOf('SUCT.P')(w),
  // Head that is missing at the flow that is pumped.
  seal: (w) => -mean(w.map((row) => headCoefficient(row))),
  'motor-winding': meanOf('WDG.T'),
};

function headCoefficient(row: Row): number {
  const share = (row['FLOW'] ?? NaN) / STATION_C.flow;
  const head = (row['DISCH.P'] ?? NaN) - (row['SUCT.P'] ?? NaN);
  return head / (STATION_C.headBar * (1.25 - 0.25 * share ** 2));
}

function recordFurnace(component: string): Recording {
  const design = { ...FURNACE_A, periodMs: PERIOD_MS, sensorFaultMeanMs: 1e12, recurring: [component] };
  const kinds = furnaceFaultKinds(design);
  const state = createFurnace(design, 17, START_MS);
  const truth: TruthEntry[] = [];
  const rows: (Row | null)[] = [];
  for (let i = 0; i < (40 * 3_600_000) / PERIOD_MS; i += 1) {
    const scan = advanceFurnace(state, design, kinds, { faults: null, breaks: null }, truth);
    rows.push(state.mode === 'running' ? numbersOf(scan.numbers) : null);
  }
  return { rows, truth };
}

function recordPump(component: string): Recording {
  const design = {
    ...STATION_C,
    assets: ['pump-1', 'pump-2'],
    onDuty: 1,
    periodMs: PERIOD_MS,
    sensorFaultMeanMs: 1e12,
  };
  const state = createStation(design, 17, START_MS);
  const truth: TruthEntry[] = [];
  const rows: (Row | null)[] = [];
  for (let i = 0; i < (90 * 3_600_000) / design.periodMs; i += 1) {
    for (const pump of state.pumps) if (pump.course.faults.length === 0) pump.course.bag = [component];
    state.nextRotationAtMs = Infinity;
    const scan = advanceStation(state, design, truth).find(({ asset }) => asset === 'pump-1');
    const runs = (scan?.numbers['MTR.I'] ?? 0) > 80;
    rows.push(scan !== undefined && runs ? numbersOf(scan.numbers) : null);
  }
  return { rows, truth: truth.filter((entry) => entry.asset === 'pump-1') };
}

function numbersOf(readings: Readonly<Record<string, number | null>>): Row {
  return Object.fromEntries(Object.entries(readings).map(([tag, value]) => [tag, value ?? NaN]));
}

/** Area under the curve of a feature: the chance that a failing row ranks above a healthy one. */
function areaUnderCurve({ rows, truth }: Recording, feature: Feature): { area: number; trips: number } {
  const failing: number[] = [];
  const healthy: number[] = [];
  const faults = truth.flatMap((entry) => (entry.what === 'tripped' ? [entry] : []));
  for (let end = WINDOW_ROWS; end < rows.length; end += 1) {
    const atMs = START_MS + end * PERIOD_MS;
    const fault = faults.find(
      (f) => f.developingSinceMs <= atMs && atMs <= (f.repairedAtMs ?? Infinity) + RECOVERY_MS,
    );
    const atLead = fault !== undefined && Math.abs(fault.atMs - LEAD_MS - atMs) < PERIOD_MS / 2;
    if (!atLead && (fault !== undefined || end % 12 !== 0)) continue;
    const window = rows.slice(end - WINDOW_ROWS, end).filter((row) => row !== null);
    if (window.length < WINDOW_ROWS) continue;
    (atLead ? failing : healthy).push(feature(window));
  }
  let above = 0;
  for (const f of failing) for (const h of healthy) above += f > h ? 1 : f === h ? 0.5 : 0;
  return { area: above / (failing.length * healthy.length), trips: failing.length };
}

describe('five minutes before its flag', () => {
  for (const component of Object.keys(FURNACE_PARTS)) {
    test(`${component} can be distinguished from health`, () => {
      const feature = FURNACE_FEATURES[component];
      assert.ok(feature !== undefined);
      const { area, trips } = areaUnderCurve(recordFurnace(component), feature);
      console.log(`area under curve ${area.toFixed(3)} over ${String(trips)} failures`);
      assert.ok(trips >= 10);
      assert.ok(area > 0.9, `${area.toFixed(3)}`);
    });
  }
  for (const [component, feature] of Object.entries(PUMP_FEATURES)) {
    test(`a pump's ${component} can be distinguished from health`, () => {
      const { area, trips } = areaUnderCurve(recordPump(component), feature);
      console.log(`area under curve ${area.toFixed(3)} over ${String(trips)} failures`);
      assert.ok(trips >= 5);
      assert.ok(area > 0.9, `${area.toFixed(3)}`);
    });
  }
});
