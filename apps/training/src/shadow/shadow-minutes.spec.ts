import assert from 'node:assert/strict';
import {
  assetIdSchema,
  componentNameSchema,
  modelVersionSchema,
  organizationIdSchema,
} from '@eagle/contracts/domain';
import { FEATURE_FLAG, type PredictionFrame } from '@eagle/contracts/frames';
import fc from 'fast-check';
import { ShadowMinutes } from './shadow-minutes.js';

const START_MS = Date.UTC(2026, 0, 5);
const thresholds = { probabilityMin: 0.8, confidenceMin: 0.5 };
interface Row {
  readonly asset: number;
  readonly second: number;
  readonly probability: number;
  readonly flags?: number;
}

function frameOf(rows: readonly Row[]): PredictionFrame {
  return {
    organizationId: organizationIdSchema.parse('3f1f7c1e-8a52-4b7e-9a55-2f8f2f6f0a01'),
    modelVersion: modelVersionSchema.parse('1.1.0'),
    assetNames: ['line-1', 'line-2'].map((id) => assetIdSchema.parse(id)),
    componentNames: [componentNameSchema.parse('fan')],
    factors: {},
    rows: rows.length,
    assets: Uint16Array.from(rows, ({ asset }) => asset),
    flags: Uint16Array.from(rows, ({ flags = 0 }) => flags),
    components: new Uint16Array(rows.length),
    sequences: new Float64Array(rows.length),
    eventTimesMs: Float64Array.from(rows, ({ second }) => START_MS + second * 1_000),
    readAtsMs: new Float64Array(rows.length),
    probability: Float32Array.from(rows, ({ probability }) => probability),
    confidence: new Float32Array(rows.length).fill(0.9),
    timeToFailure: Float32Array.from(rows.flatMap(() => [3, 6, 9])),
  };
}

test('a minute is returned once it is over, with its longest run above the threshold, also across minutes', () => {
  const minutes = new ShadowMinutes();
  const rows = [57, 58, 59, 60, 61, 62, 119, 120].map((second) => {
    return { asset: 0, second, probability: second >= 58 && second <= 61 ? 0.9 : 0.1 };
  });
  minutes.add(frameOf(rows), thresholds);
  const taken = minutes.take();
  assert.deepEqual(
    taken.map(({ minuteMs, rows: count, aboveMax }) => [(minuteMs - START_MS) / 1_000, count, aboveMax]),
    [
      [0, 3, 2],
      [60, 4, 4],
    ],
  );
  assert.ok(Math.abs((taken[0]?.probabilityMax ?? 0) - 0.9) < 1e-6);
  assert.equal(taken[0]?.minutesToFailure, 6);
  assert.deepEqual(minutes.take(), []);
});

test('rows that may not cause an alert are not counted', () => {
  const minutes = new ShadowMinutes();
  const flags = FEATURE_FLAG.windowIncomplete;
  minutes.add(
    frameOf([
      { asset: 0, second: 0, probability: 1, flags },
      { asset: 0, second: 61, probability: 0.1 },
    ]),
    thresholds,
  );
  minutes.add(frameOf([{ asset: 0, second: 130, probability: 0.1 }]), thresholds);
  assert.deepEqual(
    minutes.take().map(({ rows, aboveMax }) => [rows, aboveMax]),
    [[1, 0]],
  );
});

test('the minutes equal the plain sum, however rows are cut into frames', () => {
  const row = fc.record({
    asset: fc.nat({ max: 1 }),
    gap: fc.nat({ max: 40 }),
    probability: fc.double({ min: 0, max: 1, noNaN: true }),
  });
  fc.assert(
    fc.property(fc.array(row, { maxLength: 80 }), fc.integer({ min: 1, max: 20 }), (given, cut) => {
      let second = 0;
      const rows = given.map(({ asset, gap, probability }) => ({
        asset,
        probability,
        second: (second += gap),
      }));
      const minutes = new ShadowMinutes();
      for (let at = 0; at < rows.length; at += cut)
        minutes.add(frameOf(rows.slice(at, at + cut)), thresholds);
      const reported = minutes.take();
      for (const asset of [0, 1]) {
        const own = rows.filter((each) => each.asset === asset);
        const all = [...new Set(own.map((each) => Math.floor(each.second / 60)))];
        const ofAsset = reported.filter(({ assetId }) => assetId === `line-${asset + 1}`);
        assert.deepEqual(
          ofAsset.map(({ minuteMs }) => (minuteMs - START_MS) / 60_000),
          all.slice(0, -1),
        );
        for (const { minuteMs, rows: count, probabilityMean } of ofAsset) {
          const within = own.filter(
            (each) => Math.floor(each.second / 60) === (minuteMs - START_MS) / 60_000,
          );
          assert.equal(count, within.length);
          const mean = within.reduce((sum, { probability }) => sum + Math.fround(probability), 0) / count;
          assert.ok(Math.abs(probabilityMean - mean) < 1e-9);
        }
      }
    }),
  );
});
