import { AppError, type Factor, type FeatureReference, type GoldenRows } from '@eagle/contracts/domain';
import { goldenMatrix } from '../bundle/golden.js';
import { parseTrees, type ScoredTrees } from './scored-trees.js';

/** Number of factors that people see. */
export const FACTORS_MAX = 3;

/** Explains what moved the probability of rows of one model. Used by one caller at a time. */
export interface RowExplainer {
  /**
   * The features of the largest contributions, largest first; fewer than `FACTORS_MAX` only where
   * no other feature contributed at all.
   * @param offset  Position of the row's first feature.
   */
  factors(matrix: Float32Array, offset: number): Factor[];
}

/** @param reference  One entry per feature, in the order of the model's columns. */
export function compileExplainer(trees: ScoredTrees, reference: readonly FeatureReference[]): RowExplainer {
  const contributions = new Float64Array(trees.width);
  return {
    factors: (matrix, offset) => {
      const row = matrix.subarray(offset, offset + trees.width);
      trees.contributions(row, contributions);
      return largest(contributions).flatMap((column) => {
        const entry = reference[column];
        return entry === undefined ? [] : [factorOf(entry, row[column], contributions[column])];
      });
    },
  };
}

/**
 * Compares the trees with the outputs of the trainer's whole model for the golden rows: trees that
 * differ from the graph would explain another model.
 * @returns null when all agree; otherwise a clause that names the first difference.
 */
export function treesDifference(trees: ScoredTrees, golden: GoldenRows): string | null {
  const matrix = goldenMatrix(golden);
  for (const [row, expected] of golden.probability.entries()) {
    const margin = trees.margin(matrix.subarray(row * trees.width, (row + 1) * trees.width));
    const probability = 1 / (1 + Math.exp(-margin));
    // Written so that NaN is a difference.
    if (!(Math.abs(probability - expected) <= golden.tolerance)) {
      return `row ${row} has probability ${probability}, the trainer saw ${expected}`;
    }
  }
  return null;
}

/**
 * Reads a bundle's `trees.json` and checks it against the golden rows.
 * @throws AppError `MODEL.TREES_UNREADABLE`, `MODEL.TREES_MISMATCH` (invalid).
 */
export function checkedTrees(bytes: Uint8Array, width: number, golden: GoldenRows): ScoredTrees {
  const trees = parseTrees(bytes, width);
  const difference = treesDifference(trees, golden);
  if (difference === null) return trees;
  throw new AppError(
    'MODEL.TREES_MISMATCH',
    `The model's trees.json is not of the same model as its graph: ${difference}.`,
  );
}

/** Columns of the largest magnitudes above zero, largest first; of equal ones the first column. */
function largest(contributions: Float64Array): readonly number[] {
  const top: number[] = [];
  const magnitude = (column: number | undefined): number => Math.abs(contributions[column ?? -1] ?? 0);
  contributions.forEach((_, column) => {
    if (magnitude(column) <= (top.length < FACTORS_MAX ? 0 : magnitude(top.at(-1)))) return;
    const place = top.findIndex((other) => magnitude(other) < magnitude(column));
    top.splice(place < 0 ? top.length : place, 0, column);
    top.length = Math.min(top.length, FACTORS_MAX);
  });
  return top;
}

function factorOf({ name, q10, q90 }: FeatureReference, value = Number.NaN, contribution = 0): Factor {
  return {
    feature: name,
    value: Number.isFinite(value) ? value : null,
    usual: [q10, q90],
    contribution,
    direction: contribution > 0 ? 'raises' : 'lowers',
  };
}
