import assert from 'node:assert/strict';
import { organizationSettingsSchema, tagSchema } from '@eagle/contracts/domain';
import { FEATURE_FLAG } from '@eagle/contracts/frames';
import fc from 'fast-check';
import { defineFeatureSet, type FeatureSet } from './feature-set.js';
import { FeatureWindows } from './feature-windows.js';
import { tagTable } from './tag-table.js';

const PERIOD_MS = 1_000;
const config = {
  tags: [
    tagSchema.parse({ tag: 'pv', type: 'number', role: 'present-value', setValueTag: 'sv' }),
    tagSchema.parse({ tag: 'flag', type: 'boolean', role: 'flag' }),
    tagSchema.parse({ tag: 'sv', type: 'number', role: 'set-value' }),
  ],
  settings: organizationSettingsSchema.parse({
    scanPeriodMs: PERIOD_MS,
    features: { lagsMs: [3_000, 7_000], windowsMs: [5_000, 12_000], deviations: true },
  }),
};
const set = defineFeatureSet(config);
const table = tagTable(config);

interface Row {
  readonly atMs: number;
  readonly values: readonly number[];
}

/** The slow, obvious way: all held rows sorted by time, each feature from scratch. */
function naive(held: readonly Row[], row: Row, features: FeatureSet): number[] {
  const before = held.slice(0, held.indexOf(row) + 1);
  return features.definitions.flatMap((input) => {
    const of = (r: Row | undefined, tag: string): number => r?.values[table.indexOf(tag)] ?? NaN;
    const lags = features.lagsMs.map((lagMs) => {
      const found = before.filter((r) => r.atMs <= row.atMs - lagMs).at(-1);
      const near = found !== undefined && found.atMs >= row.atMs - lagMs - features.lagToleranceMs;
      return near ? of(found, input.tag) : NaN;
    });
    const statistics = features.windowsMs.flatMap((windowMs) => {
      const good = before
        .filter((r) => r.atMs >= row.atMs - windowMs)
        .map((r) => of(r, input.tag))
        .filter((value) => !Number.isNaN(value));
      const sum = good.reduce((a, b) => a + b, 0);
      if (input.type === 'boolean') return good.length === 0 ? [NaN, NaN] : [sum / good.length, sum];
      if (good.length === 0) return [NaN, NaN, NaN, NaN, NaN];
      const mean = sum / good.length;
      const variance = good.reduce((a, value) => a + (value - mean) ** 2, 0) / good.length;
      const [min, max] = [Math.min(...good), Math.max(...good)];
      return [mean, Math.sqrt(variance), min, max, max - min];
    });
    const value = of(row, input.tag);
    const deviation = input.setValueTag === null ? [] : [value - of(row, input.setValueTag)];
    return [value, ...deviation, ...lags, ...statistics];
  });
}

function naiveFlags(held: readonly Row[], row: Row, completeSinceMs: number, droppedUntilMs: number): number {
  const startsMs = row.atMs - set.windowMsMax;
  const newestMs = held.at(-1)?.atMs ?? 0;
  const whole = startsMs >= completeSinceMs && startsMs > droppedUntilMs;
  return (whole ? 0 : FEATURE_FLAG.windowIncomplete) | (row.atMs < newestMs ? FEATURE_FLAG.late : 0);
}

/** Pushes all rows through both and compares each feature and flag. */
function assertAsNaive(rows: readonly Row[]): void {
  const windows = new FeatureWindows(set, table, config.settings);
  const out = new Float32Array(set.width);
  let held: Row[] = [];
  let newestMs = -Infinity;
  let completeSinceMs = Infinity;
  let droppedUntilMs = -Infinity;
  for (const row of rows) {
    const flags = windows.push(row.atMs, Float64Array.from(row.values), out, 0);
    if (!(row.atMs - newestMs <= set.gapMsMax) && row.atMs >= newestMs) completeSinceMs = row.atMs;
    newestMs = Math.max(newestMs, row.atMs);
    const place = held.findLastIndex((other) => other.atMs <= row.atMs) + 1;
    held.splice(place, 0, row);
    const expected = naive(held, row, set);
    for (const [i, value] of expected.entries()) {
      const got = out[i] ?? 0;
      const scale = Math.max(1, Math.abs(value));
      const same = Number.isNaN(value) ? Number.isNaN(got) : Math.abs(got - value) <= 2e-6 * scale;
      assert.ok(same, `${set.names[i] ?? ''} at ${row.atMs}: ${got} instead of ${value}`);
    }
    assert.equal(flags, naiveFlags(held, row, completeSinceMs, droppedUntilMs), `flags at ${row.atMs}`);
    const oldestMs = newestMs - set.lookBackMs;
    for (const other of held) {
      if (other.atMs < oldestMs) droppedUntilMs = Math.max(droppedUntilMs, other.atMs);
    }
    held = held.filter((other) => other.atMs >= oldestMs);
    assert.equal(windows.rowsHeld, held.length);
  }
}

const value = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: -50, max: 950 }) },
  { weight: 2, arbitrary: fc.double({ min: -1e3, max: 1e3, noNaN: true }) },
  { weight: 2, arbitrary: fc.constant(NaN) },
  { weight: 3, arbitrary: fc.constant(880) },
);
const flag = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(0, 1) },
  { weight: 1, arbitrary: fc.constant(NaN) },
);
/** Steps of time: mostly one period with jitter; ties, gaps, rows that come late. */
const step = fc.oneof(
  { weight: 12, arbitrary: fc.integer({ min: 980, max: 1_020 }) },
  { weight: 2, arbitrary: fc.constant(0) },
  { weight: 2, arbitrary: fc.integer({ min: 1_500, max: 11_000 }) },
  { weight: 1, arbitrary: fc.integer({ min: 12_001, max: 60_000 }) },
  { weight: 2, arbitrary: fc.integer({ min: -60_000, max: -1 }) },
);

test('every feature equals the slow recomputation, with missing values, gaps, ties and late rows', () => {
  const scenario = fc.array(fc.tuple(step, value, flag, value), {
    minLength: 1,
    maxLength: 120,
    size: 'max',
  });
  fc.assert(
    fc.property(scenario, (steps) => {
      let newestMs = 1_700_000_000_000;
      const rows = steps.map(([deltaMs, pv, on, sv]): Row => {
        const atMs = newestMs + deltaMs;
        newestMs = Math.max(newestMs, atMs);
        return { atMs, values: [pv, on, sv] };
      });
      assertAsNaive(rows);
    }),
    { numRuns: 150 },
  );
});

test('thousands of rows with steps and a spike of a billion do not let rounding errors in', () => {
  const rows = Array.from({ length: 4_000 }, (_, i): Row => {
    const level = i < 1_500 ? 880 : 100;
    const pv = i === 700 || i === 2_500 ? 1e9 : level + Math.sin(i) * 0.01;
    return { atMs: i * PERIOD_MS, values: [pv, i % 7 === 0 ? 1 : 0, level] };
  });
  assertAsNaive(rows);
});

test('a flat run has a spread of exactly zero, whatever went before', () => {
  const windows = new FeatureWindows(set, table, config.settings);
  const out = new Float32Array(set.width);
  const std = set.names.indexOf('pv_rolling_12s_std');
  for (let i = 0; i < 40; i += 1) {
    windows.push(i * PERIOD_MS, Float64Array.of(i < 20 ? i * 0.1 : 880.1, 0, 0), out, 0);
  }
  assert.equal(out[std], 0);
});

test('a missing value leaves no trace once it has left the window', () => {
  const windows = new FeatureWindows(set, table, config.settings);
  const out = new Float32Array(set.width);
  for (let i = 0; i < 30; i += 1)
    windows.push(i * PERIOD_MS, Float64Array.of(i === 3 ? NaN : 5, 1, 5), out, 0);
  assert.ok(out.every((x) => !Number.isNaN(x)));
});

test('a window is complete after its length of event time and incomplete again after a longer gap', () => {
  const windows = new FeatureWindows(set, table, config.settings);
  const out = new Float32Array(set.width);
  const push = (s: number): number => windows.push(s * PERIOD_MS, Float64Array.of(1, 0, 1), out, 0);
  for (let s = 0; s < 12; s += 1) assert.equal(push(s), FEATURE_FLAG.windowIncomplete);
  assert.equal(push(12), 0);
  assert.equal(push(24), 0, 'a gap as long as the window is none');
  assert.equal(push(37), FEATURE_FLAG.windowIncomplete);
  for (let s = 38; s < 49; s += 1) assert.equal(push(s), FEATURE_FLAG.windowIncomplete);
  assert.equal(push(49), 0);
});

test('a source far faster than declared keeps a bounded number of rows and says that its windows are not whole', () => {
  const windows = new FeatureWindows(set, table, config.settings);
  const out = new Float32Array(set.width);
  let flags = 0;
  for (let i = 0; i < 20_000; i += 1) flags = windows.push(i, Float64Array.of(i, 0, 1), out, 0);
  assert.ok(windows.rowsHeld <= 1_024);
  assert.equal(flags, FEATURE_FLAG.windowIncomplete);
});

test('rebuilt from the look-back span, the windows go on exactly as before', () => {
  const rows = Array.from({ length: 200 }, (_, i): Row => ({
    atMs: i * PERIOD_MS + ((i * 7) % 20),
    values: [880 + ((i * 13) % 17), i % 3 === 0 ? 1 : 0, 880],
  }));
  const replayed = (from: number): [Float32Array, number] => {
    const windows = new FeatureWindows(set, table, config.settings);
    const out = new Float32Array(set.width);
    let flags = -1;
    for (const row of rows.slice(from)) flags = windows.push(row.atMs, Float64Array.from(row.values), out, 0);
    return [out, flags];
  };
  const [live, liveFlags] = replayed(0);
  const [rebuilt, rebuiltFlags] = replayed(199 - Math.ceil(set.lookBackMs / PERIOD_MS));
  assert.equal(rebuiltFlags, liveFlags);
  live.forEach((x, i) => {
    assert.ok(Math.abs(x - (rebuilt[i] ?? NaN)) <= 1e-4, set.names[i]);
  });
});
