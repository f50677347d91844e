import assert from 'node:assert/strict';
import {
  assetIdSchema,
  componentNameSchema,
  modelVersionSchema,
  organizationIdSchema,
} from '../domain/ids.js';
import { encodeFrame, encodeMeta } from './columns.js';
import { decodePredictionFrame, encodePredictionFrame, type PredictionFrame } from './prediction-frame.js';

const meta = {
  organizationId: organizationIdSchema.parse('11111111-1111-4111-8111-111111111111'),
  modelVersion: modelVersionSchema.parse('1.0.0'),
  assetNames: [assetIdSchema.parse('line-1')],
  componentNames: [componentNameSchema.parse('heater')],
};
const columns = {
  rows: 1,
  assets: Uint16Array.of(0),
  flags: Uint16Array.of(0),
  components: Uint16Array.of(0),
  sequences: Float64Array.of(1),
  eventTimesMs: Float64Array.of(2),
  readAtsMs: Float64Array.of(3),
  probability: Float32Array.of(0.5),
  confidence: Float32Array.of(0.75),
  timeToFailure: Float32Array.of(1, 2, 3),
};

describe('a prediction frame', () => {
  test('comes back as it was, with the threshold of its model and the direction of each factor', () => {
    const factor = {
      feature: 'temp',
      value: null,
      usual: [1, 2] as [number, number],
      contribution: -0.5,
      direction: 'lowers' as const,
    };
    const frame: PredictionFrame = { ...meta, ...columns, probabilityMin: 0.25, factors: { 0: [factor] } };
    assert.deepEqual(decodePredictionFrame(encodePredictionFrame(frame)), frame);
  });

  test('of an earlier version is read: it has no threshold, and its factors speak for a failure', () => {
    const before = { feature: 'temp', value: 3, usual: [0.1, 0.9], contribution: 0.4 };
    const f64 = (...values: number[]) => ({ type: 'f64' as const, values: Float64Array.from(values) });
    const f32 = (...values: number[]) => ({ type: 'f32' as const, values: Float32Array.from(values) });
    const u16 = { type: 'u16' as const, values: Uint16Array.of(0) };
    const frame = decodePredictionFrame(
      encodeFrame(1, 1, encodeMeta({ ...meta, factors: { 0: [before] } }), [
        ...[f64(1), f64(2), f64(3), f32(0.5), f32(0.75), f32(1, 2, 3)],
        ...[u16, u16, u16],
      ]),
    );
    assert.equal(frame.probabilityMin, undefined);
    assert.equal(frame.factors[0]?.[0]?.direction, 'raises');
  });
});
