import assert from 'node:assert/strict';
import type { TruthEntry } from '../truth/truth.js';
import { FURNACE_A, furnaceFaultKinds, type FurnaceDesign } from './furnace-design.js';
import { advanceFurnace, type FurnaceScan } from './furnace-line.js';
import { createFurnace } from './furnace-state.js';

const HOUR_MS = 3_600_000;
const START_MS = Date.UTC(2026, 0, 5);
const NEVER = { faults: null, breaks: null };
const CALM = { fromMs: 0, toMs: Infinity };
/** Coarser than the plant's scans: hours are simulated in milliseconds. */
const design: FurnaceDesign = { ...FURNACE_A, periodMs: 5_000, sensorFaultMeanMs: 1e12 };

function simulate(hours: number, quiet = NEVER as Parameters<typeof advanceFurnace>[3]) {
  const state = createFurnace(design, 4, START_MS);
  const truth: TruthEntry[] = [];
  const scans: { scan: FurnaceScan; mode: string }[] = [];
  const kinds = furnaceFaultKinds(design);
  for (let i = 0; i < (hours * HOUR_MS) / design.periodMs; i += 1) {
    const scan = advanceFurnace(state, design, kinds, quiet, truth);
    scans.push({ scan, mode: state.mode });
  }
  return { scans, truth };
}

const value = (scan: FurnaceScan, tag: string): number => scan.numbers[tag] ?? NaN;

describe('an undisturbed furnace line', () => {
  test('holds its set values', () => {
    const { scans } = simulate(4, { faults: CALM, breaks: CALM });
    const mean = (tag: string): number =>
      scans.reduce((sum, { scan }) => sum + value(scan, tag), 0) / scans.length;
    assert.ok(Math.abs(mean('hz1pv') - 879) < 2);
    assert.ok(Math.abs(mean('tz1pv') - 434.5) < 1);
    assert.ok(Math.abs(mean('oilpv') - 64) < 2);
    assert.ok(mean('cppv') > 0.35 && mean('cppv') < 0.39);
    assert.ok(mean('hardhz') > 30 && mean('hardhz') < 40);
    for (const { scan } of scans) {
      assert.ok(Math.abs(value(scan, 'hz1pv') - 880) < 12, 'no zone strays as far as a fault does');
      assert.ok(Number.isInteger(value(scan, 'hz1pv')));
      assert.ok(!Object.entries(scan.flags).some(([flag, set]) => set && !STANDING.has(flag)));
    }
  });
});

const STANDING = new Set(['hz2fanfail', 'oillevellow']);

describe('a furnace line over two days', () => {
  let run: ReturnType<typeof simulate>;
  beforeAll(() => {
    run = simulate(48);
  });

  test('runs, idles, cools down, heats up and is repaired', () => {
    const modes = new Set(run.scans.map(({ mode }) => mode));
    assert.deepEqual([...modes].sort(), ['cooling', 'heating', 'idle', 'repair', 'running']);
    const running = run.scans.filter(({ mode }) => mode === 'running').length / run.scans.length;
    assert.ok(running > 0.5, `${running.toFixed(2)} of the time running`);
  });

  test('cools down over hours while the high alarm bits are set', () => {
    const cooling = run.scans.filter(({ mode }) => mode === 'cooling');
    assert.ok(cooling.length * design.periodMs > 1.5 * HOUR_MS);
    assert.ok(cooling.every(({ scan }) => value(scan, 'hz1sv') === 100 && value(scan, 'cpsv') === 0.25));
    assert.ok(cooling.every(({ scan }) => scan.flags['hz1ht'] === true && scan.flags['hz1lt'] === false));
    const lowest = Math.min(...cooling.map(({ scan }) => value(scan, 'hz1pv')));
    assert.ok(lowest > 200 && lowest < 650, `${String(lowest)} °C at the end`);
  });

  test('raises a failure flag exactly from trip to repair', () => {
    const trips = run.truth.filter((entry) => entry.what === 'tripped');
    assert.ok(trips.length >= 15, `${String(trips.length)} failures`);
    for (const entry of trips) {
      if (!('flag' in entry)) continue;
      const index = (entry.atMs - START_MS) / design.periodMs;
      assert.equal(run.scans[index]?.scan.flags[entry.flag], true);
      assert.equal(run.scans[index - 1]?.scan.flags[entry.flag], false);
      const last = Math.ceil(((entry.repairedAtMs ?? 0) - START_MS) / design.periodMs);
      if (last < run.scans.length) assert.equal(run.scans[last]?.scan.flags[entry.flag], false);
    }
    const developed = trips.map((entry) => ('tripsAtMs' in entry ? entry.atMs - entry.developingSinceMs : 0));
    assert.ok(developed.every((ms) => ms >= 10 * 60_000 && ms <= 30.1 * 60_000));
  });

  test('keeps standing flags without a meaning', () => {
    const share = (flag: string): number =>
      run.scans.filter(({ scan }) => scan.flags[flag] === true).length / run.scans.length;
    assert.ok(share('hz2fanfail') > 0.9);
    assert.ok(share('oillevellow') > 0.02 && share('oillevellow') < 0.5);
  });
});
