import assert from 'node:assert/strict';
import { organizationConfigSchema } from '@eagle/contracts/domain';
import { QUALITY } from '@eagle/contracts/frames';
import type { MappedScan } from '@eagle/feeds';
import fc from 'fast-check';
import { WakeableTimer } from './wakeable-timer.js';
import { AssetLanes } from './asset-lanes.js';
import { frameMessageId, packFeatures } from './feature-frames.js';
import { planPipeline } from './pipeline-plan.js';
import { byAssetAndSequence, packScans, scanMessageId } from './scan-messages.js';
import { StreamMarks } from './stream-marks.js';
import { TokenBucket } from './token-bucket.js';

const ASSETS = ['a', 'b', 'c'];
const config = organizationConfigSchema.parse({
  organizationId: '3f0c0a3e-3f5b-4a53-8a51-0d5f6e6a7a01',
  slug: 'o',
  name: 'O',
  enabled: true,
  revision: 1,
  assets: ASSETS.map((assetId) => ({ assetId, name: assetId })),
  tags: [{ tag: 'v', type: 'number', role: 'present-value' }],
  feed: { kind: 'postgres', host: 'h', port: 1, database: 'd', user: 'u' },
  mapping: {
    revision: 1,
    table: 't',
    keyColumn: 'id',
    timeColumn: 'at',
    timeZone: 'UTC',
    source: { layout: 'wide', asset: { column: 'asset' }, columns: [{ column: 'v', tag: 'v' }] },
  },
  rules: [],
  settings: { features: { lagsMs: [1_000], windowsMs: [2_000] } },
});
const plan = planPipeline(config);
const fleetPlan = planPipeline({
  ...config,
  settings: { ...config.settings, features: { ...config.settings.features, fleet: true } },
});
const scan = (asset: number, eventTimeMs: number, key: number): MappedScan => ({
  assetId: config.assets[asset]?.assetId ?? assert.fail(),
  eventTimeMs,
  readAtMs: eventTimeMs,
  values: Float64Array.of(key),
  quality: Uint8Array.of(QUALITY.good),
  rowKeys: `${key}`,
});

describe('packing one read', () => {
  test('frames rebuilt from the messages are the same, in any order of the messages', () => {
    const reads = fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 1, maxLength: 300 });
    const chances = fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true }));
    fc.assert(
      fc.property(reads, chances, fc.boolean(), (assets, chance, hasFleet) => {
        const packed = hasFleet ? fleetPlan : plan;
        const scans = assets.map((asset, key) => scan(asset, key * 100, key));
        const messages = packScans(packed, new AssetLanes(packed), scans, 7);
        const live = packFeatures(packed, new AssetLanes(packed), messages);
        const found = messages
          .map((message) => ({ message, at: Number(chance.next().value) }))
          .sort((x, y) => x.at - y.at)
          .map(({ message }) => message)
          .sort(byAssetAndSequence);
        const again = packFeatures(packed, new AssetLanes(packed), found);
        assert.deepEqual(again, live);
        assert.equal(new Set(messages.map(scanMessageId)).size, messages.length);
        assert.equal(new Set(live.map((frame, i) => frameMessageId(frame, 7, i))).size, live.length);
        assert.equal(
          live.reduce((sum, { rows }) => sum + rows, 0),
          assets.length,
        );
      }),
      { numRuns: 50 },
    );
  });

  test('compares an asset with earlier values of the others, although the messages of a read come asset by asset', () => {
    const lanes = new AssetLanes(fleetPlan);
    const scans = [0, 1, 2].flatMap((asset) => [1, 2, 3].map((s) => scan(asset, s * 1_000, 10 ** asset * s)));
    const [frame] = packFeatures(fleetPlan, lanes, packScans(fleetPlan, lanes, scans, 1));
    assert.ok(frame !== undefined);
    const place = fleetPlan.featureSet?.names.indexOf('v_fleet') ?? -1;
    const reported = Array.from({ length: frame.rows }, (_, row) => [
      frame.assetNames[frame.assets[row] ?? -1],
      frame.sequences[row],
      frame.matrix[row * frame.width + place],
    ]);
    assert.deepEqual(reported, [
      ['a', 1, NaN],
      ['b', 1, NaN],
      ['c', 1, NaN],
      ['a', 2, 2 - 55],
      ['b', 2, 20 - 50.5],
      ['c', 2, 200 - 5.5],
      ['a', 3, 3 - 110],
      ['b', 3, 30 - 101],
      ['c', 3, 300 - 11],
    ]);
  });

  test("numbers each asset's scans without a gap across reads", () => {
    const lanes = new AssetLanes(plan);
    const first = packScans(plan, lanes, [scan(0, 1, 1), scan(1, 1, 2), scan(0, 2, 3)], 1);
    const second = packScans(plan, lanes, [scan(0, 3, 4)], 2);
    const ofA = [...first, ...second].filter(({ assetId }) => assetId === 'a');
    assert.deepEqual(
      ofA.flatMap(({ sequences }) => [...sequences]),
      [1, 2, 3],
    );
  });
});

describe('the quota', () => {
  test('never admits more than its rate and one second at once', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 400 }), { maxLength: 60 }), (pausesMs) => {
        const bucket = new TokenBucket(100, 0);
        let [nowMs, taken] = [0, 0];
        for (const pauseMs of pausesMs) {
          nowMs += pauseMs;
          const rows = bucket.available(nowMs);
          bucket.take(rows);
          taken += rows;
          assert.ok(taken <= 100 + nowMs / 10);
        }
      }),
    );
    const bucket = new TokenBucket(100, 0);
    bucket.take(100);
    assert.equal(bucket.waitMs(10, 0), 100);
    assert.equal(bucket.waitMs(10, 100), 0);
  });
});

describe('stream marks', () => {
  test('give a position that covers the look-back at any speed of event time, and stay few', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 5_000 }), { minLength: 1, maxLength: 300 }), (steps) => {
        const marks = new StreamMarks(10_000);
        const times: number[] = [];
        let newestMs = 0;
        steps.forEach((step, index) => {
          newestMs += step;
          times.push(newestMs);
          marks.note(index + 1, newestMs);
        });
        const after = marks.rebuildAfter(newestMs);
        // The first row read again is old enough, or everything is read.
        if (after > 0) assert.ok((times[after - 1] ?? 0) <= newestMs - 10_000);
        assert.ok(marks.toJSON().length <= 16);
      }),
    );
  });
});

describe('the wakeable timer', () => {
  test('does not lose a wake-up that comes while nobody sleeps', async () => {
    const wakeUp = new WakeableTimer();
    wakeUp.wake();
    assert.equal(await wakeUp.sleep(60_000), true);
    assert.equal(await wakeUp.sleep(1), false);
  });
});
