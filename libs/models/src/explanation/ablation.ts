import type { Factor, FeatureReference } from '@eagle/contracts';

/** Number of factors that a person is shown. */
export const FACTORS_MAX = 3;
const DERIVED = /_(?:deviation|(?:lag|rolling)_\d+m?s(?:_[a-z]+)?)$/;

interface Signal {
  /** Columns of the signal's features, most important first. */
  readonly columns: readonly number[];
  readonly importance: number;
}

/**
 * Explains one prediction by ablation: what the probability would be if a signal were as usual. The features of one signal (its value, lags and
 * rolling statistics) move together and stand in for each other, so they are set to their healthy medians together; the drop of the
 * probability is the signal's contribution, shown under its most telling feature.
 *
 * Two steps, so that the model stays outside: `fill` makes the rows to score, `factors` reads their probabilities.
 */
export interface AblationExplainer {
  /** Most rows that `fill` makes: one per signal looked at. */
  readonly rowsMax: number;
  /**
   * Writes one variant of the row per signal that is away from its median.
   * @param out  At least `rowsMax` x width.
   * @returns the signals of the rows written, in their order; empty when nothing is unusual.
   */
  fill(matrix: Float32Array, offset: number, out: Float32Array): readonly number[];
  /**
   * @param probability  Of the row itself.
   * @param signals  What `fill` returned.
   * @param ablated  Probabilities of the rows that `fill` wrote.
   * @returns up to three factors that speak for the failure, largest contribution first; `usual` is [q10, q90] of healthy rows.
   */
  factors(
    matrix: Float32Array,
    offset: number,
    probability: number,
    signals: readonly number[],
    ablated: Float32Array,
  ): Factor[];
}

/**
 * @param reference  One entry per feature, in the order of the model's columns.
 * @param signalsMax  How many signals are looked at, those of the highest importance; each costs one row of inference.
 */
export function compileAblation(reference: readonly FeatureReference[], signalsMax = 16): AblationExplainer {
  const signals = signalsOf(reference).slice(0, signalsMax);
  const width = reference.length;
  const medians = Float32Array.from(reference, (entry) => entry.q50);

  const fill = (matrix: Float32Array, offset: number, out: Float32Array): readonly number[] => {
    const filled: number[] = [];
    signals.forEach(({ columns }, signal) => {
      if (columns.every((column) => matrix[offset + column] === medians[column])) return;
      const start = filled.length * width;
      out.set(matrix.subarray(offset, offset + width), start);
      for (const column of columns) out[start + column] = medians[column] ?? Number.NaN;
      filled.push(signal);
    });
    return filled;
  };

  const factors: AblationExplainer['factors'] = (matrix, offset, probability, filled, ablated) =>
    filled
      .map((signal, row) => ({ signal, contribution: probability - (ablated[row] ?? probability) }))
      .filter(({ contribution }) => contribution > 0)
      .sort((a, b) => b.contribution - a.contribution)
      .slice(0, FACTORS_MAX)
      .flatMap(({ signal, contribution }) => {
        const column = mostTelling(signals[signal]?.columns ?? [], reference, matrix, offset);
        const entry = reference[column];
        if (entry === undefined) return [];
        const value = matrix[offset + column] ?? Number.NaN;
        return [
          {
            feature: entry.name,
            value: Number.isFinite(value) ? value : null,
            usual: [entry.q10, entry.q90],
            contribution,
          },
        ];
      });

  return { rowsMax: signals.length, fill, factors };
}

/** Features by the tag they are derived from, the most important signal first; signals without any importance are left out. */
function signalsOf(reference: readonly FeatureReference[]): Signal[] {
  const bySignal = new Map<string, number[]>();
  reference.forEach((entry, column) => {
    const signal = entry.name.replace(DERIVED, '');
    const columns = bySignal.get(signal);
    if (columns === undefined) bySignal.set(signal, [column]);
    else columns.push(column);
  });
  const importanceOf = (column: number): number => reference[column]?.importance ?? 0;
  return [...bySignal.values()]
    .map((columns) => ({
      columns: columns.sort((a, b) => importanceOf(b) - importanceOf(a)),
      importance: columns.reduce((sum, column) => sum + importanceOf(column), 0),
    }))
    .filter(({ importance }) => importance > 0)
    .sort((a, b) => b.importance - a.importance);
}

/** The feature of a signal that is furthest out of its usual range, weighted by importance. */
function mostTelling(
  columns: readonly number[],
  reference: readonly FeatureReference[],
  matrix: Float32Array,
  offset: number,
): number {
  let best = columns[0] ?? -1;
  let bestWeight = 0;
  for (const column of columns) {
    const entry = reference[column];
    const value = matrix[offset + column] ?? Number.NaN;
    if (entry === undefined || Number.isNaN(value)) continue;
    const excess = Math.max(0, entry.q10 - value, value - entry.q90);
    const scale = entry.q90 - entry.q10 || Math.abs(entry.q50) || 1;
    const weight = entry.importance * (excess / (excess + scale));
    if (weight > bestWeight) {
      best = column;
      bestWeight = weight;
    }
  }
  return best;
}
