import assert from 'node:assert/strict';
import {
  AppError,
  featureSetHashSchema,
  organizationIdSchema,
  type BelowFloor,
} from '@eagle/contracts/domain';
import { outputsAreSound, parseGoldenRows } from '@eagle/models';
import {
  fixtureBundle,
  flooredGolden,
  flooredOnnx,
  linearOnnx,
  linearOutputs,
  treeOnnx,
  type FlooredModel,
  type LinearModel,
} from '@eagle/models/fixtures';
import fc from 'fast-check';
import { ModelSession } from './model-session.js';

const model: LinearModel = {
  weights: [1.5, -2, 0.25],
  bias: -0.5,
  componentScores: [0, 1],
  timeToFailure: [3, 6, 9],
};
const shape = { width: 3, components: 2 };
const code = (expected: string) => (error: unknown) => error instanceof AppError && error.code === expected;

describe('a model session', () => {
  test('returns the answers of the model, missing features included', async () => {
    const session = await ModelSession.open(linearOnnx(model), shape);
    const matrix = Float32Array.of(1, 2, 3, NaN, 0.5, NaN, 0, 0, 0);
    const [actual, expected] = [await session.run(matrix, 3), linearOutputs(model, matrix)];
    for (const output of ['probability', 'component', 'timeToFailure'] as const) {
      assert.equal(actual[output].length, expected[output].length);
      actual[output].forEach((value, i) => assert.ok(Math.abs(value - (expected[output][i] ?? NaN)) < 1e-6));
    }
    await session.release();
  });

  test('runs rows that are a part of a larger buffer', async () => {
    const session = await ModelSession.open(linearOnnx(model), shape);
    const buffer = Float32Array.of(9, 9, 9, 1, 2, 3, 9, 9, 9);
    const outputs = await session.run(buffer.subarray(3, 6), 1);
    assert.ok(Math.abs((outputs.probability[0] ?? 0) - 1 / (1 + Math.exp(2.25))) < 1e-6);
    await session.release();
  });

  test('agrees with the golden rows of its bundle and with no others', async () => {
    const featureSet = { hash: featureSetHashSchema.parse('0123456789abcdef'), names: ['a', 'b', 'c'] };
    const organizationId = organizationIdSchema.parse('11111111-1111-4111-8111-111111111111');
    const bundle = fixtureBundle({ organizationId, version: '1.0.0', featureSet, model });
    const golden = parseGoldenRows(bundle.files['golden.json'], bundle.manifest);
    const session = await ModelSession.open(bundle.files['model.onnx'], shape);
    await session.rescore(golden);
    const other = { ...golden, probability: golden.probability.map((value) => value + 0.01) };
    await assert.rejects(session.rescore(other), code('MODEL.GOLDEN_MISMATCH'));
    await session.release();
  });

  test('warms up a boosted model and gives sound outputs', async () => {
    const onnx = treeOnnx({ trees: 20, features: 40, depth: 4, components: 3, seed: 1 });
    const session = await ModelSession.open(onnx, { width: 40, components: 3 });
    await session.warmUp();
    const matrix = Float32Array.from({ length: 80 }, (_, i) => (i % 7 === 0 ? NaN : (i % 10) / 10));
    const outputs = await session.run(matrix, 2);
    assert.ok(outputsAreSound(outputs));
    assert.notEqual(outputs.probability[0], outputs.probability[1]);
    await session.release();
  });

  test('refuses bytes that are no model, and a model with another interface', async () => {
    const noise = Uint8Array.from({ length: 500 }, (_, i) => (i * 37) % 251);
    await assert.rejects(ModelSession.open(noise, shape), code('MODEL.UNREADABLE'));
    await assert.rejects(
      ModelSession.open(linearOnnx(model).subarray(0, 100), shape),
      code('MODEL.UNREADABLE'),
    );
    for (const wrong of [
      { width: 4, components: 2 },
      { width: 3, components: 1 },
    ]) {
      await assert.rejects(ModelSession.open(linearOnnx(model), wrong), code('MODEL.WRONG_INTERFACE'));
    }
  });
});

const floored: FlooredModel = {
  weights: [4, 1],
  bias: -6,
  belowFloor: { floor: 0.25, componentShares: [0.75, 0.25], timeToFailure: [10, 20, 30] },
  component: [0.125, 0.5],
  timeToFailure: [1, 2, 3],
};

describe('a model session with a quick answer', () => {
  const { whole, probability } = flooredOnnx(floored);
  const flooredShape = { width: 2, components: 2 };
  const quick = { graph: probability, belowFloor: floored.belowFloor };

  test('gives every batch what the whole model gives, to the last bit', async () => {
    const [one, both] = [
      await ModelSession.open(whole, flooredShape),
      await ModelSession.open(whole, flooredShape, quick),
    ];
    const rows = fc.array(fc.tuple(fc.float({ min: -1, max: 3 }), fc.float({ min: -1, max: 3 })), {
      minLength: 1,
      maxLength: 8,
    });
    await fc.assert(
      fc.asyncProperty(rows, async (batch) => {
        const matrix = Float32Array.from(batch.flat());
        assert.deepEqual(await both.run(matrix, batch.length), await one.run(matrix, batch.length));
      }),
    );
    await one.release();
    await both.release();
  });

  test('holds both graphs to the golden rows', async () => {
    // Two far below the floor, one above.
    const golden = flooredGolden(floored, [
      [0, 0],
      [2, 1],
      [0.5, 1],
    ]);
    const open = (change: Partial<typeof quick>): Promise<ModelSession> =>
      ModelSession.open(whole, flooredShape, { ...quick, ...change });
    const session = await open({});
    await session.warmUp();
    await session.rescore(golden);
    await session.release();
    const another = flooredOnnx({ ...floored, bias: -6.1 }).probability;
    const times: BelowFloor = { ...floored.belowFloor, timeToFailure: [10, 20, 31] };
    for (const wrong of [{ graph: another }, { belowFloor: times }]) {
      const other = await open(wrong);
      await assert.rejects(other.rescore(golden), code('MODEL.GOLDEN_MISMATCH'));
      await other.release();
    }
  });

  test('refuses a graph that is none, or gives something else', async () => {
    const noise = Uint8Array.of(1, 2, 3);
    await assert.rejects(
      ModelSession.open(whole, flooredShape, { ...quick, graph: noise }),
      code('MODEL.UNREADABLE'),
    );
    const wider = flooredOnnx({ ...floored, weights: [4, 1, 0] }).probability;
    await assert.rejects(
      ModelSession.open(whole, flooredShape, { ...quick, graph: wider }),
      code('MODEL.WRONG_INTERFACE'),
    );
  });
});
