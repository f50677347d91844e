import type { ModelMetrics, OrganizationSettings } from '@eagle/contracts';
import { rankingMetrics, scoreEvents, type JudgedRows } from '@eagle/models';
import type { DatasetPlan } from '../build-dataset/dataset-plan.js';
import type { DatasetCounts, HeldBackRows } from '../build-dataset/dataset-writer.js';

/**
 * Judges a model on every held-back row, as alarms by the rule of the live path. The held-back part is never thinned, so successive rows here
 * are successive rows there. An early alarm is no false one, so rows shortly before a horizon do not count in the ranking.
 * @param probability  One per held-back row, in order.
 */
export function judgeModel(
  rows: HeldBackRows,
  probability: Float32Array,
  plan: DatasetPlan,
  counts: DatasetCounts,
  settings: OrganizationSettings,
): ModelMetrics {
  const { split } = plan;
  const judged = perAsset(rows, probability);
  const score = scoreEvents(
    judged,
    plan.failures.filter(({ atMs }) => atMs > split.testFromMs),
    {
      probabilityMin: settings.prediction.probabilityMin,
      consecutiveMin: settings.prediction.consecutiveMin,
      clearAfterMs: settings.alerts.predictionClearAfterMs,
      horizonMs: settings.prediction.horizonMs,
      leadMsMin: settings.prediction.leadMsMin,
      scanPeriodMs: settings.scanPeriodMs,
    },
  );
  return {
    ...counts,
    eventsTrain: split.failuresTrain,
    eventsTest: split.failuresTest,
    ...rankingMetrics(
      rows.labels,
      probability,
      Float32Array.from(rows.early, (early) => 1 - early),
    ),
    event: score.metrics,
  };
}

function perAsset(rows: HeldBackRows, probability: Float32Array): JudgedRows[] {
  const counts = new Uint32Array(rows.assetIds.length);
  rows.asset.forEach((asset) => {
    counts[asset] = (counts[asset] ?? 0) + 1;
  });
  const judged = rows.assetIds.map((assetId, asset) => ({
    assetId,
    timesMs: new Float64Array(counts[asset] ?? 0),
    probability: new Float32Array(counts[asset] ?? 0),
  }));
  const next = new Uint32Array(rows.assetIds.length);
  rows.asset.forEach((asset, row) => {
    const at = next[asset] ?? 0;
    const of = judged[asset];
    if (of === undefined) return;
    of.timesMs[at] = rows.timesMs[row] ?? NaN;
    of.probability[at] = probability[row] ?? 0;
    next[asset] = at + 1;
  });
  return judged;
}
