import assert from 'node:assert/strict';
import { organizationSettingsSchema, tagSchema } from '@eagle/contracts/domain';
import fc from 'fast-check';
import { AssetFeatures } from './asset-features.js';
import { defineFeatureSet } from './feature-set.js';
import { FIRST_DEVIATIONS_MAX } from './first-stretch.js';
import { tagTable } from './tag-table.js';

const PERIOD_MS = 1_000;
const FIRST = { firstMs: 12_000, pauseMs: 20_000, runMsMax: 60_000 };
const config = {
  tags: [tagSchema.parse({ tag: 'pv', type: 'number', role: 'present-value' })],
  settings: organizationSettingsSchema.parse({
    scanPeriodMs: PERIOD_MS,
    features: { lagsMs: [], windowsMs: [3_000], firstStretch: FIRST },
  }),
};
const set = defineFeatureSet(config);
const table = tagTable(config);

interface Row {
  readonly atMs: number;
  readonly value: number;
}

/** Features of each row, by name. */
function run(rows: readonly Row[]): ReadonlyMap<string, number>[] {
  const asset = new AssetFeatures(set, table, config.settings, null, null);
  return rows.map(({ atMs, value }) => {
    const out = new Float32Array(set.width);
    asset.push(atMs, Float64Array.of(value), 0, out, 0);
    return new Map(set.names.map((name, i) => [name, out[i] ?? NaN]));
  });
}

/**
 * Steps of a second, with pauses that end a run and some that do not, and values that are missing
 * now and then.
 */
const recording = fc
  .array(
    fc.tuple(
      fc.oneof(
        { weight: 20, arbitrary: fc.constant(PERIOD_MS) },
        { weight: 1, arbitrary: fc.integer({ min: 2_000, max: 50_000 }) },
      ),
      fc.oneof(
        { weight: 8, arbitrary: fc.integer({ min: 90, max: 110 }) },
        { weight: 1, arbitrary: fc.constant(NaN) },
      ),
    ),
    { minLength: 1, maxLength: 120, size: 'max' },
  )
  .map((steps) => {
    let atMs = 1_700_000_000_000;
    return steps.map(([stepMs, value]): Row => ({ atMs: (atMs += stepMs), value }));
  });

/**
 * The slow and obvious way: where the run began, its first stretch, and mean and spread of that.
 */
function expectedOf(rows: readonly Row[], at: number, value: number): readonly [number, number] {
  let begin = at;
  const timeOf = (i: number): number => rows[i]?.atMs ?? NaN;
  while (begin > 0 && timeOf(begin) - timeOf(begin - 1) <= FIRST.pauseMs) begin -= 1;
  const beginsMs = timeOf(begin);
  const known = rows
    .slice(begin, at)
    .filter((row) => row.atMs - beginsMs < FIRST.firstMs && !Number.isNaN(row.value))
    .map((row) => row.value);
  if (known.length < 8 || timeOf(at) - beginsMs > FIRST.runMsMax || Number.isNaN(value)) return [NaN, NaN];
  const mean = known.reduce((a, b) => a + b, 0) / known.length;
  const spread = Math.sqrt(known.reduce((a, b) => a + (b - mean) ** 2, 0) / known.length);
  const distance = value - mean;
  return [distance / Math.max(spread, 1e-6 * mean), distance / mean];
}

test('every number is told by its distance from the first stretch of the run, in its deviations and as a share of its level', () => {
  assert.deepEqual(
    set.names.filter((name) => name.includes('_first')),
    ['pv_first', 'pv_first_share', 'pv_rolling_3s_mean_first', 'pv_rolling_3s_mean_first_share'],
  );
  let reported = 0;
  fc.assert(
    fc.property(recording, (rows) => {
      run(rows).forEach((features, at) => {
        for (const of of ['pv', 'pv_rolling_3s_mean']) {
          const [deviations, share] = expectedOf(rows, at, features.get(of) ?? NaN);
          for (const [name, wanted] of [
            [`${of}_first`, deviations],
            [`${of}_first_share`, share],
          ] as const) {
            const got = features.get(name) ?? NaN;
            if (Number.isNaN(wanted)) assert.ok(Number.isNaN(got), `${name} at ${at} is unknown`);
            else if (Math.abs(wanted) < FIRST_DEVIATIONS_MAX / 2) {
              reported += 1;
              assert.ok(Math.abs(got - wanted) <= 1e-3 * Math.max(1, Math.abs(wanted)), `${name} at ${at}`);
            }
          }
        }
      });
    }),
    { numRuns: 150 },
  );
  assert.ok(reported > 1_000, 'and something was compared');
});

test('a process that starts in the middle and reads the look-back says what one says that saw everything', () => {
  fc.assert(
    fc.property(recording, fc.nat(119), (rows, from) => {
      const at = Math.min(from, rows.length - 1);
      const startsMs = rows[at]?.atMs ?? 0;
      const replayed = rows.filter(({ atMs }) => atMs >= startsMs - set.lookBackMs);
      const whole = run(rows).slice(at);
      const rebuilt = run(replayed).slice(replayed.length - whole.length);
      whole.forEach((features, i) => {
        for (const [name, value] of features) {
          const got = rebuilt[i]?.get(name) ?? NaN;
          assert.ok(Object.is(got, value) || Math.abs(got - value) < 1e-3, `${name}: ${got} for ${value}`);
        }
      });
    }),
    { numRuns: 300 },
  );
});

test('a late row of the first stretch teaches it, and has no distance of its own', () => {
  const rows = Array.from({ length: 20 }, (_, i): Row => ({ atMs: i * PERIOD_MS, value: 100 + (i % 3) }));
  const [late] = rows.splice(5, 1);
  assert.ok(late !== undefined);
  const inOrder = run([...rows.slice(0, 5), late, ...rows.slice(5)]).at(-1);
  const withLate = run([...rows.slice(0, 14), late, ...rows.slice(14)]);
  assert.ok(Number.isNaN(withLate[14]?.get('pv_first')));
  const [got = NaN, wanted = NaN] = [withLate.at(-1), inOrder].map((row) => row?.get('pv_first'));
  assert.ok(Math.abs(got - wanted) < 1e-5, `${got} for ${wanted}`);
});

test('sets without it keep their hash, and its lengths are part of the hash', () => {
  const hashOf = (firstStretch: typeof FIRST | null): string =>
    defineFeatureSet({
      ...config,
      settings: organizationSettingsSchema.parse({
        scanPeriodMs: PERIOD_MS,
        features: { lagsMs: [], windowsMs: [3_000], firstStretch },
      }),
    }).hash;
  assert.notEqual(hashOf(FIRST), hashOf({ ...FIRST, firstMs: 11_000 }));
  assert.notEqual(hashOf(FIRST), hashOf(null));
  assert.ok(set.lookBackMs >= FIRST.runMsMax + FIRST.pauseMs);
});
