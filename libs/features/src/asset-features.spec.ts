import assert from 'node:assert/strict';
import { FEATURE_FLAG } from '@eagle/contracts/frames';
import fc from 'fast-check';
import { AssetFeatures } from './asset-features.js';
import { FORGOTTEN } from './exponential-moments.js';
import type { AssetLogEntry } from './log-entry-features.js';
import { defineFeatureSet } from './feature-set.js';
import { FleetState } from './fleet-state.js';
import { PERIOD_MS, plant, recordings, VALUE_MAX, type Row } from './plant.fixture.js';
import { STALE_AFTER_PERIODS } from './quality-assessor.js';
import { tagTable } from './tag-table.js';

const config = plant();
const set = defineFeatureSet(config);
const table = tagTable(config);
const ATTRIBUTES = [{ power: 7.5, model: 'm2' }, { power: 1 }, { model: 'unheard of' }];
const NUMBERS = ['pv', 'sv'] as const;

interface Seen {
  readonly row: Row;
  readonly features: ReadonlyMap<string, number>;
  readonly flags: number;
}

/** All rows of a recording through the assets' features, with all events added beforehand. */
function run(rows: readonly Row[], events: readonly AssetLogEntry[] = []): Seen[] {
  const fleet = new FleetState(set, config.settings);
  const assets = ATTRIBUTES.map(
    (attributes) => new AssetFeatures(set, table, config.settings, { attributes }, fleet),
  );
  for (const event of events) assets[0]?.addLogEntry(event);
  return rows.map((row) => {
    const out = new Float32Array(set.width + 2).fill(-1);
    const flags =
      assets[row.asset]?.push(row.atMs, Float64Array.from(row.values), stateOf(row), out, 1) ?? -1;
    assert.ok(out[0] === -1 && out[set.width + 1] === -1, 'stays within its row');
    return { row, flags, features: new Map(set.names.map((name, i) => [name, out[i + 1] ?? 0])) };
  });
}

const stateOf = (row: Row): number => (row.values[1] > 0 ? 1 : 0);
const numberOf = (row: Row, tag: 'pv' | 'sv'): number => {
  const value = row.values[tag === 'pv' ? 0 : 2];
  return Number.isFinite(value) ? value : NaN;
};
const isGood = (value: number): boolean => !Number.isNaN(value);
const ownBefore = (seen: readonly Seen[], i: number): Row[] =>
  seen.slice(0, i).flatMap(({ row }) => (row.asset === seen[i]?.row.asset ? [row] : []));

function assertClose(got: number | undefined, expected: number, what: string, relative = 2e-6): void {
  const tolerance = relative * Math.max(1, Math.abs(expected));
  const same = Number.isNaN(expected) ? Number.isNaN(got) : Math.abs((got ?? NaN) - expected) <= tolerance;
  assert.ok(same, `${what}: ${String(got)} instead of ${String(expected)}`);
}

/** The first value weighs nothing any more when a row comes that is late by almost as much. */
const FORGOTTEN_BEFORE_A_LATE_ROW = (
  [
    [0, 880.1],
    [55_263, NaN],
    [39_804, 0],
    [57_743, NaN],
  ] as const
).map(([atMs, pv]): Row => ({ atMs, asset: 0, values: [pv, 0, 0] }));

function moments(rows: readonly Row[], tag: 'pv' | 'sv', tauMs: number, nowMs: number) {
  const good = rows.filter((row) => isGood(numberOf(row, tag)));
  const weights = good.map((row) => Math.exp((row.atMs - nowMs) / tauMs));
  const weight = weights.reduce((a, b) => a + b, 0);
  const sum = (of: (row: Row) => number): number =>
    good.reduce((a, row, i) => a + of(row) * (weights[i] ?? 0), 0) / weight;
  const mean = sum((row) => numberOf(row, tag));
  return { weight, mean, spread: Math.sqrt(sum((row) => (numberOf(row, tag) - mean) ** 2)) };
}

test('slopes equal least squares over the rows of their window, late rows included', () => {
  fc.assert(
    fc.property(recordings(true), (rows) => {
      const seen = run(rows);
      seen.forEach(({ row, features }, i) => {
        const newestMs = Math.max(...[...ownBefore(seen, i), row].map(({ atMs }) => atMs));
        if (row.atMs < newestMs - set.heldMs + Math.max(...set.slopesMs)) return;
        for (const [tag, windowMs] of NUMBERS.flatMap((t) => set.slopesMs.map((ms) => [t, ms] as const))) {
          const points = [...ownBefore(seen, i), row].filter(
            (r) => r.atMs >= row.atMs - windowMs && r.atMs <= row.atMs && isGood(numberOf(r, tag)),
          );
          const hours = points.map((r) => (r.atMs - row.atMs) / 3_600_000);
          const meanX = hours.reduce((a, b) => a + b, 0) / points.length;
          const meanY = points.reduce((a, r) => a + numberOf(r, tag), 0) / points.length;
          const covariance = points.reduce(
            (a, r, p) => a + ((hours[p] ?? 0) - meanX) * (numberOf(r, tag) - meanY),
            0,
          );
          const spread = hours.reduce((a, x) => a + (x - meanX) ** 2, 0);
          const slope = new Set(points.map((r) => r.atMs)).size < 2 ? NaN : covariance / spread;
          const name = `${tag}_slope_${windowMs / 1_000}s`;
          const noise = Math.max(1, Math.max(...points.map((r) => Math.abs(numberOf(r, tag)))) * 3_600);
          const got = features.get(name) ?? 0;
          assertClose(got / noise, slope / noise, `${name} at ${row.atMs}`);
        }
      });
    }),
    { numRuns: 150 },
  );
});

test('exponentially weighted means equal the weighted sum over all rows so far, also after late ones', () => {
  fc.assert(
    fc.property(recordings(true), (rows) => {
      const seen = run(rows);
      seen.forEach(({ row, features, flags }, i) => {
        for (const [tag, tauMs] of NUMBERS.flatMap((t) => set.ewmMs.map((ms) => [t, ms] as const))) {
          const { weight, mean } = moments([...ownBefore(seen, i), row], tag, tauMs, row.atMs);
          const isLate = (flags & FEATURE_FLAG.late) !== 0;
          // Where nothing but a whiff is left, whether it still counts is a matter of rounding.
          if (!isLate && weight < 1e-9) continue;
          const got = features.get(`${tag}_ewm_${tauMs / 1_000}s`);
          // Where only late rows are left, their weight is so small that a forgotten value still
          // shows.
          const isOfForgotten = Math.abs((got ?? NaN) - mean) <= (FORGOTTEN / weight) * 2 * VALUE_MAX;
          if (isLate || !isOfForgotten) assertClose(got, isLate ? NaN : mean, `${tag} ${tauMs}`);
        }
      });
    }),
    { numRuns: 150, examples: [[FORGOTTEN_BEFORE_A_LATE_ROW]] },
  );
});

test('deviations from the usual use strictly earlier rows, are given in standard deviations and stay bounded', () => {
  fc.assert(
    fc.property(recordings(true), (rows) => {
      const seen = run(rows);
      seen.forEach(({ features, flags }, i) => {
        const before = ownBefore(seen, i);
        const newestMs = Math.max(...before.map(({ atMs }) => atMs));
        for (const tag of NUMBERS) {
          const { weight, mean, spread } = moments(before, tag, set.usualMs ?? 0, newestMs);
          if (Math.abs(weight - 8) < 1e-9) continue;
          const known = weight > 8 && flags !== (flags | FEATURE_FLAG.late);
          for (const [name, of] of [
            [`${tag}_usual`, tag],
            [`${tag}_rolling_12s_mean_usual`, `${tag}_rolling_12s_mean`],
          ] as const) {
            const got = features.get(name) ?? 0;
            const value = features.get(of) ?? NaN;
            if (!known || Number.isNaN(value)) assert.ok(Number.isNaN(got), `${name} is unknown`);
            else {
              assert.ok(Math.abs(got) <= 50, `${name} is bounded`);
              const distance = value - Math.fround(mean);
              const floor = Math.max(spread, 1e-6 * Math.abs(mean));
              if (Math.abs(distance) > 1e-3 && spread > 1e-6)
                assertClose(got, Math.max(-50, Math.min(50, distance / floor)), name, 1e-3);
            }
          }
        }
      });
    }),
    { numRuns: 150 },
  );
});

test('a constant tag deviates by nothing from its usual, and by the most there is when it moves', () => {
  const row = (i: number, pv: number): Row => ({ atMs: i * PERIOD_MS, asset: 0, values: [pv, 0, 880.1] });
  const seen = run(Array.from({ length: 100 }, (_, i) => row(i, i === 99 ? 0.2 : 0.1)));
  assert.equal(seen[98]?.features.get('pv_usual'), 0);
  assert.equal(seen[98]?.features.get('pv_rolling_5s_mean_usual'), 0);
  assert.equal(seen[99]?.features.get('pv_usual'), 50);
  assert.equal(seen[99]?.features.get('sv_usual'), 0);
});

test('the fleet is the mean of the newest fresh values of the others, strictly before the row', () => {
  const freshMs = STALE_AFTER_PERIODS * PERIOD_MS;
  fc.assert(
    fc.property(recordings(false), (rows) => {
      const seen = run(rows);
      seen.forEach(({ row, features }, i) => {
        for (const name of ['pv', 'sv', 'pv_rolling_5s_mean', 'sv_rolling_12s_mean']) {
          const others = [0, 1, 2]
            .filter((asset) => asset !== row.asset)
            .flatMap((asset) => {
              const newest = seen.slice(0, i).findLast((s) => s.row.asset === asset && s.row.atMs < row.atMs);
              const isFresh = newest !== undefined && newest.row.atMs >= row.atMs - freshMs;
              return isFresh ? [newest.features.get(name) ?? NaN] : [];
            })
            .filter(isGood);
          const mean = others.reduce((a, b) => a + b, 0) / others.length;
          assertClose(
            features.get(`${name}_fleet`),
            (features.get(name) ?? NaN) - mean,
            `${name} at ${i}`,
            1e-4,
          );
        }
      });
    }),
    { numRuns: 150 },
  );
});

test('rows of one instant say the same in any order of the assets', () => {
  fc.assert(
    fc.property(recordings(false), (rows) => {
      const unique = rows.filter(
        (row, i) => rows.findIndex((r) => r.atMs === row.atMs && r.asset === row.asset) === i,
      );
      const turned = [...unique].sort((a, b) => a.atMs - b.atMs || b.asset - a.asset);
      const key = ({ row }: Seen): string => `${row.atMs} ${row.asset}`;
      const others = new Map(run(turned).map((seen) => [key(seen), seen.features]));
      for (const seen of run(unique)) {
        for (const [name, value] of seen.features) {
          assertClose(others.get(key(seen))?.get(name), value, name, name.endsWith('fleet') ? 1e-4 : 0);
        }
      }
    }),
    { numRuns: 60 },
  );
});

test('time in state counts from the last change that was seen, up to its longest span', () => {
  fc.assert(
    fc.property(recordings(false), (rows) => {
      const seen = run(rows);
      seen.forEach(({ row, features }, i) => {
        const own = [...ownBefore(seen, i), row];
        const change = own.findLastIndex((r, at) => at > 0 && stateOf(r) !== stateOf(own[at - 1] ?? r));
        const fromMs = own[Math.max(0, change)]?.atMs ?? 0;
        const sinceMs = Math.min(set.stateMsMax, row.atMs - fromMs);
        const minutes = change < 0 && sinceMs < set.stateMsMax ? NaN : sinceMs / 60_000;
        assertClose(features.get('state.minutes'), minutes, `at ${i}`);
      });
    }),
  );
});

test('attributes of the asset stand in every row, unknown ones as missing', () => {
  const rows = [0, 1, 2].map((asset): Row => ({ atMs: asset, asset, values: [1, 0, 1] }));
  const reported = run(rows).map(({ features }) => [
    features.get('asset.power'),
    features.get('asset.model'),
  ]);
  assert.deepEqual(reported, [
    [7.5, 1],
    [1, NaN],
    [NaN, NaN],
  ]);
});

test('events count strictly after they happened, whenever and however often they were reported', () => {
  const kinds = fc.constantFrom(
    ['error', 'e1'] as const,
    ['error', 'e2'] as const,
    ['maintenance', 'pump'] as const,
  );
  const reported = fc.array(fc.tuple(kinds, fc.integer({ min: -40, max: 120 })), { maxLength: 60 });
  fc.assert(
    fc.property(recordings(true), reported, (rows, list) => {
      const beginMs = rows[0]?.atMs ?? 0;
      const events = list.map(([[kind, code], s]): AssetLogEntry => ({
        kind,
        code,
        atMs: beginMs + s * 500,
      }));
      let newestMs = -Infinity;
      for (const { row, features } of run(rows, [...events, ...events])) {
        if (row.asset !== 0) continue;
        newestMs = Math.max(newestMs, row.atMs);
        if (row.atMs < newestMs - set.heldMs) continue;
        const instants = (code: string): number[] => [
          ...new Set(events.filter((e) => e.code === code && e.atMs < row.atMs).map((e) => e.atMs)),
        ];
        for (const code of ['e1', 'e2']) {
          for (const windowMs of set.eventWindowsMs) {
            const count = instants(code).filter((atMs) => atMs >= row.atMs - windowMs).length;
            assert.equal(features.get(`event.${code}.count_${windowMs / 1_000}s`), count);
          }
          const sinceMs = Math.min(set.eventMsMax, row.atMs - Math.max(...instants(code)));
          assertClose(features.get(`event.${code}.minutes_since`), sinceMs / 60_000, code);
        }
        const worked = instants('pump');
        const sinceMs = worked.length === 0 ? NaN : row.atMs - Math.max(...worked);
        assertClose(features.get('maintenance.pump.hours_since'), sinceMs / 3_600_000, 'pump');
      }
    }),
    { numRuns: 150 },
  );
});

test('an unused or known event is not accepted', () => {
  const asset = new AssetFeatures(set, table, config.settings, null, null);
  assert.equal(asset.addLogEntry({ kind: 'error', code: 'e1', atMs: 5 }), true);
  assert.equal(asset.addLogEntry({ kind: 'error', code: 'e1', atMs: 5 }), false);
  assert.equal(asset.addLogEntry({ kind: 'error', code: 'pump', atMs: 5 }), false);
  assert.equal(asset.addLogEntry({ kind: 'maintenance', code: 'pump', atMs: NaN }), false);
});

test('rebuilt from the look-back, every feature is the same except for the remaining weights', () => {
  const rows = Array.from({ length: 400 }, (_, i): Row => ({
    atMs: i * PERIOD_MS + ((i * 7) % 20),
    asset: i % 3,
    values: [880 + ((i * 13) % 17), Math.floor(i / 150) % 2, 880 + (i % 5)],
  }));
  const whole = run(rows).at(-1);
  const rebuilt = run(rows.slice(rows.length - 1 - Math.ceil(set.lookBackMs / PERIOD_MS))).at(-1);
  assert.equal(rebuilt?.flags, whole?.flags);
  for (const [name, value] of whole?.features ?? []) {
    assertClose(rebuilt?.features.get(name), value, name, /_usual$/.test(name) ? 0.15 : 1e-3);
  }
});
