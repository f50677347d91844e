import type { FlatTrees } from './flat-trees.js';
import { gaussLegendre, type Quadrature } from './gauss-legendre.js';

/**
 * Exact Shapley values of tree ensembles, path-dependent as in Lundberg et al. 2020 ("From local explanations to global understanding with explainable AI
 * for trees"): what a feature adds, averaged over every order in which features may become known; an unknown one is averaged over the training rows
 * of each node.
 *
 * On the way to one leaf each feature f met there has a share z of the training rows that follow the path and o, 1 where this row follows it and 0 where it
 * does not. With the Shapley weights written as an integral, `s! (m - 1 - s)! / m! = integral of y^s (1 - y)^(m - 1 - s)`, the leaf of value v adds
 *
 *     v (o - z) * integral over y in 0..1 of the product over the path's other features g of (o_g y + z_g (1 - y))
 *
 * to f: a polynomial of degree below m, which a Gauss-Legendre quadrature with m/2 points gives exactly. One walk over a tree keeps that product at each point;
 * every factor is positive, so nothing cancels and dividing one out again is safe. Cost: edges x points, without any table per leaf (compare
 * Yu et al. 2022, "Linear TreeShap").
 *
 * One instance is used by one caller at a time; it allocates nothing per row.
 */
export class TreeShap {
  private readonly quadratures: readonly Quadrature[];
  /** Product over the path's features, at each point: one line per depth. */
  private readonly products: Float64Array;
  /** Factor of the edge that leads to the node at this depth, at each point. */
  private readonly factors: Float64Array;
  /** (o - z) / factor of that edge, at each point. */
  private readonly ratios: Float64Array;
  /** Sum of value x product over the leaves below the node at this depth, at each point. */
  private readonly sums: Float64Array;
  /** Share z of the edge's feature, all edges of that feature above it included. */
  private readonly shares: Float64Array;
  private readonly follows: Uint8Array;
  /** Depth of the last edge of each feature on the way down; 0 for none. */
  private readonly lastEdge: Uint16Array;
  private readonly stride: number;
  private points: Float64Array = new Float64Array();
  private weights: Float64Array = new Float64Array();
  private row: Float32Array = new Float32Array();
  private out: Float64Array = new Float64Array();

  constructor(private readonly trees: FlatTrees) {
    const most = trees.featuresOnPathMax.reduce((max, count) => Math.max(max, count), 1);
    this.stride = pointsFor(most);
    this.quadratures = Array.from({ length: this.stride + 1 }, (_, count) => gaussLegendre(count));
    const lines = (trees.depthMax + 1) * this.stride;
    this.products = new Float64Array(lines);
    this.factors = new Float64Array(lines);
    this.ratios = new Float64Array(lines);
    this.sums = new Float64Array(lines);
    this.shares = new Float64Array(trees.depthMax + 1);
    this.follows = new Uint8Array(trees.depthMax + 1);
    this.lastEdge = new Uint16Array(trees.width);
  }

  /** Adds each feature's contribution to the margin into `out`. */
  add(row: Float32Array, out: Float64Array): void {
    const { roots, featuresOnPathMax, right } = this.trees;
    this.row = row;
    this.out = out;
    for (let tree = 0; tree < roots.length; tree += 1) {
      const root = roots[tree] ?? 0;
      if (right[root] === 0) continue;
      const quadrature = this.quadratures[pointsFor(featuresOnPathMax[tree] ?? 1)];
      if (quadrature === undefined) continue;
      this.points = quadrature.points;
      this.weights = quadrature.weights;
      this.products.fill(1, 0, this.stride);
      this.visit(root, 0);
    }
  }

  /** Fills this depth's line with the sums over the node's leaves. */
  private visit(node: number, depth: number): void {
    const { right, feature, threshold, missingLeft, value } = this.trees;
    const line = depth * this.stride;
    const count = this.points.length;
    const rightChild = right[node] ?? 0;
    const own = value[node] ?? 0;
    if (rightChild === 0) {
      for (let q = 0; q < count; q += 1) this.sums[line + q] = own * (this.products[line + q] ?? 0);
      return;
    }
    const column = feature[node] ?? 0;
    const x = this.row[column] ?? Number.NaN;
    const goesLeft = Number.isNaN(x) ? missingLeft[node] === 1 : x <= (threshold[node] ?? 0);
    const before = this.lastEdge[column] ?? 0;
    this.lastEdge[column] = depth + 1;
    this.descend(node + 1, depth, column, before, own, goesLeft);
    // The right child's walk overwrites the line below: the result of the left child is read first.
    for (let q = 0; q < count; q += 1) this.sums[line + q] = this.sums[line + this.stride + q] ?? 0;
    this.descend(rightChild, depth, column, before, 1 - own, !goesLeft);
    for (let q = 0; q < count; q += 1) {
      this.sums[line + q] = (this.sums[line + q] ?? 0) + (this.sums[line + this.stride + q] ?? 0);
    }
    this.lastEdge[column] = before;
  }

  /** Follows one edge and adds the contribution of the leaves behind it to the edge's feature. */
  private descend(
    child: number,
    depth: number,
    column: number,
    before: number,
    share: number,
    follows: boolean,
  ): void {
    const stride = this.stride;
    const line = depth * stride;
    const below = line + stride;
    const former = before * stride;
    const z = before === 0 ? share : share * (this.shares[before] ?? 1);
    const o = follows && (before === 0 || this.follows[before] === 1);
    const points = this.points;
    const products = this.products;
    const factors = this.factors;
    const ratios = this.ratios;
    const sums = this.sums;
    const count = points.length;
    if (z === 0 && !o) {
      // No training row went here and neither does this one: nothing behind the edge counts.
      sums.fill(0, below, below + count);
      return;
    }
    this.shares[depth + 1] = z;
    this.follows[depth + 1] = o ? 1 : 0;
    for (let q = 0; q < count; q += 1) {
      const y = points[q] ?? 0;
      const cold = z * (1 - y);
      const factor = o ? y + cold : cold;
      factors[below + q] = factor;
      ratios[below + q] = o ? (1 - z) / factor : -1 / (1 - y);
      const product = products[line + q] ?? 0;
      products[below + q] = before === 0 ? product * factor : (product * factor) / (factors[former + q] ?? 1);
    }
    this.visit(child, depth + 1);
    let added = 0;
    for (let q = 0; q < count; q += 1) {
      // An edge of the same feature further up also counted these leaves: that is subtracted here.
      const counted = before === 0 ? 0 : (ratios[former + q] ?? 0);
      added += (this.weights[q] ?? 0) * (sums[below + q] ?? 0) * ((ratios[below + q] ?? 0) - counted);
    }
    this.out[column] = (this.out[column] ?? 0) + added;
  }
}

/** The integrand is of degree `features` - 1. */
const pointsFor = (features: number): number => Math.max(1, Math.ceil(features / 2));
