/** How well a score ranks positive rows before negative rows. */
export interface Ranking {
  /** Area under the ROC curve, ties counted half; null when only one class is there. */
  readonly auc: number | null;
  /** Average precision (area under the precision-recall steps); null without positives. */
  readonly averagePrecision: number | null;
  /** Share of positives. */
  readonly baseRate: number | null;
}

/** One score per row, and the rows in ascending order of their score. */
export interface OrderedScores {
  readonly scores: Float32Array;
  readonly order: Uint32Array;
}

/** Sorts once for all rankings of the same scores. */
export const ordered = (scores: Float32Array): OrderedScores => ({ scores, order: orderByScore(scores) });

/**
 * Rows in ascending order of their score, equal scores in their original order: a radix sort of the
 * numbers' bits, in time linear in the rows. NaN comes first.
 */
export function orderByScore(score: Float32Array): Uint32Array {
  const bits = new Uint32Array(score.length);
  const signed = new Int32Array(new Float32Array(score).buffer);
  for (let row = 0; row < score.length; row += 1) {
    const value = score[row] ?? NaN;
    const own = value === 0 ? 0 : (signed[row] ?? 0);
    // Bits of negative numbers descend: inverted, they sort before positive numbers.
    bits[row] = Number.isNaN(value) ? 0 : own < 0 ? ~own : own ^ -0x8000_0000;
  }
  let order: Uint32Array = new Uint32Array(score.length);
  for (let row = 0; row < order.length; row += 1) order[row] = row;
  for (const shift of [0, 16]) order = sortByDigit(order, bits, shift);
  return order;
}

function sortByDigit(order: Uint32Array, bits: Uint32Array, shift: number): Uint32Array {
  const starts = new Uint32Array(65_537);
  for (let i = 0; i < order.length; i += 1) {
    const digit = ((bits[i] ?? 0) >>> shift) & 0xffff;
    starts[digit + 1] = (starts[digit + 1] ?? 0) + 1;
  }
  for (let digit = 0; digit < 65_536; digit += 1) {
    starts[digit + 1] = (starts[digit + 1] ?? 0) + (starts[digit] ?? 0);
  }
  const sorted = new Uint32Array(order.length);
  for (let i = 0; i < order.length; i += 1) {
    const row = order[i] ?? 0;
    const digit = ((bits[row] ?? 0) >>> shift) & 0xffff;
    const to = starts[digit] ?? 0;
    sorted[to] = row;
    starts[digit] = to + 1;
  }
  return sorted;
}

/**
 * Ranks by the probabilities.
 * @param labels  1 positive, anything else negative.
 * @param weights  One per row; all 1 when left out.
 * @param order  `orderByScore(probability)`, for callers that have it.
 */
export function rankingMetrics(
  labels: Uint8Array,
  probability: Float32Array,
  weights?: Float32Array,
  order: Uint32Array = orderByScore(probability),
): Ranking {
  const area = new RankingSum();
  for (let at = order.length - 1; at >= 0;) {
    const value = probability[order[at] ?? 0] ?? NaN;
    let [positives, negatives] = [0, 0];
    do {
      const row = order[at] ?? 0;
      if (labels[row] === 1) positives += weights?.[row] ?? 1;
      else negatives += weights?.[row] ?? 1;
      at -= 1;
    } while (at >= 0 && Object.is(probability[order[at] ?? 0], value));
    area.add(positives, negatives);
  }
  return area.ranking();
}

/**
 * Adds groups of rows of one score each, the highest score first, up to the areas under both
 * curves.
 */
export class RankingSum {
  private positives = 0;
  private negatives = 0;
  private wins = 0;
  private precisions = 0;

  add(positives: number, negatives: number): void {
    this.wins += negatives * (this.positives + positives / 2);
    this.positives += positives;
    this.negatives += negatives;
    if (positives > 0) this.precisions += (positives * this.positives) / (this.positives + this.negatives);
  }

  ranking(): Ranking {
    const { positives, negatives } = this;
    return {
      auc: positives > 0 && negatives > 0 ? this.wins / (positives * negatives) : null,
      averagePrecision: positives > 0 ? this.precisions / positives : null,
      baseRate: positives + negatives > 0 ? positives / (positives + negatives) : null,
    };
  }
}
