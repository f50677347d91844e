import { AppError, type ComponentName, type DetectionJudgement } from '@eagle/contracts/domain';
import { metricsOf } from './judge-rows.js';
import { orderByScore, rankingMetrics } from './ranking.js';
import { between } from './threshold-candidates.js';

/**
 * Whether one component's state was present in each row, and how probable a model said it was.
 * Components need not share rows.
 */
export interface DetectedComponent {
  readonly component: ComponentName;
  /** 1 present, 0 not. */
  readonly labels: Uint8Array;
  /** Probability from a model that was not trained on the row. */
  readonly probability: Float32Array;
  /** Fold in which each row was held out: the threshold for one fold is chosen on the others. */
  readonly fold: Int16Array;
  readonly weight?: Float32Array;
  /** Threshold chosen elsewhere (on out-of-fold training rows); then folds choose none. */
  readonly probabilityMin?: number;
}

/**
 * Judges how well a model names the components in a degraded state: F1 per component over all its
 * rows; each fold uses the threshold with the best F1 on the other folds. With one fold and no
 * threshold given it is chosen on the judged rows, and the judgement says so.
 * @throws AppError `JUDGEMENT.ROWS_UNREADABLE` (invalid) where columns differ in length.
 */
export function judgeDetection(detected: readonly DetectedComponent[]): DetectionJudgement {
  const judged = detected.map(judgeComponent);
  const present = judged.filter((component) => component.present > 0);
  const sum = present.reduce((total, { f1 }) => total + (f1 ?? 0), 0);
  const single = detected.some(({ fold }) => new Set(fold).size < 2);
  const given = detected.length > 0 && detected.every(({ probabilityMin }) => probabilityMin !== undefined);
  return {
    components: judged,
    meanF1: present.length > 0 ? sum / present.length : null,
    thresholdFrom: given ? 'other-rows' : single ? 'judged-rows' : 'other-parts',
  };
}

function judgeComponent(detected: DetectedComponent): DetectionJudgement['components'][number] {
  const { component, labels, probability, fold, weight, probabilityMin } = detected;
  if ([probability, fold, weight ?? labels].some(({ length }) => length !== labels.length)) {
    throw new AppError(
      'JUDGEMENT.ROWS_UNREADABLE',
      `The columns of the rows of ${component} differ in length.`,
    );
  }
  const order = orderByScore(probability);
  const folds = [...new Set(fold)];
  const onAll = probabilityMin ?? bestByF1(detected, order, null);
  const thresholdOf = new Map(
    folds.map((k) => [k, probabilityMin ?? (folds.length > 1 ? bestByF1(detected, order, k) : onAll)]),
  );
  const cells = [0, 0, 0, 0];
  for (let row = 0; row < labels.length; row += 1) {
    const called = (probability[row] ?? 0) >= (thresholdOf.get(fold[row] ?? 0) ?? 1);
    const cell = (labels[row] === 1 ? 2 : 0) + (called ? 1 : 0);
    cells[cell] = (cells[cell] ?? 0) + (weight?.[row] ?? 1);
  }
  const [trueNegatives = 0, falsePositives = 0, falseNegatives = 0, truePositives = 0] = cells;
  const { f1, precision, recall } = metricsOf({
    truePositives,
    falsePositives,
    trueNegatives,
    falseNegatives,
  });
  const { auc, averagePrecision } = rankingMetrics(labels, probability, weight, order);
  return {
    component,
    rows: trueNegatives + falsePositives + falseNegatives + truePositives,
    present: truePositives + falseNegatives,
    f1,
    precision,
    recall,
    auc,
    averagePrecision,
    probabilityMin: onAll,
  };
}

/**
 * The threshold with the best F1 on all rows outside one fold, in the middle of the gap below it.
 * @param order  By ascending score.
 */
function bestByF1(
  { labels, probability, fold, weight }: DetectedComponent,
  order: Uint32Array,
  without: number | null,
): number {
  let present = 0;
  for (const row of order) if (fold[row] !== without && labels[row] === 1) present += weight?.[row] ?? 1;
  let [right, called, best, bestF1] = [0, 0, 1, 0];
  let gapTop: number | null = null;
  for (let i = order.length - 1; i >= 0; i -= 1) {
    const row = order[i] ?? 0;
    if (fold[row] === without) continue;
    const value = probability[row] ?? 0;
    if (gapTop !== null && value < gapTop) {
      best = between(value, gapTop);
      gapTop = null;
    }
    called += weight?.[row] ?? 1;
    if (labels[row] === 1) right += weight?.[row] ?? 1;
    // The count belongs to a threshold only after the last of several equal values.
    const below = nextValue(order, i, probability, fold, without);
    if (below === value) continue;
    const f1 = present + called > 0 ? (2 * right) / (present + called) : 0;
    if (f1 <= bestF1) continue;
    bestF1 = f1;
    best = value;
    gapTop = value;
  }
  return best;
}

/** Value of the next lower row that counts; NaN without one. */
function nextValue(
  order: Uint32Array,
  from: number,
  probability: Float32Array,
  fold: Int16Array,
  without: number | null,
): number {
  for (let i = from - 1; i >= 0; i -= 1) {
    const row = order[i] ?? 0;
    if (fold[row] !== without) return probability[row] ?? 0;
  }
  return NaN;
}
