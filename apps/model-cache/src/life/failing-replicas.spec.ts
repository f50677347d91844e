import assert from 'node:assert/strict';
import { modelVersionSchema } from '@eagle/contracts/domain';
import { FailingReplicas, type FailureReport } from './failing-replicas.js';

const version = modelVersionSchema.parse('1.0.0');
const report: FailureReport = { replica: 'prediction-0', version, cause: 'run', reason: 'It answers NaN.' };

describe('reports of replicas about a failing model', () => {
  test('are lasting once the same replica repeated them for long enough', () => {
    const failing = new FailingReplicas();
    failing.failed(report, 0);
    failing.failed({ ...report, replica: 'prediction-1' }, 6_000);
    assert.equal(failing.lasting(6_000), null);
    assert.equal(failing.reasonFor(version), 'It answers NaN.');
    failing.failed(report, 6_000);
    assert.equal(failing.lasting(6_000)?.replica, 'prediction-0');
    failing.forget(version);
    assert.equal(failing.lasting(0), null);
  });

  test('start again after a recovery, and after a silence', () => {
    const failing = new FailingReplicas();
    failing.failed(report, 0);
    assert.equal(failing.recovered('prediction-0', version), true);
    failing.failed(report, 8_000);
    assert.equal(failing.lasting(6_000), null);
    failing.failed(report, 30_000);
    assert.equal(failing.lasting(6_000), null);
    assert.equal(failing.sweep(39_000), false);
    assert.equal(failing.sweep(41_000), true);
    assert.equal(failing.reasonFor(version), null);
  });

  test('are never lasting where the model only could not be fetched', () => {
    const failing = new FailingReplicas();
    for (const nowMs of [0, 5_000, 10_000]) failing.failed({ ...report, cause: 'load' }, nowMs);
    assert.equal(failing.lasting(6_000), null);
    assert.notEqual(failing.reasonFor(version), null);
  });
});
