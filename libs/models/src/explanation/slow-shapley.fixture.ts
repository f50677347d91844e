import type { TreeOfFile, TreesFile } from './trees-file.js';

/**
 * Margin where only the features of `known` (a bit each) are known and every other is averaged over
 * the training rows of each node.
 */
export function slowMargin({ base, trees }: TreesFile, row: Float32Array, known: number): number {
  return trees.reduce((sum, tree) => sum + meanBelow(tree, 0, row, known), base);
}

function meanBelow(tree: TreeOfFile, node: number, row: Float32Array, known: number): number {
  const [left, right] = [tree.left[node] ?? -1, tree.right[node] ?? -1];
  if (left === -1) return tree.value[node] ?? NaN;
  const feature = tree.feature[node] ?? 0;
  if ((known & (1 << feature)) !== 0) {
    const x = row[feature] ?? NaN;
    const goesLeft = Number.isNaN(x) ? tree.missingLeft[node] === true : x <= (tree.threshold[node] ?? NaN);
    return meanBelow(tree, goesLeft ? left : right, row, known);
  }
  const [a, b] = [tree.cover[left] ?? 0, tree.cover[right] ?? 0];
  return (a * meanBelow(tree, left, row, known) + b * meanBelow(tree, right, row, known)) / (a + b);
}

/** Shapley values by their definition: every set of the other features, weighted. */
export function slowShapley(file: TreesFile, row: Float32Array): number[] {
  const { width } = file;
  const worth = Array.from({ length: 1 << width }, (_, known) => slowMargin(file, row, known));
  return Array.from({ length: width }, (_, feature) => {
    let value = 0;
    for (let set = 0; set < worth.length; set += 1) {
      if ((set & (1 << feature)) !== 0) continue;
      const size = [...Array(width).keys()].filter((other) => (set & (1 << other)) !== 0).length;
      const weight = (factorial(size) * factorial(width - size - 1)) / factorial(width);
      value += weight * ((worth[set | (1 << feature)] ?? NaN) - (worth[set] ?? NaN));
    }
    return value;
  });
}

const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1));
