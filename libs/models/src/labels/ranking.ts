interface Ranking {
  /** Area under the ROC curve, ties counted half; null when only one class is there. */
  readonly auc: number | null;
  /** Average precision (area under the precision-recall steps); null without positives. */
  readonly averagePrecision: number | null;
  /** Share of positives. */
  readonly baseRate: number | null;
}

/**
 * How well the probabilities rank positive before negative rows.
 * @param labels  1 positive, 0 negative.
 * @param weights  One per row; all 1 when left out.
 */
export function rankingMetrics(
  labels: Uint8Array,
  probability: Float32Array,
  weights?: Float32Array,
): Ranking {
  const order = Uint32Array.from(labels, (_, row) => row);
  order.sort((a, b) => (probability[b] ?? 0) - (probability[a] ?? 0));
  const total = [0, 0];
  for (let row = 0; row < labels.length; row += 1) {
    const label = labels[row] === 1 ? 1 : 0;
    total[label] = (total[label] ?? 0) + (weights?.[row] ?? 1);
  }
  const [negatives = 0, positives = 0] = total;
  let [truePositives, falsePositives, area, precisionSum] = [0, 0, 0, 0];
  for (let start = 0; start < order.length;) {
    const value = probability[order[start] ?? 0];
    let [tiedPositives, tiedNegatives] = [0, 0];
    let end = start;
    for (; end < order.length && probability[order[end] ?? 0] === value; end += 1) {
      const row = order[end] ?? 0;
      if (labels[row] === 1) tiedPositives += weights?.[row] ?? 1;
      else tiedNegatives += weights?.[row] ?? 1;
    }
    area += tiedNegatives * (truePositives + tiedPositives / 2);
    truePositives += tiedPositives;
    falsePositives += tiedNegatives;
    const chosen = truePositives + falsePositives;
    if (tiedPositives > 0) precisionSum += (tiedPositives * truePositives) / chosen;
    start = end;
  }
  const all = positives + negatives;
  return {
    auc: positives > 0 && negatives > 0 ? area / (positives * negatives) : null,
    averagePrecision: positives > 0 ? precisionSum / positives : null,
    baseRate: all > 0 ? positives / all : null,
  };
}
