import type { ConfidenceScorer, ModelOutputs } from '@eagle/models';

/** Columns of predictions, one entry per row (three for the time to failure). */
export interface PredictionColumns {
  readonly probability: Float32Array;
  readonly confidence: Float32Array;
  /** Index into the model's components. */
  readonly components: Uint16Array;
  /** rows x 3, minutes: quantiles 10, 50, 90, ascending and never negative. */
  readonly timeToFailure: Float32Array;
}

/**
 * Makes predictions from a model's outputs, without an object per row.
 * @param matrix  The rows that the model was run on.
 */
export function predictionColumns(
  outputs: ModelOutputs,
  matrix: Float32Array,
  rows: number,
  scorer: ConfidenceScorer,
): PredictionColumns {
  const width = matrix.length / rows;
  const count = outputs.component.length / rows;
  const confidence = new Float32Array(rows);
  const components = new Uint16Array(rows);
  const timeToFailure = new Float32Array(outputs.timeToFailure);
  for (let row = 0; row < rows; row += 1) {
    confidence[row] = scorer.score(matrix, row * width, outputs.probability[row] ?? 0);
    components[row] = largest(outputs.component, row * count, count);
    orderTimes(timeToFailure, row * 3);
  }
  return { probability: outputs.probability, confidence, components, timeToFailure };
}

function largest(values: Float32Array, offset: number, count: number): number {
  let best = 0;
  for (let i = 1; i < count; i += 1) {
    if ((values[offset + i] ?? 0) > (values[offset + best] ?? 0)) best = i;
  }
  return best;
}

/** Quantiles are learned separately and may cross; sorting them is the usual repair. */
function orderTimes(times: Float32Array, offset: number): void {
  const a = Math.max(0, times[offset] ?? 0);
  const b = Math.max(0, times[offset + 1] ?? 0);
  const c = Math.max(0, times[offset + 2] ?? 0);
  const low = Math.min(a, b, c);
  const high = Math.max(a, b, c);
  times[offset] = low;
  times[offset + 1] = Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
  times[offset + 2] = high;
}
