import assert from 'node:assert/strict';
import { RPC } from '@eagle/contracts/bus';
import { modelVersionSchema } from '@eagle/contracts/domain';
import {
  flooredGolden,
  flooredOnnx,
  flooredOutputs,
  type FixtureBundleOptions,
  type FlooredModel,
} from '@eagle/models/fixtures';
import { eventually } from '@eagle/testing';
import { predictionBench, type PredictionBench } from './fixtures/prediction.fixture.js';

/** Predicts a failure where `temp` is high. */
const FLOORED: FlooredModel = {
  weights: [4, 0, 0],
  bias: -6,
  belowFloor: { floor: 0.25, componentShares: [0.75, 0.25], timeToFailure: [10, 20, 30] },
  component: [0.125, 0.5],
  timeToFailure: [1, 2, 3],
};
const healthy = [0.5, 0.5, 0.5];
const failing = [3, 0.5, 0.5];

function bundleOf(
  model: FlooredModel,
  quickOf = model,
): Pick<FixtureBundleOptions, 'onnx' | 'quick' | 'golden'> {
  const graph = flooredOnnx(quickOf).probability;
  return {
    onnx: flooredOnnx(model).whole,
    quick: { graph, belowFloor: quickOf.belowFloor },
    golden: flooredGolden(model, [healthy, failing]),
  };
}

let bench: PredictionBench;
beforeAll(async () => {
  bench = await predictionBench();
  await bench.start('prediction-0');
});
afterAll(() => bench.close());

describe('a model with a separate probability graph', () => {
  test('answers healthy and failing batches like the whole model', async () => {
    const organizationId = await bench.organization();
    await bench.model(organizationId, '1.0.0', bundleOf(FLOORED));
    await bench.goLive(organizationId, '1.0.0');
    for (const rows of [[healthy, healthy], [healthy, failing], [failing]]) {
      const before = bench.of(organizationId).length;
      await eventually(async () => {
        await bench.send(organizationId, rows);
        await eventually(() => bench.of(organizationId).length > before);
      });
      const frame = bench.of(organizationId).at(-1);
      const expected = flooredOutputs(FLOORED, rows.flat());
      assert.ok(frame);
      expected.probability.forEach((probability, row) => {
        assert.ok(Math.abs(probability - (frame.probability[row] ?? NaN)) < 1e-6);
      });
      assert.deepEqual(frame.timeToFailure, expected.timeToFailure);
      const named = rows.map((row) => (row === failing ? 'component-1' : 'component-0'));
      assert.deepEqual(
        Array.from(frame.components, (component) => frame.componentNames[component]),
        named,
      );
    }
  });

  test('is refused where that graph is damaged or of another model', async () => {
    const organizationId = await bench.organization();
    const warm = async (version: string) => {
      const reference = { organizationId, version: modelVersionSchema.parse(version) };
      const artifactPath = `${organizationId}/${version}`;
      const [answer] = await bench.bus.askEach(RPC.warmModel, { ...reference, artifactPath }, { expect: 1 });
      return answer?.ok === true ? answer.reply.reason : answer?.error.message;
    };
    await bench.model(organizationId, '1.0.0', bundleOf(FLOORED));
    assert.equal(await warm('1.0.0'), '');
    await bench.model(organizationId, '1.1.0', bundleOf(FLOORED));
    bench.damage(organizationId, '1.1.0', 'probability.onnx');
    assert.match((await warm('1.1.0')) ?? '', /probability\.onnx is damaged/);
    await bench.model(organizationId, '1.2.0', bundleOf(FLOORED, { ...FLOORED, bias: -5 }));
    assert.match((await warm('1.2.0')) ?? '', /row 0 by probability\.onnx/);
  });
});
