import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { linearOutputs, uniformReference, type LinearModel } from '../fixtures/index.js';
import { compileAblation } from './ablation.js';

const names = ['temp', 'temp_lag_60s', 'temp_rolling_300s_mean', 'fan', 'fan_lag_60s', 'oil', 'co2', 'hz'];
const model: LinearModel = {
  weights: [1, 1, 1, 2, 0, -3, 0, 0.5],
  bias: -2,
  componentScores: [0],
  timeToFailure: [1, 2, 3],
};

function explain(row: readonly number[]) {
  const explainer = compileAblation(uniformReference(names));
  const matrix = Float32Array.from(row);
  const out = new Float32Array(explainer.rowsMax * names.length);
  const signals = explainer.fill(matrix, 0, out);
  const ablated = linearOutputs(model, out.subarray(0, signals.length * names.length)).probability;
  const probability = linearOutputs(model, matrix).probability[0] ?? 0;
  return explainer.factors(matrix, 0, probability, signals, ablated);
}

describe('explanation by ablation', () => {
  it('names the signal that drives the probability, once, with its value and usual range', () => {
    const factors = explain([0.5, 0.5, 3, 0.5, 0.5, 0.5, 5, 1]);
    assert.deepEqual(
      factors.map(({ feature }) => feature),
      ['temp_rolling_300s_mean', 'hz'],
    );
    assert.equal(factors[0]?.value, 3);
    assert.deepEqual(factors[0]?.usual, [0.1, 0.9]);
    assert.ok((factors[0]?.contribution ?? 0) > 0.3);
  });

  it('gives nothing for a row that is as usual', () => {
    assert.deepEqual(explain(names.map(() => 0.5)), []);
  });

  it('shows a missing value as null', () => {
    const factors = explain([0.5, 0.5, 0.5, 0.5, 0.5, NaN, 0.5, 0.5]);
    assert.deepEqual(
      factors.map(({ feature, value }) => ({ feature, value })),
      [{ feature: 'oil', value: null }],
    );
  });

  it('gives at most three factors, each speaking for the failure, the strongest first, no signal twice', () => {
    const value = fc.oneof(fc.float({ min: -10, max: 10, noNaN: true }), fc.constant(NaN));
    fc.assert(
      fc.property(fc.array(value, { minLength: names.length, maxLength: names.length }), (row) => {
        const factors = explain(row);
        assert.ok(factors.length <= 3);
        const contributions = factors.map(({ contribution }) => contribution);
        assert.ok(contributions.every((contribution) => contribution > 0));
        assert.deepEqual(
          contributions,
          contributions.toSorted((a, b) => b - a),
        );
        const signals = factors.map(({ feature }) => feature.split('_')[0]);
        assert.equal(new Set(signals).size, signals.length);
      }),
    );
  });
});
