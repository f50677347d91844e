import assert from 'node:assert/strict';
import fc from 'fast-check';
import { bundleOutputs, mulberry32, randomTreesFile, uniformReference } from '../fixtures/index.js';
import { compileExplainer, FACTORS_MAX, treesDifference } from './explain-row.js';
import { compileTrees } from './scored-trees.js';
import type { TreesFile } from './trees-file.js';

interface Stump {
  readonly feature: number;
  /** Scores of values up to 1, and of those above it. */
  readonly scores: readonly [number, number];
}

/** One split at 1 that nine of ten training rows stayed below. */
const stump = ({ feature, scores: [below, above] }: Stump): TreesFile['trees'][number] => ({
  feature: [feature, 0, 0],
  threshold: [1, 0, 0],
  left: [1, -1, -1],
  right: [2, -1, -1],
  missingLeft: [false, false, false],
  value: [0, below, above],
  cover: [100, 90, 10],
});

const names = ['temp', 'oil', 'fan'];
const trees = compileTrees({
  v: 1,
  width: 3,
  base: 0,
  trees: [stump({ feature: 0, scores: [0, 2] }), stump({ feature: 1, scores: [0, -1] })],
});
const factorsOf = (row: readonly number[]) =>
  compileExplainer(trees, uniformReference(names)).factors(Float32Array.from([9, ...row]), 1);

describe('the factors of a row', () => {
  test('name value, usual range, contribution and direction, the largest first', () => {
    const [temp, oil, ...more] = factorsOf([3, 2, 0]);
    assert.deepEqual(more, [], 'a feature that no tree asks is no factor');
    assert.deepEqual([temp?.feature, temp?.value, temp?.direction], ['temp', 3, 'raises']);
    assert.deepEqual(temp?.usual, [0.1, 0.9]);
    assert.ok(
      Math.abs((temp?.contribution ?? NaN) - 1.8) < 1e-12,
      'less the 10 % of training rows that had it too',
    );
    assert.deepEqual([oil?.feature, oil?.direction], ['oil', 'lowers']);
    assert.ok(Math.abs((oil?.contribution ?? NaN) + 0.9) < 1e-12);
  });

  test('show a missing value as null', () => {
    assert.deepEqual([factorsOf([NaN, 0, 0])[0]?.feature, factorsOf([NaN, 0, 0])[0]?.value], ['temp', null]);
  });

  test('are the largest of all contributions', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 1, max: 8 }), (seed, width) => {
        const random = mulberry32(seed);
        const scored = compileTrees(randomTreesFile({ trees: 3, features: width, leaves: 5 }, random));
        const row = Float32Array.from({ length: width }, random);
        const all = new Float64Array(width);
        scored.contributions(row, all);
        const reference = uniformReference(Array.from({ length: width }, (_, i) => `f${i}`));
        const magnitudes = compileExplainer(scored, reference)
          .factors(row, 0)
          .map(({ contribution }) => Math.abs(contribution));
        const expected = Array.from(all, Math.abs).filter((value) => value > 0);
        assert.deepEqual(magnitudes, expected.sort((a, b) => b - a).slice(0, FACTORS_MAX));
      }),
    );
  });
});

describe('trees beside a graph', () => {
  const file = randomTreesFile({ trees: 5, features: 3, leaves: 4, scale: 1 }, mulberry32(1));
  const features = [
    [0.1, 0.2, 0.3],
    [0.9, null, 0.5],
  ];
  const model = { weights: [0, 0, 0], bias: 0, componentScores: [0], timeToFailure: [1, 2, 3] } as const;
  const matrix = features.flat().map((value) => value ?? NaN);
  const golden = {
    features,
    probability: Array.from(bundleOutputs({ model, trees: file }, matrix).probability),
    component: [[1], [1]],
    timeToFailure: [
      [1, 2, 3],
      [1, 2, 3],
    ],
    tolerance: 1e-5,
  };

  test('are distinguished from those of another model by the golden rows', () => {
    assert.equal(treesDifference(compileTrees(file), golden), null);
    const other = { ...file, base: file.base + 0.01 };
    assert.match(treesDifference(compileTrees(other), golden) ?? '', /row 0 has probability/);
  });
});
