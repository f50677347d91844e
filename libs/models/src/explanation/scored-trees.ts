import { AppError } from '@eagle/contracts/domain';
import { flattenTrees, type FlatTrees } from './flat-trees.js';
import { treesFileSchema } from './trees-file.js';
import { TreeShap } from './tree-shap.js';

/**
 * The trees of one model's probability, ready to score rows and to explain each feature's effect.
 */
export interface ScoredTrees {
  readonly width: number;
  /** Margin of a row without any known feature: the mean over the training rows. */
  readonly expectedMargin: number;
  /** @param row  `width` features; NaN is missing. @returns the log-odds of a failure. */
  margin(row: Float32Array): number;
  /**
   * What each feature adds to the margin of this row: exact Shapley values, which sum to
   * `margin(row) - expectedMargin`.
   * @param out  `width` values, overwritten.
   */
  contributions(row: Float32Array, out: Float64Array): void;
}

const decoder = new TextDecoder('utf-8', { fatal: true });

/**
 * Reads `trees.json`.
 * @param width  Features that the manifest declares.
 * @throws AppError `MODEL.TREES_UNREADABLE` (invalid).
 */
export function parseTrees(bytes: Uint8Array, width: number): ScoredTrees {
  let json: unknown;
  try {
    json = JSON.parse(decoder.decode(bytes));
  } catch (cause) {
    throw unreadable('it is not JSON', cause);
  }
  const trees = compileTrees(json);
  if (trees.width !== width) throw unreadable(`it has ${trees.width} features instead of ${width}`);
  return trees;
}

/** @throws AppError `MODEL.TREES_UNREADABLE` (invalid). */
export function compileTrees(json: unknown): ScoredTrees {
  const parsed = treesFileSchema.safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw unreadable(`${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`.trim());
  }
  const flat = flattenTrees(parsed.data);
  const shap = new TreeShap(flat);
  return {
    width: flat.width,
    expectedMargin: expectedMarginOf(flat),
    margin: (row) => marginOf(flat, row),
    contributions: (row, out) => {
      out.fill(0);
      shap.add(row, out);
    },
  };
}

function marginOf(
  { roots, right, feature, threshold, missingLeft, value, base }: FlatTrees,
  row: Float32Array,
) {
  let margin = base;
  for (let tree = 0; tree < roots.length; tree += 1) {
    let node = roots[tree] ?? 0;
    for (let other = right[node] ?? 0; other !== 0; other = right[node] ?? 0) {
      const x = row[feature[node] ?? 0] ?? Number.NaN;
      const goesLeft = Number.isNaN(x) ? missingLeft[node] === 1 : x <= (threshold[node] ?? 0);
      node = goesLeft ? node + 1 : other;
    }
    margin += value[node] ?? 0;
  }
  return margin;
}

function expectedMarginOf({ roots, right, value, base }: FlatTrees): number {
  const meanBelow = (node: number): number => {
    const other = right[node] ?? 0;
    const own = value[node] ?? 0;
    return other === 0 ? own : own * meanBelow(node + 1) + (1 - own) * meanBelow(other);
  };
  return roots.reduce((sum, root) => sum + meanBelow(root), base);
}

function unreadable(problem: string, cause?: unknown): AppError {
  return new AppError('MODEL.TREES_UNREADABLE', `trees.json is not valid: ${problem}.`, {}, { cause });
}
