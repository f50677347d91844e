import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Failure } from '../labels/failure.js';
import { chooseThreshold, chooseThresholdByFalseRows, chooseThresholds } from './choose-threshold.js';
import { arrangeScores } from './hold-out.js';
import { judgedRecord, type JudgedRecord } from './judged-record.js';
import { DAY, failureAt, HOUR, madeRows, noise, OPTIONS } from './made-record.fixture.js';
import { cutIntoParts } from './parts.js';
import { scoreEvents } from './score-events.js';

interface Made {
  readonly record: JudgedRecord;
  readonly failures: readonly Failure[];
  readonly probability: Float32Array;
}

const made = fc
  .record({
    days: fc.integer({ min: 1, max: 6 }),
    assets: fc.integer({ min: 1, max: 3 }),
    failures: fc.array(
      fc.tuple(fc.integer({ min: 1, max: 140 }), fc.integer({ min: 0, max: 2 }), fc.constantFrom(0, 1, 30)),
      { maxLength: 6 },
    ),
    levels: fc.integer({ min: 1, max: 12 }),
    seed: fc.nat(),
    consecutiveMin: fc.integer({ min: 1, max: 3 }),
  })
  .map(({ days, assets, failures, levels, seed, consecutiveMin }): Made => {
    const known = failures
      .filter(([, asset]) => asset < assets)
      .map(([hour, asset, lasts]) => failureAt(hour * HOUR, asset, 0, lasts * HOUR));
    const rows = madeRows(known, days, assets);
    const record = judgedRecord(rows, known, { ...OPTIONS, consecutiveMin }, OPTIONS.components);
    const raw = Float32Array.from(rows.labels, (label, i) => {
      return Math.floor(levels * (0.7 * noise(i + seed) + 0.3 * label)) / levels;
    });
    return { record, failures: known, probability: arrangeScores(raw, record.rows.order) };
  });

/** Warned and false at one threshold, by judging every asset for itself. */
function outcome({ record, failures, probability }: Made, probabilityMin: number): [number, number, number] {
  const { rows, rule } = record;
  const assets = rows.assetIds.map((assetId, a) => ({
    assetId,
    timesMs: rows.timesMs.slice(rows.starts[a], rows.starts[a + 1]),
    probability: probability.slice(rows.starts[a], rows.starts[a + 1]),
  }));
  const { metrics } = scoreEvents(
    assets.filter(({ timesMs }) => timesMs.length > 0),
    failures,
    { ...rule, probabilityMin },
  );
  return [metrics.warnedInTime, metrics.falseAlarms, metrics.assetDays];
}

test('the threshold chosen is as good as the best found by judging at every probability', () => {
  fc.assert(
    fc.property(made, fc.constantFrom(0, 0.2, 1, 5), (all, perDayMax) => {
      const chosen = chooseThreshold(all.record, all.probability, {
        kind: 'alarms',
        falseAlarmsPerAssetDayMax: perDayMax,
      });
      const [warned, falseAlarms] = outcome(all, chosen.probabilityMin);
      const tried = [...new Set(all.probability), 1.01].map((threshold) => outcome(all, threshold));
      const affordable = tried.filter(([, f, days]) => f <= perDayMax * days + 1e-9);
      if (!chosen.withinBudget) return;
      const most = Math.max(...affordable.map(([w]) => w));
      const fewest = Math.min(...affordable.filter(([w]) => w === most).map(([, f]) => f));
      assert.deepEqual([warned, falseAlarms], [most, fewest]);
    }),
    { numRuns: 300 },
  );
});

test('one warning in fifty is given up for distance from the next false alarm', () => {
  // The first failure has the weakest signal; without it the threshold may lie twice as far above
  // the quiet rows.
  for (const [count, warnedOf, plateauOf] of [
    [50, 49, [0.4, 0.8]],
    [49, 49, [0.1, 0.4]],
  ] as const) {
    const failures = Array.from({ length: count }, (_, i) => failureAt((2 * i + 2) * DAY));
    const rows = madeRows(failures, 2 * count + 1);
    const record = judgedRecord(rows, failures, OPTIONS, OPTIONS.components);
    const probability = Float32Array.from(rows.labels, (label, i) => {
      const isFirst = (rows.timesMs[i] ?? 0) <= 2 * DAY;
      return label === 0 ? 0.1 : isFirst ? 0.4 : 0.8;
    });
    const { probabilityMin, plateau } = chooseThreshold(record, probability);
    const [warned, falseAlarms] = outcome({ record, failures, probability }, probabilityMin);
    assert.deepEqual([warned, falseAlarms], [warnedOf, 0]);
    assert.deepEqual(
      plateau.map((p) => Number(p.toFixed(3))),
      plateauOf,
    );
  }
});

test('where even the highest probability breaks the budget the threshold says so', () => {
  const rows = madeRows([], 2);
  const record = judgedRecord(rows, [], OPTIONS, OPTIONS.components);
  const ones = new Float32Array(rows.labels.length).fill(1);
  const chosen = chooseThreshold(record, ones, { kind: 'alarms', falseAlarmsPerAssetDayMax: 0 });
  assert.equal(chosen.withinBudget, false);
});

test('a threshold lies in the middle of its plateau, far from both edges', () => {
  const failures = [failureAt(2 * DAY), failureAt(4 * DAY)];
  const rows = madeRows(failures, 5);
  const record = judgedRecord(rows, failures, OPTIONS, OPTIONS.components);
  const probability = Float32Array.from(rows.labels, (label) => (label === 1 ? 0.9 : 0.1));
  const { probabilityMin, plateau } = chooseThreshold(record, probability);
  assert.deepEqual(
    plateau.map((p) => Number(p.toFixed(3))),
    [0.1, 0.9],
  );
  assert.equal(Number(probabilityMin.toFixed(3)), 0.5);
});

test('each part is judged at the threshold chosen on the others', () => {
  fc.assert(
    fc.property(made, fc.boolean(), (all, byAlarms) => {
      const parts = cutIntoParts(all.record);
      if (parts.count < 2) return;
      const budget = byAlarms
        ? ({ kind: 'alarms', falseAlarmsPerAssetDayMax: 1 } as const)
        : ({ kind: 'false-rows', shareMax: 0.1 } as const);
      const { offPart } = chooseThresholds(all.record, all.probability, budget, parts);
      for (let part = 0; part < parts.count; part += 1) {
        // The part itself has no influence: its rows change, and the threshold stays.
        const changed = all.probability.map((p, at) => (parts.of[at] === part ? 1 - p / 2 : p));
        const again = chooseThresholds(all.record, changed, budget, parts).offPart[part];
        assert.deepEqual(again, offPart[part]);
      }
    }),
    { numRuns: 150 },
  );
});

test('at a share of false rows exactly as many quiet rows lie above as the share allows', () => {
  const rows = madeRows([failureAt(3 * DAY)], 4);
  const record = judgedRecord(rows, [], OPTIONS, OPTIONS.components);
  fc.assert(
    fc.property(fc.constantFrom(0, 0.01, 0.05, 0.5, 1), fc.integer({ min: 2, max: 500 }), (share, levels) => {
      const probability = Float32Array.from(rows.labels, (_, i) => Math.floor(noise(i) * levels) / levels);
      const { probabilityMin } = chooseThresholdByFalseRows(record, probability, share);
      const quiet = [...probability].filter((_, at) => rows.labels[at] === 0);
      const shareAt = (threshold: number): number =>
        quiet.filter((p) => p >= threshold).length / quiet.length;
      assert.ok(shareAt(probabilityMin) <= share + 1e-12);
      const lower = Math.max(...quiet.filter((p) => p < probabilityMin));
      assert.ok(!Number.isFinite(lower) || shareAt(lower) > share);
    }),
  );
});

test('a search over many different probabilities is as good as trying each one', () => {
  const failures = Array.from({ length: 12 }, (_, i) => failureAt((5 * i + 4) * DAY, i % 3));
  const rows = madeRows(failures, 64, 3);
  const record = judgedRecord(rows, failures, OPTIONS, OPTIONS.components);
  const probability = Float32Array.from(
    rows.labels,
    (label, i) => 0.6 * noise(i) + 0.4 * label * noise(3 * i),
  );
  const all = { record, failures, probability };
  const { probabilityMin } = chooseThreshold(record, probability);
  const [warned, falseAlarms, days] = outcome(all, probabilityMin);
  assert.ok(falseAlarms <= days / 30);
  const best = Math.max(
    ...[...new Set(probability)]
      .sort((a, b) => b - a)
      .slice(0, 600)
      .map((threshold) => outcome(all, threshold))
      .filter(([, f]) => f <= days / 30)
      .map(([w]) => w),
  );
  assert.equal(warned, best);
});
