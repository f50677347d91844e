import assert from 'node:assert/strict';
import { assetIdSchema, organizationConfigSchema } from '@eagle/contracts/domain';
import fc from 'fast-check';
import { AssetLanes } from './asset-lanes.js';
import { heartbeatsDue, SILENCE_MS } from './heartbeats.js';
import { planPipeline } from './pipeline-plan.js';

const ASSETS = ['a', 'b'].map((asset) => assetIdSchema.parse(asset));
const [A, B] = ASSETS;
const planOf = (clock: 'wall' | 'source') =>
  planPipeline(
    organizationConfigSchema.parse({
      organizationId: '3f0c0a3e-3f5b-4a53-8a51-0d5f6e6a7a01',
      slug: 'o',
      name: 'O',
      enabled: true,
      revision: 1,
      assets: ASSETS.map((assetId) => ({ assetId, name: assetId })),
      tags: [{ tag: 'v', type: 'number', role: 'present-value' }],
      feed: { kind: 'postgres', host: 'h', port: 1, database: 'd', user: 'u', clock },
      mapping: {
        revision: 1,
        table: 't',
        keyColumn: 'id',
        timeColumn: 'at',
        timeZone: 'UTC',
        source: { layout: 'wide', asset: { column: 'asset' }, columns: [{ column: 'v', tag: 'v' }] },
      },
      rules: [],
      settings: {},
    }),
  );

/**
 * Lanes that receive rows: `atMs` by the steady clock, stamped with the time of the source's clock.
 */
class Yard {
  readonly plan;
  readonly lanes;

  constructor(clock: 'wall' | 'source') {
    this.plan = planOf(clock);
    this.lanes = new AssetLanes(this.plan);
  }

  row(assetId = A, atMs = 0, stampMs = 0): void {
    assert.ok(assetId !== undefined);
    const lane = this.lanes.of(assetId);
    lane.assess(stampMs, Float64Array.of(1), Uint8Array.of(0));
    lane.hear(atMs, atMs);
  }

  beats(atMs: number): [asset: string, clockMs: number | null, silentMs: number | undefined][] {
    return heartbeatsDue(this.plan, this.lanes, atMs).map(({ assetId, heartbeatAtMs, silentMs }) => [
      assetId,
      heartbeatAtMs,
      silentMs,
    ]);
  }
}

describe('heartbeats', () => {
  test('come for silent assets only, once in five seconds, and carry the length of the silence', () => {
    const yard = new Yard('wall');
    yard.row(A, 100, 10_000);
    yard.row(B, 4_100, 14_000);
    assert.deepEqual(yard.beats(100 + SILENCE_MS), [['a', 15_000, 5_000]]);
    assert.deepEqual(yard.beats(101 + SILENCE_MS), []);
    assert.deepEqual(yard.beats(100 + 2 * SILENCE_MS), [
      ['a', 20_000, 10_000],
      ['b', 20_000, 6_000],
    ]);
  });

  test('do not come while rows arrive, regardless of their stamps', () => {
    for (const stamp of [
      (at: number) => at - 3_600_000,
      (at: number) => at + 3_600_000,
      () => 7,
      (at: number) => -at,
    ]) {
      const yard = new Yard('wall');
      for (let at = 0; at < 120_000; at += 1_000) {
        yard.row(A, at, stamp(at));
        assert.deepEqual(yard.beats(at + 900), []);
      }
    }
  });

  test('of a recording follow its recorded time while other assets continue, and arrival time at its end', () => {
    const yard = new Yard('source');
    yard.row(A, 0, 0);
    yard.row(B, 10, 60_000);
    assert.deepEqual(yard.beats(10), [['a', 60_000, 60_000]]);
    assert.deepEqual(yard.beats(11), []);
    assert.deepEqual(yard.beats(10 + SILENCE_MS), [['b', 65_000, SILENCE_MS]]);
  });

  test('continue unchanged across a restart', () => {
    const [steady, restarted] = [new Yard('wall'), new Yard('wall')];
    steady.row(A, 1_000, -3_600_000);
    const lane = steady.lanes.of(A ?? assert.fail());
    assert.ok(lane.lastHeard !== null);
    // Another process with another steady clock, seven seconds later.
    restarted.lanes.of(A ?? assert.fail()).recall(lane.newestMs, lane.lastHeard, 50_000, 8_000);
    assert.deepEqual(restarted.beats(50_000), steady.beats(8_000));
    assert.deepEqual(restarted.beats(55_000), steady.beats(13_000));
  });

  test('come exactly after each five seconds without arrival, and their time never goes back', () => {
    const arrival = fc.record({
      gapMs: fc.integer({ min: 1, max: 30_000 }),
      stampMs: fc.integer({ min: -1e7, max: 1e7 }),
    });
    fc.assert(
      fc.property(fc.array(arrival, { minLength: 1, maxLength: 30 }), (arrivals) => {
        const yard = new Yard('wall');
        let [at, shownMs] = [0, -Infinity];
        for (const { gapMs, stampMs } of arrivals) {
          yard.row(A, at, stampMs);
          let beats = 0;
          for (let silentMs = 100; silentMs < gapMs; silentMs += 100) {
            for (const [, clockMs, reported] of yard.beats(at + silentMs)) {
              beats += 1;
              assert.equal(reported, silentMs);
              assert.ok(clockMs !== null && clockMs > shownMs);
              shownMs = clockMs;
            }
          }
          assert.equal(beats, Math.floor(Math.max(0, gapMs - 1) / SILENCE_MS));
          at += gapMs;
        }
      }),
    );
  });
});
