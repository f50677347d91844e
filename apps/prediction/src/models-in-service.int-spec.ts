import assert from 'node:assert/strict';
import { BUCKETS, RPC } from '@eagle/contracts/bus';
import { modelVersionSchema } from '@eagle/contracts/domain';
import { fixtureBundle, linearOutputs } from '@eagle/models/fixtures';
import { parseGoldenRows } from '@eagle/models';
import type { RunningService } from '@eagle/service-kit';
import { eventually } from '@eagle/testing';
import {
  FEATURES,
  MODEL,
  predictionBench,
  TREES,
  type PredictionBench,
} from './fixtures/prediction.fixture.js';
import { servedOrganizations } from './fixtures/served-organizations.fixture.js';

const usual = [0.5, 0.5, 0.5];

describe('the model of an organization', () => {
  let bench: PredictionBench;
  let service: RunningService;
  beforeAll(async () => {
    bench = await predictionBench();
    service = await bench.start('prediction-0');
  });
  afterAll(() => bench.close());

  const { served } = servedOrganizations(() => bench);

  test('stops running a model that answers NaN, reports it, and does not affect other organizations', async () => {
    const [organizationId, neighbour] = [await served(), await served()];
    for (let frame = 0; frame < 5; frame += 1) await bench.send(organizationId, [[Infinity, 0, 0]]);
    await bench.send(neighbour, [usual]);
    await eventually(() => bench.of(neighbour).length === 1);
    await eventually(() =>
      bench.reports.some((report) => report.organizationId === organizationId && !report.healthy),
    );
    assert.equal(bench.of(organizationId).length, 0);
    assert.ok((await bench.metric(service, /rows_dropped_total\{[^}]*reason="model-failed"/)) >= 3);
  });

  test('refuses to warm a model with damaged trees, or with those of another model', async () => {
    const organizationId = await served({ trees: TREES });
    const request = {
      organizationId,
      version: modelVersionSchema.parse('1.1.0'),
      artifactPath: `${organizationId}/1.1.0`,
    };
    const reasonOf = async () => {
      const [answer] = await bench.bus.askEach(RPC.warmModel, request, { expect: 1 });
      return answer?.ok === true && !answer.reply.ok ? answer.reply.reason : 'warm';
    };
    await bench.model(organizationId, '1.1.0', { trees: TREES });
    bench.damage(organizationId, '1.1.0', 'trees.json');
    assert.match(await reasonOf(), /trees\.json is damaged/);
    const other = fixtureBundle({ organizationId, version: '1.1.0', featureSet: FEATURES, model: MODEL });
    await bench.model(organizationId, '1.1.0', {
      trees: TREES,
      onnx: other.files['model.onnx'],
      golden: parseGoldenRows(other.files['golden.json'], other.manifest),
    });
    assert.match(await reasonOf(), /trees\.json is not of the same model/);
  });

  test('refuses to serve or warm a damaged model and keeps the previous one', async () => {
    const organizationId = await served();
    await bench.model(organizationId, '1.1.0');
    bench.damage(organizationId, '1.1.0');
    const request = {
      organizationId,
      version: modelVersionSchema.parse('1.1.0'),
      artifactPath: `${organizationId}/1.1.0`,
    };
    const [answer] = await bench.bus.askEach(RPC.warmModel, request, { expect: 1 });
    assert.ok(answer?.ok && !answer.reply.ok);
    assert.match(answer.reply.reason, /damaged/);
    await bench.goLive(organizationId, '1.1.0');
    await eventually(() =>
      bench.reports.some((report) => report.organizationId === organizationId && !report.healthy),
    );
    await bench.send(organizationId, [usual]);
    await eventually(() => bench.of(organizationId).length === 1);
    assert.equal(bench.of(organizationId)[0]?.modelVersion, '1.0.0');
  });

  test('flips under load: one version or the other answers every frame, never a mixture', async () => {
    const organizationId = await served();
    const next = { ...MODEL, bias: 2 };
    await bench.model(organizationId, '2.0.0', { model: next });
    const request = {
      organizationId,
      version: modelVersionSchema.parse('2.0.0'),
      artifactPath: `${organizationId}/2.0.0`,
    };
    const rows = Array.from({ length: 8 }, (_, i) => [i / 8, 0.5, 0.5]);
    const frames = 200;
    for (let frame = 0; frame < frames; frame += 1) {
      await bench.send(organizationId, rows);
      if (frame === 50) await bench.bus.askEach(RPC.warmModel, request, { expect: 1 });
      if (frame === 100) await bench.goLive(organizationId, '2.0.0');
    }
    await eventually(() => bench.of(organizationId).length === frames, { deadlineMs: 10_000 });
    const matrix = Float32Array.from(rows.flat());
    const versions = new Map([
      ['1.0.0', linearOutputs(MODEL, matrix).probability],
      ['2.0.0', linearOutputs(next, matrix).probability],
    ]);
    const seen = new Set<string>();
    for (const frame of bench.of(organizationId)) {
      seen.add(frame.modelVersion);
      frame.probability.forEach((p, i) => {
        assert.ok(Math.abs(p - (versions.get(frame.modelVersion)?.[i] ?? NaN)) < 1e-6);
      });
    }
    assert.deepEqual([...seen], ['1.0.0', '2.0.0']);
    assert.equal((await bench.bus.deadLetters.list({ organizationId, limit: 10 })).length, 0);
  });

  test('drops frames once the model is removed', async () => {
    const organizationId = await served();
    await bench.bus.bucket(BUCKETS.liveModels).delete(organizationId);
    const before = await bench.metric(service, /rows_dropped_total\{[^}]*reason="no-model"/);
    await eventually(async () => {
      await bench.send(organizationId, [usual]);
      return (await bench.metric(service, /rows_dropped_total\{[^}]*reason="no-model"/)) > before;
    });
  });
});
