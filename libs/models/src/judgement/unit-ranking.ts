import type { ArrangedRows } from './hold-out.js';
import { RankingSum, type Ranking } from './ranking.js';
import type { ResampledUnits } from './resampled-units.js';

const BINS_MAX = 1_024;
const CELLS_MAX = 4_000_000;

/**
 * Ranks many draws of a record without sorting its rows again: rows are put into bins by their
 * score once, in narrow bins near failing rows and the highest scores, and each unit keeps its
 * counts per bin. Exact when there are no more different scores than bins.
 */
export class UnitRanking {
  private readonly bins: number;
  /** Unit `u` has its entries from `starts[u]` to before `starts[u + 1]`. */
  private readonly starts: Uint32Array;
  private readonly bin: Uint16Array;
  private readonly positives: Float64Array;
  private readonly negatives: Float64Array;

  /** @param order  Positions by ascending score. */
  constructor(rows: ArrangedRows, units: ResampledUnits, score: Float32Array, order: Uint32Array) {
    const count = units.clusters + units.blocks;
    const binsMax = Math.max(64, Math.min(BINS_MAX, Math.floor(CELLS_MAX / Math.max(1, count))));
    const { binOf, bins } = binRows(rows, score, order, binsMax);
    this.bins = bins;
    const quiet = new Float64Array(count * bins);
    const failing = new Float64Array(count * bins);
    for (let at = 0; at < binOf.length; at += 1) {
      const cell = (units.unit[at] ?? 0) * bins + (binOf[at] ?? 0);
      const into = rows.labels[at] === 1 ? failing : quiet;
      into[cell] = (into[cell] ?? 0) + (rows.rowWeight[at] ?? 0);
    }
    const used: number[] = [];
    this.starts = new Uint32Array(count + 1);
    for (let cell = 0; cell < count * bins; cell += 1) {
      if (cell % bins === 0) this.starts[cell / bins] = used.length;
      if ((quiet[cell] ?? 0) > 0 || (failing[cell] ?? 0) > 0) used.push(cell);
    }
    this.starts[count] = used.length;
    this.bin = Uint16Array.from(used, (cell) => cell % bins);
    this.positives = Float64Array.from(used, (cell) => failing[cell] ?? 0);
    this.negatives = Float64Array.from(used, (cell) => quiet[cell] ?? 0);
  }

  /** @param times  How often each unit was drawn. */
  rank(times: Uint16Array): Ranking {
    const positives = new Float64Array(this.bins);
    const negatives = new Float64Array(this.bins);
    for (let unit = 0; unit < times.length; unit += 1) {
      const drawn = times[unit] ?? 0;
      if (drawn === 0) continue;
      const end = this.starts[unit + 1] ?? 0;
      for (let i = this.starts[unit] ?? 0; i < end; i += 1) {
        const bin = this.bin[i] ?? 0;
        positives[bin] = (positives[bin] ?? 0) + drawn * (this.positives[i] ?? 0);
        negatives[bin] = (negatives[bin] ?? 0) + drawn * (this.negatives[i] ?? 0);
      }
    }
    const sum = new RankingSum();
    for (let bin = 0; bin < this.bins; bin += 1) sum.add(positives[bin] ?? 0, negatives[bin] ?? 0);
    return sum.ranking();
  }
}

/** Bins by descending score. Rows of one score are never divided. */
function binRows(
  rows: ArrangedRows,
  score: Float32Array,
  order: Uint32Array,
  binsMax: number,
): { binOf: Uint16Array; bins: number } {
  const [failing, different] = countFailingAndDifferent(rows, score, order);
  const binOf = new Uint16Array(order.length);
  const each = different <= binsMax;
  // Half of the bins share the failing rows evenly, the other half thins out from the highest rank
  // down.
  const failingMax = Math.max(1, (2 * failing) / binsMax);
  const ratio = Math.max(1, order.length) ** (2 / (binsMax - 2));
  let [bin, failingInBin, endsAtRank] = [0, 0, 1];
  for (let rank = 1; rank <= order.length; rank += 1) {
    const at = order[order.length - rank] ?? 0;
    const before = order[order.length - rank + 1];
    const tied = before !== undefined && score[before] === score[at];
    if (rank > 1 && !tied && (each || failingInBin >= failingMax || rank > endsAtRank)) {
      bin += 1;
      failingInBin = 0;
      endsAtRank = Math.max(rank, Math.floor(rank * ratio));
    }
    binOf[at] = bin;
    if (rows.labels[at] === 1) failingInBin += 1;
  }
  return { binOf, bins: order.length === 0 ? 0 : bin + 1 };
}

function countFailingAndDifferent(
  rows: ArrangedRows,
  score: Float32Array,
  order: Uint32Array,
): [number, number] {
  let [failing, different] = [0, 0];
  for (let i = 0; i < order.length; i += 1) {
    const at = order[i] ?? 0;
    if (rows.labels[at] === 1) failing += 1;
    if (i === 0 || score[at] !== score[order[i - 1] ?? 0]) different += 1;
  }
  return [failing, different];
}
