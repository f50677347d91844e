import assert from 'node:assert/strict';
import { assetIdSchema, featureSetHashSchema, organizationIdSchema } from '@eagle/contracts/domain';
import { FEATURE_FLAG, type FeatureFrame } from '@eagle/contracts/frames';
import { FactorRows } from './factor-rows.js';

function frameOf(rows: readonly { asset: number; atMs: number; flags?: number }[]): FeatureFrame {
  return {
    organizationId: organizationIdSchema.parse('11111111-1111-4111-8111-111111111111'),
    featureSetHash: featureSetHashSchema.parse('0123456789abcdef'),
    width: 1,
    assetNames: ['a', 'b'].map((name) => assetIdSchema.parse(name)),
    rows: rows.length,
    assets: Uint16Array.from(rows, ({ asset }) => asset),
    flags: Uint16Array.from(rows, ({ flags }) => flags ?? 0),
    sequences: new Float64Array(rows.length),
    eventTimesMs: Float64Array.from(rows, ({ atMs }) => atMs),
    readAtsMs: new Float64Array(rows.length),
    matrix: new Float32Array(rows.length),
  };
}

describe('the rows that are explained', () => {
  test('are the most probable of each asset, at or above the threshold', () => {
    const frame = frameOf([
      { asset: 0, atMs: 0 },
      { asset: 0, atMs: 1_000 },
      { asset: 1, atMs: 0 },
      { asset: 0, atMs: 2_000 },
    ]);
    assert.deepEqual(new FactorRows().choose(frame, Float32Array.of(0.9, 0.95, 0.5, 0.91), 0.85), [1]);
    assert.deepEqual(new FactorRows().choose(frame, Float32Array.of(0.1, 0.2, 0.3, 0.4), 0.85), []);
  });

  test('come at most twice a second of event time per asset', () => {
    const rows = new FactorRows();
    const at = (atMs: number) =>
      rows.choose(frameOf([{ asset: 0, atMs }]), Float32Array.of(0.9), 0.85).length;
    assert.deepEqual([0, 250, 499, 500, 750, 1_490, 1_500].map(at), [1, 0, 0, 1, 0, 1, 0]);
  });

  test('are never rows that may not cause an alert', () => {
    for (const flags of [FEATURE_FLAG.windowIncomplete, FEATURE_FLAG.stateExcluded]) {
      const frame = frameOf([{ asset: 0, atMs: 0, flags }]);
      assert.deepEqual(new FactorRows().choose(frame, Float32Array.of(1), 0.85), []);
    }
  });
});
