import assert from 'node:assert/strict';
import fc from 'fast-check';
import { drawTimes, seededNumbers } from './bootstrap.js';
import { judgedRecord } from './judged-record.js';
import { DAY, failureAt, madeRows, noise, OPTIONS } from './made-record.fixture.js';
import { orderByScore, rankingMetrics } from './ranking.js';
import { resampledUnits } from './resampled-units.js';
import { UnitRanking } from './unit-ranking.js';

const failures = [failureAt(1.5 * DAY), failureAt(3 * DAY), failureAt(3 * DAY, 0, 1), failureAt(2 * DAY, 1)];
const rows = madeRows(failures, 5, 2);
const record = judgedRecord(rows, failures, OPTIONS, OPTIONS.components);
const units = resampledUnits(record);

const ranked = (score: Float32Array, seed: number): [number, number] => {
  const next = seededNumbers(seed);
  const times = Uint16Array.from([...drawTimes(units.clusters, next), ...drawTimes(units.blocks, next)]);
  const fast = new UnitRanking(record.rows, units, score, orderByScore(score)).rank(times);
  const weights = Float32Array.from(units.unit, (unit) => times[unit] ?? 0);
  const slow = rankingMetrics(record.rows.labels, score, weights);
  return [
    Math.abs((fast.averagePrecision ?? 0) - (slow.averagePrecision ?? 0)),
    Math.abs((fast.auc ?? 0) - (slow.auc ?? 0)),
  ];
};

test('ranking drawn units equals ranking their rows as often as they were drawn', () => {
  fc.assert(
    fc.property(fc.nat(), fc.integer({ min: 1, max: 1_000 }), (seed, levels) => {
      const score = Float32Array.from(rows.labels, (_, i) => Math.floor(levels * noise(i + seed)) / levels);
      const [precision, auc] = ranked(score, seed);
      assert.ok(precision < 1e-9 && auc < 1e-9);
    }),
    { numRuns: 50 },
  );
});

test('more scores than bins hardly change a ranking', () => {
  const large = madeRows(failures, 200, 2);
  const big = judgedRecord(large, failures, OPTIONS, OPTIONS.components);
  const bigUnits = resampledUnits(big);
  const score = Float32Array.from(large.labels, (label, i) => 0.7 * noise(i) + 0.3 * label * noise(7 * i));
  const once = new Uint16Array(bigUnits.clusters + bigUnits.blocks).fill(1);
  const fast = new UnitRanking(big.rows, bigUnits, score, orderByScore(score)).rank(once);
  const exact = rankingMetrics(large.labels, score);
  assert.ok(Math.abs((fast.averagePrecision ?? 0) - (exact.averagePrecision ?? 0)) < 2e-3);
  assert.ok(Math.abs((fast.auc ?? 0) - (exact.auc ?? 0)) < 2e-3);
});

test('rows of a failure are drawn together, failures that come together too, and all time is in one block', () => {
  assert.equal(units.clusters, 3);
  for (let at = 0; at < units.unit.length; at += 1) {
    assert.equal((units.unit[at] ?? 0) < units.clusters, record.rows.labels[at] === 1);
  }
  const days = units.daysOfBlock.reduce((a, b) => a + b, 0);
  assert.ok(Math.abs(days - record.assetDays) < 1e-9);
});

test('scores are ordered as a comparison orders them, NaN first', () => {
  const value = fc.oneof(fc.float(), fc.constantFrom(NaN, -1, 0, 0.5, 1));
  fc.assert(
    fc.property(fc.array(value, { maxLength: 60 }), (values) => {
      const score = Float32Array.from(values, (v) => (v === 0 ? 0 : v));
      const sorted = [...orderByScore(score)].map((row) => score[row] ?? 0);
      assert.deepEqual(
        sorted.filter(Number.isNaN).length,
        sorted.findIndex((v) => !Number.isNaN(v)) >= 0
          ? sorted.findIndex((v) => !Number.isNaN(v))
          : sorted.length,
      );
      const numbers = sorted.filter((v) => !Number.isNaN(v));
      assert.deepEqual(
        numbers,
        [...numbers].sort((a, b) => a - b),
      );
    }),
  );
});
