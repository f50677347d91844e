import type { Calibration, RowMetrics } from '@eagle/contracts/domain';
import type { ArrangedRows, Scores } from './hold-out.js';
import type { JudgedAlarms } from './judge-alarms.js';
import type { JudgedRecord } from './judged-record.js';

/** Of equal width. */
export const CALIBRATION_BINS = 10;

/** The bin of a probability. */
export const binOf = (probability: number): number =>
  Math.max(0, Math.min(CALIBRATION_BINS - 1, Math.floor(probability * CALIBRATION_BINS)));

/**
 * Accuracy, precision, recall, F1 and confusion matrix of rows above the threshold against labels;
 * weighted, without early rows.
 */
export function rowMetrics({ labels, rowWeight }: ArrangedRows, above: Uint8Array): RowMetrics {
  const sums = [0, 0, 0, 0];
  for (let at = 0; at < above.length; at += 1) {
    const cell = (labels[at] === 1 ? 2 : 0) + (above[at] === 1 ? 1 : 0);
    sums[cell] = (sums[cell] ?? 0) + (rowWeight[at] ?? 0);
  }
  const [trueNegatives = 0, falsePositives = 0, falseNegatives = 0, truePositives = 0] = sums;
  return metricsOf({ truePositives, falsePositives, trueNegatives, falseNegatives });
}

/** The classic figures of a confusion matrix; null when the denominator is zero. */
export function metricsOf(confusion: RowMetrics['confusion']): RowMetrics {
  const { truePositives, falsePositives, trueNegatives, falseNegatives } = confusion;
  const share = (part: number, whole: number): number | null => (whole > 0 ? part / whole : null);
  const right = truePositives + trueNegatives;
  return {
    accuracy: share(right, right + falsePositives + falseNegatives),
    precision: share(truePositives, truePositives + falsePositives),
    recall: share(truePositives, truePositives + falseNegatives),
    f1: share(2 * truePositives, 2 * truePositives + falsePositives + falseNegatives),
    falseRowShare: share(falsePositives, falsePositives + trueNegatives),
    confusion,
  };
}

type MeasuredBin = Omit<Calibration['bins'][number], 'interval'>;

/**
 * Expected calibration error and reliability table (Naeini, Cooper & Hauskrecht 2015): rows fall
 * into ten bins of equal width by their probability; the error is the mean over rows of |mean
 * predicted - share observed| of their bin.
 */
export function calibrationOf(
  { labels, rowWeight }: Pick<ArrangedRows, 'labels' | 'rowWeight'>,
  probability: Float32Array,
): { readonly expectedError: number | null; readonly bins: readonly MeasuredBin[] } {
  const [rows, predicted, observed] = [0, 1, 2].map(() => new Float64Array(CALIBRATION_BINS));
  if (rows === undefined || predicted === undefined || observed === undefined)
    throw new RangeError('no bins');
  for (let at = 0; at < probability.length; at += 1) {
    const [value = 0, weight = 0] = [probability[at], rowWeight[at]];
    const bin = binOf(value);
    rows[bin] = (rows[bin] ?? 0) + weight;
    predicted[bin] = (predicted[bin] ?? 0) + weight * value;
    if (labels[at] === 1) observed[bin] = (observed[bin] ?? 0) + weight;
  }
  const total = rows.reduce((sum, weight) => sum + weight, 0);
  let error = 0;
  const bins = Array.from(rows, (weight, bin) => {
    const [sumPredicted = 0, sumObserved = 0] = [predicted[bin], observed[bin]];
    error += Math.abs(sumPredicted - sumObserved);
    return {
      low: bin / CALIBRATION_BINS,
      high: (bin + 1) / CALIBRATION_BINS,
      rows: weight,
      predicted: weight > 0 ? sumPredicted / weight : null,
      observed: weight > 0 ? sumObserved / weight : null,
    };
  });
  return { expectedError: total > 0 ? error / total : null, bins };
}

/**
 * Share of failing rows with minutes to failure between the quantiles 10 and 90; null when no row
 * has a known time.
 */
export function timeToFailureCoverage(rows: ArrangedRows, timeToFailure: Float32Array): number | null {
  let [inside, all] = [0, 0];
  for (let at = 0; at < rows.labels.length; at += 1) {
    const minutes = rows.minutesToFailure[at] ?? NaN;
    if (rows.labels[at] !== 1 || Number.isNaN(minutes)) continue;
    const weight = rows.rowWeight[at] ?? 0;
    all += weight;
    const [low = NaN, high = NaN] = [timeToFailure[3 * at], timeToFailure[3 * at + 2]];
    if (minutes >= low && minutes <= high) inside += weight;
  }
  return all > 0 ? inside / all : null;
}

/**
 * Share of failing rows, and of failures warned in time (at the row that raised the alarm), where
 * the likeliest component is one that fails then. When several components fail in one horizon, each
 * one counts as right.
 */
export function componentRight(
  record: JudgedRecord,
  component: Scores['component'],
  { raisedAt, leadMs }: JudgedAlarms,
): { rowShare: number | null; eventShare: number | null } {
  const { rows, components, eventsOfAsset, rule } = record;
  let [right, all] = [0, 0];
  for (let at = 0; at < rows.labels.length; at += 1) {
    if (rows.labels[at] !== 1 || (rows.component[at] ?? -1) < 0) continue;
    const weight = rows.rowWeight[at] ?? 0;
    const likeliest = argmax(component, at, components.length);
    all += weight;
    if (likeliest === rows.component[at]) right += weight;
    else {
      const ms = rows.timesMs[at] ?? NaN;
      const coming = eventsOfAsset[rows.asset[at] ?? 0] ?? [];
      const also = coming.some(
        ({ failure, atMs, fromMs }) =>
          failure.component === components[likeliest] && ms >= fromMs && ms <= atMs,
      );
      if (also) right += weight;
    }
  }
  let [rightEvents, events] = [0, 0];
  record.events.forEach(({ failure, atMs, asset }, i) => {
    if (!((leadMs[i] ?? NaN) >= rule.leadMsMin)) return;
    events += 1;
    const named = components[argmax(component, raisedAt[i] ?? 0, components.length)];
    const together = (eventsOfAsset[asset] ?? []).filter((other) => other.atMs === atMs);
    if (failure.component === named || together.some((other) => other.failure.component === named)) {
      rightEvents += 1;
    }
  });
  return { rowShare: all > 0 ? right / all : null, eventShare: events > 0 ? rightEvents / events : null };
}

function argmax(values: Float32Array, row: number, width: number): number {
  let best = 0;
  for (let i = 1; i < width; i += 1) {
    if ((values[row * width + i] ?? 0) > (values[row * width + best] ?? 0)) best = i;
  }
  return best;
}
