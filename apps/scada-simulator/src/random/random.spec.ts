import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Random, randomState } from './random.js';

describe('Random', () => {
  test('gives the same numbers for the same seed and purpose, others for another', () => {
    fc.assert(
      fc.property(fc.integer(), fc.string(), (seed, purpose) => {
        const one = new Random(randomState(seed, purpose));
        const same = new Random(randomState(seed, purpose));
        const other = new Random(randomState(seed, `${purpose}!`));
        const numbers = Array.from({ length: 5 }, () => one.uniform());
        assert.deepEqual(
          numbers,
          Array.from({ length: 5 }, () => same.uniform()),
        );
        assert.notDeepEqual(
          numbers,
          Array.from({ length: 5 }, () => other.uniform()),
        );
      }),
    );
  });

  test('continues from a stored state', () => {
    const state = randomState(3, 'test');
    const random = new Random(state);
    for (let i = 0; i < 10; i += 1) random.normal();
    const copy = new Random(structuredClone(state));
    assert.equal(copy.uniform(), random.uniform());
  });

  test('is uniform and normal, as far as a small sample can show', () => {
    const random = new Random(randomState(11, 'test'));
    const count = 20_000;
    const uniform = Array.from({ length: count }, () => random.uniform());
    const normal = Array.from({ length: count }, () => random.normal());
    const mean = (values: number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
    assert.ok(uniform.every((value) => value >= 0 && value < 1));
    assert.ok(Math.abs(mean(uniform) - 0.5) < 0.01);
    assert.ok(Math.abs(mean(normal)) < 0.03);
    assert.ok(Math.abs(mean(normal.map((value) => value * value)) - 1) < 0.05);
  });
});
