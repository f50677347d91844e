import { AppError } from '@eagle/contracts/domain';
import type { TreeOfFile, TreesFile } from './trees-file.js';

/** Deeper than any tree of a known trainer; bounds the recursion over an untrusted file. */
const DEPTH_MAX = 512;

/**
 * All trees of a model in a few typed arrays, each tree in preorder: the left child of a node is
 * the next one. About 30 bytes a node.
 */
export interface FlatTrees {
  readonly width: number;
  readonly base: number;
  /** First node of each tree. */
  readonly roots: Uint32Array;
  /** Most different features on one path, per tree. */
  readonly featuresOnPathMax: Uint16Array;
  /** Most edges on one path, over all trees. */
  readonly depthMax: number;
  readonly feature: Uint16Array;
  readonly threshold: Float64Array;
  /** Index of the right child; 0 marks a leaf. */
  readonly right: Uint32Array;
  readonly missingLeft: Uint8Array;
  /** Of a leaf its score; of any other node the share of its training rows that went left. */
  readonly value: Float64Array;
}

/**
 * Checks that each tree is a tree (every node is reached once from the root) and within its bounds,
 * and lays it out flat.
 * @throws AppError `MODEL.TREES_UNREADABLE` (invalid) with the first error.
 */
export function flattenTrees(file: TreesFile): FlatTrees {
  const nodes = file.trees.reduce((sum, { left }) => sum + left.length, 0);
  const flat = {
    width: file.width,
    base: file.base,
    roots: new Uint32Array(file.trees.length),
    featuresOnPathMax: new Uint16Array(file.trees.length),
    depthMax: 0,
    feature: new Uint16Array(nodes),
    threshold: new Float64Array(nodes),
    right: new Uint32Array(nodes),
    missingLeft: new Uint8Array(nodes),
    value: new Float64Array(nodes),
  };
  let next = 0;
  file.trees.forEach((tree, number) => {
    const from = next;
    const onPath = new Map<number, number>();
    const lay = (node: number, depth: number): void => {
      const at = next;
      // A cycle, or a node with two parents, would lay more nodes than there are.
      if (depth > DEPTH_MAX || at - from >= tree.left.length) throw unreadable(number, 'it is no tree');
      next += 1;
      flat.depthMax = Math.max(flat.depthMax, depth);
      if ((tree.left[node] ?? -1) === -1) {
        flat.value[at] = tree.value[node] ?? Number.NaN;
        const features = flat.featuresOnPathMax[number] ?? 0;
        flat.featuresOnPathMax[number] = Math.max(features, onPath.size);
        return;
      }
      const feature = tree.feature[node] ?? -1;
      flat.feature[at] = feature;
      flat.threshold[at] = tree.threshold[node] ?? Number.NaN;
      flat.missingLeft[at] = tree.missingLeft[node] === true ? 1 : 0;
      flat.value[at] = shareLeft(tree, node, number);
      onPath.set(feature, (onPath.get(feature) ?? 0) + 1);
      lay(tree.left[node] ?? -1, depth + 1);
      flat.right[at] = next;
      lay(tree.right[node] ?? -1, depth + 1);
      const uses = (onPath.get(feature) ?? 1) - 1;
      if (uses === 0) onPath.delete(feature);
      else onPath.set(feature, uses);
    };
    checkTree(tree, number, file.width);
    flat.roots[number] = from;
    lay(0, 0);
    if (next - from !== tree.left.length) throw unreadable(number, 'not every node hangs below its root');
  });
  return flat;
}

function checkTree(tree: TreeOfFile, number: number, width: number): void {
  const nodes = tree.left.length;
  if (nodes === 0) throw unreadable(number, 'it has no nodes');
  const lists = [tree.feature, tree.threshold, tree.right, tree.missingLeft, tree.value, tree.cover];
  if (lists.some((list) => list.length !== nodes)) throw unreadable(number, 'its lists differ in length');
  for (let node = 0; node < nodes; node += 1) {
    const [left, right, feature] = [tree.left[node] ?? -1, tree.right[node] ?? -1, tree.feature[node] ?? -1];
    if (left === -1 && right === -1) continue;
    if (left < 1 || right < 1 || left >= nodes || right >= nodes)
      throw unreadable(number, `node ${node} leads out`);
    if (feature < 0 || feature >= width) throw unreadable(number, `node ${node} asks feature ${feature}`);
  }
}

/** The children's counts rather than the parent's: the shares of both always sum to 1. */
function shareLeft(tree: TreeOfFile, node: number, number: number): number {
  const left = tree.cover[tree.left[node] ?? -1] ?? 0;
  const right = tree.cover[tree.right[node] ?? -1] ?? 0;
  if (left + right > 0) return left / (left + right);
  throw unreadable(number, `no training row came through node ${node}`);
}

function unreadable(tree: number, problem: string): AppError {
  return new AppError(
    'MODEL.TREES_UNREADABLE',
    `trees.json is not valid: tree ${tree} is damaged, ${problem}.`,
  );
}
