import assert from 'node:assert/strict';
import { AppError } from '@eagle/contracts/domain';
import fc from 'fast-check';
import { mulberry32, randomTreesFile, type EnsembleShape } from '../fixtures/index.js';
import { compileTrees, parseTrees } from './scored-trees.js';
import { slowMargin, slowShapley } from './slow-shapley.fixture.js';
import type { TreesFile } from './trees-file.js';

const refusal = (error: unknown): boolean =>
  error instanceof AppError && error.code === 'MODEL.TREES_UNREADABLE';

const shape = fc.record({
  trees: fc.integer({ min: 0, max: 4 }),
  features: fc.integer({ min: 1, max: 6 }),
  leaves: fc.integer({ min: 1, max: 14 }),
  scale: fc.constant(1),
});

function rowOf(features: number, random: () => number): Float32Array {
  return Float32Array.from({ length: features }, () => (random() < 0.25 ? NaN : random()));
}

function made(ensemble: EnsembleShape, seed: number): { file: TreesFile; row: Float32Array } {
  const random = mulberry32(seed);
  const file = randomTreesFile(ensemble, random);
  return { file, row: rowOf(ensemble.features, random) };
}

describe('trees that explain themselves', () => {
  test('give the Shapley values of the definition, missing values and nodes without training rows included', () => {
    fc.assert(
      fc.property(shape, fc.nat(), (ensemble, seed) => {
        const { file, row } = made(ensemble, seed);
        const trees = compileTrees(file);
        const out = new Float64Array(file.width).fill(7);
        trees.contributions(row, out);
        slowShapley(file, row).forEach((expected, feature) => {
          assert.ok(Math.abs((out[feature] ?? NaN) - expected) < 1e-12, `${out[feature]} for ${expected}`);
        });
      }),
      { numRuns: 400 },
    );
  });

  test('give the margin of the trees and the mean over training rows', () => {
    fc.assert(
      fc.property(shape, fc.nat(), (ensemble, seed) => {
        const { file, row } = made(ensemble, seed);
        const trees = compileTrees(file);
        const all = (1 << file.width) - 1;
        assert.ok(Math.abs(trees.margin(row) - slowMargin(file, row, all)) < 1e-12);
        assert.ok(Math.abs(trees.expectedMargin - slowMargin(file, row, 0)) < 1e-12);
      }),
    );
  });

  test('lose nothing in large and lopsided trees: contributions sum to margin less mean', () => {
    const large = fc.record({
      trees: fc.constantFrom(1, 20),
      features: fc.constantFrom(2, 30, 183),
      leaves: fc.constantFrom(31, 255),
      scale: fc.constant(1),
    });
    fc.assert(
      fc.property(large, fc.nat(), (ensemble, seed) => {
        const { file, row } = made(ensemble, seed);
        const trees = compileTrees(file);
        const out = new Float64Array(file.width);
        trees.contributions(row, out);
        const sum = out.reduce((total, value) => total + value, 0);
        assert.ok(Math.abs(sum - (trees.margin(row) - trees.expectedMargin)) < 1e-9);
      }),
      { numRuns: 30 },
    );
  });

  test('give the same answer regardless of earlier explanations', () => {
    const { file, row } = made({ trees: 5, features: 4, leaves: 9 }, 3);
    const trees = compileTrees(file);
    const [first, second] = [new Float64Array(4), new Float64Array(4)];
    trees.contributions(row, first);
    trees.contributions(Float32Array.of(NaN, NaN, NaN, NaN), second);
    trees.contributions(row, second);
    assert.deepEqual(first, second);
  });
});

describe('trees.json', () => {
  const { file } = made({ trees: 3, features: 4, leaves: 6 }, 1);
  const changed = (change: (tree: TreesFile['trees'][number]) => object): object => ({
    ...file,
    trees: file.trees.map((tree, i) => (i === 1 ? { ...tree, ...change(tree) } : tree)),
  });

  test('is read when it is what the manifest declares', () => {
    const bytes = new TextEncoder().encode(JSON.stringify(file));
    assert.equal(parseTrees(bytes, 4).width, 4);
    assert.throws(() => parseTrees(bytes, 5), refusal);
    assert.throws(() => parseTrees(bytes.subarray(0, 50), 4), refusal);
  });

  test('is refused when its nodes do not form a tree', () => {
    const replaced = (list: readonly number[], at: number, value: number): number[] => list.with(at, value);
    const damaged = [
      changed(({ left }) => ({ left: replaced(left, 0, 0) })),
      changed(({ left, right }) => ({ left: replaced(left, 0, right[0] ?? 0) })),
      changed(({ right }) => ({ right: replaced(right, 0, 999) })),
      changed(({ right }) => ({ right: replaced(right, 0, -1) })),
      changed(({ left, right }) => ({ left: replaced(left, 0, -1), right: replaced(right, 0, -1) })),
      changed(({ feature }) => ({ feature: replaced(feature, 0, 4) })),
      changed(({ value }) => ({ value: value.slice(1) })),
      changed(({ cover }) => ({ cover: cover.map(() => 0) })),
      changed(() => ({
        feature: [],
        threshold: [],
        left: [],
        right: [],
        missingLeft: [],
        value: [],
        cover: [],
      })),
    ];
    for (const json of damaged) assert.throws(() => compileTrees(json), refusal);
  });

  test('is refused, without a loop or crash, for any links between nodes', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1, max: 5 }), { minLength: 12, maxLength: 12 }), (links) => {
        const six = <T>(value: T): T[] => Array.from({ length: 6 }, () => value);
        const tree = {
          feature: six(0),
          threshold: six(0),
          left: links.slice(0, 6),
          right: links.slice(6),
          missingLeft: six(true),
          value: six(1),
          cover: six(1),
        };
        try {
          compileTrees({ v: 1, width: 1, base: 0, trees: [tree] });
        } catch (error) {
          assert.ok(refusal(error));
        }
      }),
    );
  });
});
