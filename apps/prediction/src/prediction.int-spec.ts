import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { RPC, STREAMS } from '@eagle/contracts/bus';
import { assetIdSchema, featureSetHashSchema, organizationIdSchema } from '@eagle/contracts/domain';
import { FEATURE_FLAG } from '@eagle/contracts/frames';
import { bundleOutputs, linearOutputs, uniformReference } from '@eagle/models/fixtures';
import { compileConfidence } from '@eagle/models';
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
const failing = [3, 0.5, 0.5];

describe('prediction', () => {
  let bench: PredictionBench;
  let service: RunningService;
  beforeAll(async () => {
    bench = await predictionBench();
    service = await bench.start('prediction-0');
  });
  afterAll(() => bench.close());

  const { served, firstOf } = servedOrganizations(() => bench);

  test('gives each row the outputs of the model, with confidence and ordered times', async () => {
    const organizationId = await served();
    const rows = [usual, [0.2, NaN, 0.9], [0, 1, 0]];
    await bench.send(organizationId, rows);
    const frame = await firstOf(organizationId);
    const matrix = Float32Array.from(rows.flat());
    const expected = linearOutputs(MODEL, matrix);
    const scorer = compileConfidence(uniformReference(FEATURES.names));
    assert.equal(frame.modelVersion, '1.0.0');
    rows.forEach((_, row) => {
      const probability = frame.probability[row] ?? NaN;
      assert.ok(Math.abs(probability - (expected.probability[row] ?? NaN)) < 1e-6);
      const confidence = scorer.score(matrix, row * 3, probability);
      assert.ok(Math.abs((frame.confidence[row] ?? NaN) - confidence) < 1e-6);
      assert.deepEqual(Array.from(frame.timeToFailure.subarray(row * 3, row * 3 + 3)), [5, 8, 12]);
      assert.equal(frame.componentNames[frame.components[row] ?? 0], 'component-1');
    });
  });

  test('explains rows that could raise an alert, and no others', async () => {
    const organizationId = await served({ trees: TREES });
    const flags = Uint16Array.of(0, FEATURE_FLAG.windowIncomplete, 0, 0);
    await bench.send(organizationId, [usual, [9, 0, 0], failing, failing], { flags });
    const frame = await firstOf(organizationId);
    assert.deepEqual(Object.keys(frame.factors), ['2']);
    const [factor, ...more] = frame.factors['2'] ?? [];
    assert.deepEqual(more, []);
    assert.deepEqual([factor?.feature, factor?.value, factor?.usual], ['temp', 3, [0.1, 0.9]]);
    assert.equal(factor?.direction, 'raises');
    // The leaf's 4 minus the average of the training rows.
    assert.ok(Math.abs((factor?.contribution ?? NaN) - 3.6) < 1e-12);
  });

  test('serves an older bundle without trees, without explanations', async () => {
    const organizationId = await served();
    await bench.send(organizationId, [failing]);
    const frame = await firstOf(organizationId);
    assert.ok((frame.probability[0] ?? 0) > 0.85);
    assert.deepEqual(frame.factors, {});
  });

  test('sends the threshold of the model with its answers, and explains by it unless an admin set another', async () => {
    const organizationId = await served({ trees: TREES, probabilityMin: 0.2 });
    const untilExplained = (rows: number) =>
      eventually(async () => {
        await bench.send(organizationId, [usual]);
        const frame = bench.of(organizationId).at(-1);
        assert.equal(frame?.probabilityMin, 0.2);
        return Object.keys(frame.factors).length === rows;
      });
    await untilExplained(1);
    await bench.configure(organizationId, { prediction: { probabilityMin: 0.9 } });
    await untilExplained(0);
    await bench.configure(organizationId, { prediction: { probabilityMin: null } });
    await untilExplained(1);
  });

  test('keeps the order of frames, also where explanations take longer', async () => {
    const organizationId = await served({ trees: TREES });
    // Rows are a minute apart, so that every failing one is explained.
    const sent = Array.from({ length: 60 }, (_, i) => {
      const eventTimesMs = Float64Array.of(1_700_000_000_000 + i * 60_000);
      return bench.send(organizationId, [i % 3 === 0 ? failing : usual], { eventTimesMs });
    });
    await Promise.all(sent);
    const frames = await eventually(() => {
      const received = bench.of(organizationId);
      assert.equal(received.length, 60);
      return received;
    });
    assert.equal(frames.filter(({ factors }) => factors['0'] !== undefined).length, 20);
    const times = frames.map(({ eventTimesMs }) => eventTimesMs[0] ?? NaN);
    assert.deepEqual(
      times,
      [...times].sort((a, b) => a - b),
    );
  });

  test('drops and counts frames without a model or with other features, and continues with the others', async () => {
    const organizationId = await bench.organization();
    const other = await served();
    const before = await bench.metric(service, /rows_dropped_total\{[^}]*reason="no-model"/);
    await bench.send(organizationId, [usual, usual]);
    await eventually(
      async () => (await bench.metric(service, /rows_dropped_total\{[^}]*reason="no-model"/)) === before + 2,
    );
    await bench.send(other, [usual], { featureSetHash: featureSetHashSchema.parse('ffffffffffffffff') });
    await bench.send(other, [usual]);
    await eventually(() => bench.of(other).length === 1);
    assert.equal(await bench.metric(service, /rows_dropped_total\{[^}]*reason="feature-set-differs"/), 1);
    assert.equal(bench.of(organizationId).length, 0);
  });

  test('puts invalid frames, and frames that name another organization, into the dead letters', async () => {
    const [organizationId, stranger] = [await served(), organizationIdSchema.parse(randomUUID())];
    await bench.send(organizationId, [usual], { organizationId: stranger });
    await bench.bus.publish(
      STREAMS.features.subject(organizationId),
      randomUUID(),
      new TextEncoder().encode('not a frame'),
    );
    await bench.send(organizationId, [usual], { assets: Uint16Array.of(7) });
    await bench.send(organizationId, [usual]);
    await eventually(() => bench.of(organizationId).length === 1);
    await eventually(async () => {
      const letters = await bench.bus.deadLetters.list({ organizationId, limit: 10 });
      assert.deepEqual(letters.map(({ code }) => code).sort(), [
        'BUS.WRONG_TENANT',
        'FRAME.UNREADABLE',
        'PREDICTION.FRAME_INVALID',
      ]);
    });
    assert.equal(bench.of(stranger).length, 0);
  });

  test('predicts on demand, explains on request, and reports a missing model', async () => {
    const organizationId = await served({ trees: TREES });
    const rows = [
      { assetId: assetIdSchema.parse('line-1'), features: { temp: 3, oil: 0.5, fan: null } },
      { assetId: assetIdSchema.parse('line-2'), features: { temp: 0.5, oil: 0.5, fan: 0.5 } },
    ];
    const { predictions } = await bench.bus.ask(RPC.predict, { organizationId, rows, explain: true });
    const [first, second] = predictions;
    const expected = bundleOutputs({ model: MODEL, trees: TREES }, [3, 0.5, NaN, ...usual]).probability;
    assert.ok(Math.abs((first?.probability ?? NaN) - (expected[0] ?? NaN)) < 1e-6);
    assert.ok((first?.confidence ?? 1) < (second?.confidence ?? 0));
    const [factor] = first?.topFactors ?? [];
    assert.deepEqual([factor?.feature, factor?.value, factor?.direction], ['temp', 3, 'raises']);
    assert.equal(second?.topFactors[0]?.direction, 'lowers');
    assert.deepEqual(first?.timeToFailureInterval, [5, 12]);
    assert.equal(second?.metadata.modelHealth, 'healthy');
    const none = await bench.organization();
    await assert.rejects(bench.bus.ask(RPC.predict, { organizationId: none, rows }), {
      code: 'PREDICTION.NO_MODEL',
    });
  });

  test('reports to model-cache when a model predicted, from the feed or on demand, and reports no other model', async () => {
    const startedMs = Date.now();
    const [asked, fed, idle] = [await served(), await bench.organization(), await bench.organization()];
    for (const organizationId of [fed, idle]) {
      await bench.model(organizationId, '1.0.0');
      await bench.goLive(organizationId, '1.0.0');
    }
    await eventually(async () => {
      await bench.send(fed, [usual]);
      return bench.of(fed).length > 0;
    });
    for (const organizationId of [asked, fed]) {
      const use = await eventually(() => {
        const found = bench.uses.find((each) => each.organizationId === organizationId);
        assert.ok(found);
        return found;
      });
      assert.equal(use.version, '1.0.0');
      assert.ok(use.predictedAtMs >= startedMs && use.predictedAtMs <= Date.now());
    }
    assert.ok(!bench.uses.some(({ organizationId }) => organizationId === idle));
  });
});
