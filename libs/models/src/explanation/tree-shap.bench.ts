import { performance } from 'node:perf_hooks';
import { mulberry32, randomTreesFile } from '../fixtures/index.js';
import { compileTrees } from './scored-trees.js';

/** Cost of explaining one row exactly, 183 features. Prints JSON. */
const WIDTH = 183;
const ROWS = 64;
const MS_PER_CASE = 500;
const SHAPES = [
  { trees: 120, leaves: 8 },
  { trees: 100, leaves: 31 },
];

const cases = SHAPES.map(({ trees, leaves }) => {
  const random = mulberry32(1);
  const scored = compileTrees(randomTreesFile({ trees, leaves, features: WIDTH }, random));
  const rows = Array.from({ length: ROWS }, () => Float32Array.from({ length: WIDTH }, random));
  const out = new Float64Array(WIDTH);
  const measure = (step: (row: Float32Array) => void): number => {
    for (let round = 0; round < 20; round += 1) rows.forEach(step);
    const startMs = performance.now();
    let steps = 0;
    while (performance.now() - startMs < MS_PER_CASE) {
      rows.forEach(step);
      steps += ROWS;
    }
    return ((performance.now() - startMs) * 1_000) / steps;
  };
  return {
    trees,
    leaves,
    explainUsPerRow: measure((row) => scored.contributions(row, out)),
    marginUsPerRow: measure((row) => {
      out[0] = (out[0] ?? 0) + scored.margin(row);
    }),
  };
});
console.log(JSON.stringify({ features: WIDTH, cases }, null, 2));
