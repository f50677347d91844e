import type { GoldenRows } from '@eagle/contracts/domain';

/** Outputs of a model for n rows, each contiguous, row after row. */
export interface ModelOutputs {
  /** n, 0-1. */
  readonly probability: Float32Array;
  /** n x components. */
  readonly component: Float32Array;
  /** n x 3, minutes: quantiles 10, 50, 90. */
  readonly timeToFailure: Float32Array;
}

/** The golden rows as the matrix that the model takes; null becomes NaN (missing). */
export function goldenMatrix(golden: GoldenRows): Float32Array {
  const width = golden.features[0]?.length ?? 0;
  const matrix = new Float32Array(golden.features.length * width);
  golden.features.forEach((row, index) => {
    row.forEach((value, column) => {
      matrix[index * width + column] = value ?? Number.NaN;
    });
  });
  return matrix;
}

/** One of the rows by itself. */
export function goldenRow(golden: GoldenRows, row: number): GoldenRows {
  const only = <T>(list: readonly T[]): T[] => list.slice(row, row + 1);
  return {
    features: only(golden.features),
    probability: only(golden.probability),
    component: only(golden.component),
    timeToFailure: only(golden.timeToFailure),
    tolerance: golden.tolerance,
  };
}

/**
 * Compares what a model gives for the golden rows with what the trainer saw. The tolerance is
 * absolute up to magnitude 1 and relative above (times to failure are minutes, Float32).
 * @returns null when all agree; otherwise a clause that names the first difference.
 */
export function goldenDifference(golden: GoldenRows, outputs: ModelOutputs): string | null {
  const { tolerance } = golden;
  return (
    firstDifference('probability', golden.probability, outputs.probability, tolerance) ??
    firstDifference('component', golden.component.flat(), outputs.component, tolerance) ??
    firstDifference('time_to_failure', golden.timeToFailure.flat(), outputs.timeToFailure, tolerance)
  );
}

function firstDifference(
  output: string,
  expected: readonly number[],
  actual: Float32Array,
  tolerance: number,
): string | null {
  if (expected.length !== actual.length)
    return `${output} has ${actual.length} values, not ${expected.length}`;
  for (let i = 0; i < expected.length; i += 1) {
    const want = expected[i] ?? Number.NaN;
    const have = actual[i] ?? Number.NaN;
    // Written so that NaN on either side is a difference.
    if (!(Math.abs(want - have) <= tolerance * Math.max(1, Math.abs(want)))) {
      return `${output} value ${i} is ${have}, the trainer saw ${want}`;
    }
  }
  return null;
}

/**
 * Whether every output is finite and every probability lies in 0..1; otherwise the model has
 * failed.
 */
export function outputsAreSound(outputs: ModelOutputs): boolean {
  const { probability, component, timeToFailure } = outputs;
  for (let i = 0; i < probability.length; i += 1) {
    const p = probability[i] ?? Number.NaN;
    if (!(p >= 0 && p <= 1)) return false;
  }
  return allFinite(component) && allFinite(timeToFailure);
}

function allFinite(values: Float32Array): boolean {
  for (let i = 0; i < values.length; i += 1) {
    if (!Number.isFinite(values[i])) return false;
  }
  return true;
}
