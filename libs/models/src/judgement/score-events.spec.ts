import assert from 'node:assert/strict';
import { assetIdSchema, componentNameSchema } from '@eagle/contracts/domain';
import fc from 'fast-check';
import type { Failure } from '../labels/failure.js';
import { rankingMetrics } from './ranking.js';
import { scoreEvents, type EventScore } from './score-events.js';

const MINUTE = 60_000;
const assetId = assetIdSchema.parse('line-1');
const component = componentNameSchema.parse('fan');
const options = {
  probabilityMin: 0.85,
  consecutiveMin: 2,
  clearAfterMs: 2 * MINUTE,
  horizonMs: 10 * MINUTE,
  leadMsMin: 5 * MINUTE,
  scanPeriodMs: MINUTE,
};

/**
 * A day of one row a minute; the probability is 0.9 in the given minutes and 0.1 else. A failure in
 * minute 600.
 */
function score(minutesAbove: readonly [number, number][], rows = 1_440): EventScore {
  const timesMs = Float64Array.from({ length: rows }, (_, i) => i * MINUTE);
  const probability = Float32Array.from({ length: rows }, (_, i) =>
    minutesAbove.some(([from, to]) => i >= from && i < to) ? 0.9 : 0.1,
  );
  const failure: Failure = { assetId, component, atMs: 600 * MINUTE, endsMs: 610 * MINUTE };
  return scoreEvents([{ assetId, timesMs, probability }], [failure], options);
}

test('an alarm early enough warns in time', () => {
  const { metrics, events } = score([[592, 600]]);
  assert.equal(metrics.warnedInTime, 1);
  assert.equal(metrics.missed + metrics.falseAlarms, 0);
  assert.equal(metrics.leadMinutesMedian, 7, 'raised by the second row in a row');
  assert.equal(events[0]?.outcome, 'warned');
});

test('an alarm with less than the least lead misses, but is not false', () => {
  const { metrics, events } = score([[596, 600]]);
  assert.deepEqual([metrics.warnedInTime, metrics.missed, metrics.falseAlarms], [0, 1, 0]);
  assert.equal(events[0]?.outcome, 'late');
  assert.equal(metrics.leadMinutesMedian, null);
});

test('a lasting alarm up to three horizons early is right, one that never clears is wrong', () => {
  assert.equal(score([[575, 600]]).metrics.warnedInTime, 1);
  const crying = score([[0, 1_440]]).metrics;
  assert.deepEqual([crying.warnedInTime, crying.missed, crying.falseAlarms], [0, 1, 1]);
});

test('an early alarm that cleared before the last horizon does not count as a warning', () => {
  const { metrics } = score([[575, 580]]);
  assert.deepEqual([metrics.warnedInTime, metrics.missed, metrics.falseAlarms], [0, 1, 0]);
});

test('an alarm near no failure is false, once per episode, and one noisy row raises none', () => {
  const { metrics } = score([
    [100, 110],
    [111, 115],
    [300, 305],
    [400, 401],
  ]);
  assert.equal(metrics.falseAlarms, 2);
  assert.equal(metrics.assetDays, 1);
  assert.equal(metrics.falseAlarmsPerAssetDay, 2);
});

test('a failure that no judged row could have warned of is not held against the model', () => {
  const { metrics, notJudged } = score([], 500);
  assert.equal(metrics.events, 0);
  assert.equal(notJudged, 1);
});

test('a failure of another asset is not warned of by this one', () => {
  const other = assetIdSchema.parse('line-2');
  const timesMs = Float64Array.from({ length: 700 }, (_, i) => i * MINUTE);
  const above = Float32Array.from(timesMs, (t) => (t >= 590 * MINUTE && t < 600 * MINUTE ? 1 : 0));
  const failure: Failure = { assetId: other, component, atMs: 600 * MINUTE, endsMs: 601 * MINUTE };
  const { metrics } = scoreEvents(
    [
      { assetId, timesMs, probability: above },
      { assetId: other, timesMs, probability: new Float32Array(700) },
    ],
    [failure],
    options,
  );
  assert.deepEqual([metrics.missed, metrics.falseAlarms], [1, 1]);
});

test('ranking agrees with comparing every pair, with ties', () => {
  const row = fc.tuple(fc.constantFrom(0, 1), fc.constantFrom(0, 0.2, 0.4, 0.6, 0.8, 1));
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 40 }), (rows) => {
      const labels = Uint8Array.from(rows, ([label]) => label);
      const probability = Float32Array.from(rows, ([, p]) => p);
      const { auc, averagePrecision, baseRate } = rankingMetrics(labels, probability);
      const of = (label: number): number[] => rows.filter(([l]) => l === label).map(([, p]) => p);
      const [positives, negatives] = [of(1), of(0)];
      const wins: number[] = positives.flatMap((p) => negatives.map((n) => (p > n ? 1 : p === n ? 0.5 : 0)));
      if (wins.length === 0) assert.equal(auc, null);
      else assert.ok(Math.abs((auc ?? NaN) - wins.reduce((a, b) => a + b, 0) / wins.length) < 1e-9);
      assert.equal(baseRate, positives.length / rows.length);
      if (positives.length === 0) assert.equal(averagePrecision, null);
      else {
        const precisions = positives.map((p) => {
          const chosen = rows.filter(([, q]) => q >= p);
          return chosen.filter(([label]) => label === 1).length / chosen.length;
        });
        const expected = precisions.reduce((a, b) => a + b, 0) / positives.length;
        assert.ok(Math.abs((averagePrecision ?? NaN) - expected) < 1e-9);
      }
    }),
  );
});
