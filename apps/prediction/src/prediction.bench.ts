import { performance } from 'node:perf_hooks';
import { assetIdSchema, featureSetHashSchema, organizationIdSchema } from '@eagle/contracts/domain';
import { encodeFeatureFrame, encodePredictionFrame, decodeFeatureFrame } from '@eagle/contracts/frames';
import { ModelSession } from '@eagle/model-runtime';
import { compileConfidence, outputsAreSound } from '@eagle/models';
import { fixtureBundle, mulberry32, treeOnnx, uniformReference } from '@eagle/models/fixtures';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { predictionColumns } from './models/prediction-columns.js';

/**
 * Cost of the prediction step (frame decoded, model run, confidence, frame encoded; without the
 * bus) against raw onnxruntime, 100 trees x 183 features, in one run. Prints JSON.
 */
const WIDTH = 183;
const MS_PER_CASE = 400;
const ROWS = [1, 4, 16, 64];

const organizationId = organizationIdSchema.parse('11111111-1111-4111-8111-111111111111');
const names = Array.from({ length: WIDTH }, (_, i) => `f${i}`);
const featureSet = { hash: featureSetHashSchema.parse('0123456789abcdef'), names };
const onnx = treeOnnx({ trees: 100, features: WIDTH, depth: 5, components: 5, seed: 1 });
const { manifest } = fixtureBundle({
  organizationId,
  version: '1.0.0',
  featureSet,
  model: {
    weights: names.map(() => 0),
    bias: 0,
    componentScores: [0, 0, 0, 0, 0],
    timeToFailure: [5, 10, 15],
  },
});

function payloadOf(rows: number): Uint8Array {
  const random = mulberry32(rows);
  return encodeFeatureFrame({
    organizationId,
    featureSetHash: featureSet.hash,
    width: WIDTH,
    assetNames: [assetIdSchema.parse('line-1')],
    rows,
    assets: new Uint16Array(rows),
    flags: new Uint16Array(rows),
    sequences: new Float64Array(rows),
    eventTimesMs: new Float64Array(rows),
    readAtsMs: new Float64Array(rows),
    matrix: Float32Array.from({ length: rows * WIDTH }, random),
  });
}

/** Microseconds per row. */
async function measure(rows: number, step: () => Promise<void>): Promise<number> {
  for (let i = 0; i < 200; i += 1) await step();
  const startMs = performance.now();
  let steps = 0;
  while (performance.now() - startMs < MS_PER_CASE) {
    await step();
    steps += 1;
  }
  return ((performance.now() - startMs) * 1_000) / (steps * rows);
}

function measureConfidence(): number {
  const scorer = compileConfidence(uniformReference(names));
  const matrix = Float32Array.from({ length: 64 * WIDTH }, mulberry32(1));
  const rounds = 20_000;
  let sum = 0;
  const pass = (): void => {
    for (let i = 0; i < rounds; i += 1) sum += scorer.score(matrix, (i % 64) * WIDTH, 0.5);
  };
  pass();
  const startMs = performance.now();
  pass();
  const elapsedMs = performance.now() - startMs;
  return sum > 0 ? (elapsedMs * 1_000) / rounds : Number.NaN;
}

const session = await ModelSession.open(onnx, { width: WIDTH, components: 5 });
const raw = await InferenceSession.create(onnx, {
  intraOpNumThreads: 1,
  interOpNumThreads: 1,
  enableCpuMemArena: false,
  enableMemPattern: false,
});
const scorer = compileConfidence(manifest.reference);
const cases: { rows: number; stepUsPerRow: number; rawUsPerRow: number; ratio: number }[] = [];
for (const rows of ROWS) {
  const payload = payloadOf(rows);
  const { matrix } = decodeFeatureFrame(payload);
  const rawUsPerRow = await measure(rows, async () => {
    await raw.run({ features: new Tensor('float32', matrix, [rows, WIDTH]) });
  });
  const stepUsPerRow = await measure(rows, async () => {
    const frame = decodeFeatureFrame(payload);
    const outputs = await session.run(frame.matrix, rows);
    if (!outputsAreSound(outputs)) throw new Error('the model gave no answer');
    encodePredictionFrame({
      ...frame,
      modelVersion: manifest.version,
      componentNames: manifest.components,
      factors: {},
      ...predictionColumns(outputs, frame.matrix, rows, scorer),
    });
  });
  cases.push({ rows, stepUsPerRow, rawUsPerRow, ratio: stepUsPerRow / rawUsPerRow });
}
await session.release();
await raw.release();
const result = { trees: 100, features: WIDTH, confidenceUsPerRow: measureConfidence(), cases };
console.log(JSON.stringify(result, null, 2));
