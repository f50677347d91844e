import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { organizationIdSchema, type OrganizationId } from '@eagle/contracts/domain';
import { ModelSession } from '@eagle/model-runtime';
import { fixtureBundle, linearOutputs, mulberry32, type LinearModel } from '@eagle/models/fixtures';
import { Metrics } from '@eagle/service-kit';
import { FEATURES, MODEL } from '../fixtures/prediction.fixture.js';
import { PredictionMetrics } from '../metrics.js';
import { LoadedModel } from '../models/loaded-model.js';
import { BATCH_ROWS_MAX, BatchRunner } from './batch-runner.js';

const WIDTH = FEATURES.names.length;
const newOrganization = (): OrganizationId => organizationIdSchema.parse(randomUUID());

async function loaded(model: LinearModel): Promise<LoadedModel> {
  const { manifest, files } = fixtureBundle({
    organizationId: newOrganization(),
    version: '1.0.0',
    featureSet: FEATURES,
    model,
  });
  const components = manifest.components.length;
  return new LoadedModel(
    manifest,
    await ModelSession.open(files['model.onnx'], { width: WIDTH, components }),
    null,
    1_000_000,
    0,
  );
}

describe('the batch runner', () => {
  const models = [MODEL, { ...MODEL, bias: 3 }];
  let sessions: LoadedModel[] = [];
  let metrics: Metrics;
  let runner: BatchRunner;
  beforeAll(async () => {
    sessions = await Promise.all(models.map(loaded));
    metrics = new Metrics('prediction', 'prediction-0');
    runner = new BatchRunner(new PredictionMetrics(metrics, { live: () => 0, bytes: () => 0 }), {
      predicted: () => undefined,
    });
  });
  afterAll(() => sessions.forEach((session) => session.retire()));

  test('gives each caller the answers to its rows, in any combination of batches', async () => {
    const random = mulberry32(7);
    const organizations = [newOrganization(), newOrganization(), newOrganization()];
    const asked = Array.from({ length: 120 }, (_, i) => {
      const rows = 1 + Math.floor(random() * 64);
      const which = Math.floor(random() * models.length);
      return {
        organizationId: organizations[i % organizations.length] ?? newOrganization(),
        which,
        rows,
        matrix: Float32Array.from({ length: rows * WIDTH }, random),
      };
    });
    const answers = await Promise.all(
      asked.map(({ organizationId, which, rows, matrix }) => {
        const session = sessions[which];
        assert.ok(session);
        return runner.run(organizationId, session, matrix, rows);
      }),
    );
    answers.forEach(({ probability, timeToFailure, component }, i) => {
      const { which, matrix, rows } = asked[i] ?? { which: 0, matrix: [], rows: 0 };
      const expected = linearOutputs(models[which] ?? MODEL, matrix).probability;
      assert.deepEqual(
        [probability.length, component.length, timeToFailure.length],
        [rows, rows * 2, rows * 3],
      );
      probability.forEach((p, row) => assert.ok(Math.abs(p - (expected[row] ?? NaN)) < 1e-6));
    });
    const [histogram] = (await metrics.registry.getMetricsAsJSON()).filter(
      ({ name }) => name === 'eagle_prediction_batch_rows',
    );
    const runs = histogram?.values.find(
      (value) => 'metricName' in value && value.metricName === 'eagle_prediction_batch_rows_count',
    );
    assert.ok((runs?.value ?? 0) < asked.length, 'frames were joined');
  });

  test('lets an organization with few rows wait for one batch of another, not for all', async () => {
    const [session] = sessions;
    assert.ok(session);
    const [flooding, quiet] = [newOrganization(), newOrganization()];
    const order: string[] = [];
    const full = new Float32Array(BATCH_ROWS_MAX * WIDTH);
    const floods = Array.from({ length: 40 }, () =>
      runner.run(flooding, session, full, BATCH_ROWS_MAX).then(() => order.push('flooding')),
    );
    await runner.run(quiet, session, new Float32Array(WIDTH), 1).then(() => order.push('quiet'));
    const before = order.indexOf('quiet');
    await Promise.all(floods);
    assert.ok(before < 20, `${before} batches went before`);
  });

  test('rejects the callers of a failed run, and continues', async () => {
    const [session] = sessions;
    assert.ok(session);
    const short = runner.run(newOrganization(), session, new Float32Array(1), 5);
    await assert.rejects(short, { code: 'MODEL.RUN_FAILED' });
    const outputs = await runner.run(newOrganization(), session, new Float32Array(WIDTH), 1);
    assert.equal(outputs.probability.length, 1);
  });
});
