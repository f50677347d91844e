import assert from 'node:assert/strict';
import { compileConfidence } from '@eagle/models';
import { uniformReference } from '@eagle/models/fixtures';
import fc from 'fast-check';
import { predictionColumns } from './prediction-columns.js';

const scorer = compileConfidence(uniformReference(['a', 'b']));
const float = fc.float({ min: -1_000, max: 1_000, noNaN: true });

describe('predictions of a model’s outputs', () => {
  test('have ascending times to failure, none negative', () => {
    fc.assert(
      fc.property(fc.tuple(float, float, float), (times) => {
        const outputs = {
          probability: Float32Array.of(0.5),
          component: Float32Array.of(1),
          timeToFailure: Float32Array.from(times),
        };
        const columns = predictionColumns(outputs, Float32Array.of(0.5, 0.5), 1, scorer);
        const expected = times.map((time) => Math.max(0, time)).sort((a, b) => a - b);
        assert.deepEqual(Array.from(columns.timeToFailure), expected);
      }),
    );
  });

  test('name the component with the largest share, row by row', () => {
    const outputs = {
      probability: Float32Array.of(0.1, 0.9),
      component: Float32Array.of(0.2, 0.5, 0.3, 0.7, 0.1, 0.2),
      timeToFailure: new Float32Array(6),
    };
    const { components, confidence } = predictionColumns(
      outputs,
      Float32Array.of(0.5, 0.5, 0.5, NaN),
      2,
      scorer,
    );
    assert.deepEqual(Array.from(components), [1, 0]);
    assert.ok((confidence[0] ?? 0) > 0.9);
    assert.ok((confidence[1] ?? 1) < 0.5);
  });
});
