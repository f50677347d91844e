import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import {
  assetIdSchema,
  componentNameSchema,
  modelVersionSchema,
  organizationIdSchema,
  tagNameSchema,
} from '@eagle/contracts/domain';
import { QUALITY, type PredictionFrame, type ScanBatch } from '@eagle/contracts/frames';
import { rowsOfPredictions } from './prediction-rows.js';
import { plainRows } from './rows.fixture.js';
import { rowsOfScans } from './scan-rows.js';

const organizationId = organizationIdSchema.parse(randomUUID());

test('a message of scans as rows: every value, quality and state, in order of time', () => {
  const batch: ScanBatch = {
    organizationId,
    assetId: assetIdSchema.parse('pump-1'),
    configRevision: 1,
    tags: ['flow', 'isOn'].map((tag) => tagNameSchema.parse(tag)),
    stateNames: ['idle', 'running'],
    heartbeatAtMs: null,
    rows: 2,
    sequences: Float64Array.of(8, 9),
    eventTimesMs: Float64Array.of(2_000.0004, 1_000.5),
    readAtsMs: Float64Array.of(2_010, 2_011),
    states: Uint8Array.of(1, 0),
    values: Float64Array.of(1.5, 1, Number.NaN, 0),
    quality: Uint8Array.of(QUALITY.good, QUALITY.good, QUALITY.missing, QUALITY.good),
  };
  const { kind, assetId, block } = rowsOfScans(batch);
  assert.deepEqual([kind, assetId], ['scans', 'pump-1']);
  assert.deepEqual(plainRows(block), [
    {
      timeMs: 1_000.5,
      sequence: 9,
      readAtMs: 2_011,
      labels: { state: 'idle' },
      values: { flow: [Number.NaN, QUALITY.missing], isOn: 0 },
    },
    {
      timeMs: 2_000,
      sequence: 8,
      readAtMs: 2_010,
      labels: { state: 'running' },
      values: { flow: 1.5, isOn: 1 },
    },
  ]);
});

test('a message of predictions as rows of each of its assets', () => {
  const frame: PredictionFrame = {
    organizationId,
    modelVersion: modelVersionSchema.parse('1.2.3'),
    assetNames: ['pump-1', 'pump-2'].map((asset) => assetIdSchema.parse(asset)),
    componentNames: ['seal', 'bearing'].map((component) => componentNameSchema.parse(component)),
    factors: {},
    rows: 3,
    assets: Uint16Array.of(1, 0, 1),
    flags: Uint16Array.of(0, 4, 0),
    components: Uint16Array.of(0, 1, 1),
    sequences: Float64Array.of(1, 2, 3),
    eventTimesMs: Float64Array.of(10, 20, 30),
    readAtsMs: Float64Array.of(11, 21, 31),
    probability: Float32Array.of(0.5, 0.25, 0.125),
    confidence: Float32Array.of(1, 0.5, 0.75),
    timeToFailure: Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9),
  };
  const found = new Map(rowsOfPredictions(frame).map(({ assetId, block }) => [assetId, plainRows(block)]));
  assert.deepEqual([...found.keys()].sort(), ['pump-1', 'pump-2']);
  assert.deepEqual(found.get(assetIdSchema.parse('pump-1')), [
    {
      timeMs: 20,
      sequence: 2,
      readAtMs: 21,
      labels: { component: 'bearing', modelVersion: '1.2.3' },
      values: {
        confidence: 0.5,
        flags: 4,
        minutesToFailure: 5,
        minutesToFailureHigh: 6,
        minutesToFailureLow: 4,
        probability: 0.25,
      },
    },
  ]);
  assert.deepEqual(
    found.get(assetIdSchema.parse('pump-2'))?.map(({ sequence, labels }) => [sequence, labels?.component]),
    [
      [1, 'seal'],
      [3, 'bearing'],
    ],
  );
});
