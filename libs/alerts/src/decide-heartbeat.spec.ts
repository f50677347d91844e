import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decideScan } from './decide-scan.js';
import { NO_DATA, Plant, T0, furnaceConfig } from './plant.fixture.js';
import { viewOf } from './render/index.js';

const SILENCE = { ...NO_DATA, afterMs: 30_000 };

/**
 * An asset with rows that carry the time of its source's clock; arrival is counted in seconds of a
 * correct clock.
 */
class Arrivals {
  readonly plant: Plant;
  private rows = 0;

  constructor(rule: object = SILENCE) {
    this.plant = new Plant(furnaceConfig({ rules: [rule] }));
  }

  row(arrivedSecond: number, stampSecond: number): string[] {
    const row = {
      sequence: (this.rows += 1),
      eventTimeMs: T0 + stampSecond * 1_000,
      readAtMs: T0 + arrivedSecond * 1_000,
      state: 1,
      values: Float64Array.of(880, 880, 64, 0, 0),
      offset: 0,
    };
    const { plant } = this;
    return plant
      .note(decideScan(plant.memory, plant.binding, row, plant.outside))
      .map(({ change }) => change);
  }

  beat(clockSecond: number, silentSeconds: number): string[] {
    return this.plant.heartbeat(clockSecond, silentSeconds).map(({ change }) => change);
  }
}

test('rows an hour behind or ahead are data: only the time without arrivals counts', () => {
  for (const offset of [-3_600, 0, 3_600]) {
    const asset = new Arrivals();
    for (let second = 0; second < 120; second += 10) {
      assert.deepEqual(asset.row(second, second + offset), []);
      assert.deepEqual(asset.beat(second + offset + 6, 6), []);
    }
    assert.deepEqual(asset.beat(110 + offset + 29, 29), []);
    assert.deepEqual(asset.beat(110 + offset + 34, 34), ['raised']);
    const raised = asset.plant.changes.at(-1);
    assert.ok(raised);
    assert.match(viewOf(raised.alert).message, /no data for less than a minute/);
    assert.deepEqual(asset.beat(110 + offset + 39, 39), []);
    assert.deepEqual(asset.row(150, 150 + offset), ['cleared']);
  }
});

test('after a clock was set back its rows end the silence, and their end begins the next', () => {
  const asset = new Arrivals();
  asset.row(0, 0);
  assert.deepEqual(asset.beat(31, 31), ['raised']);
  assert.deepEqual(asset.row(40, -600), ['cleared']);
  assert.deepEqual(asset.row(41, -599), []);
  assert.deepEqual(asset.beat(41 + 29, 29), []);
  assert.deepEqual(asset.beat(41 + 31, 31), ['reactivated']);
});

test('an off-delay ends by reading time where the rows’ time stands still or is behind', () => {
  for (const stamp of [(): number => 0, (second: number): number => second - 600]) {
    const asset = new Arrivals({ ...SILENCE, offDelayMs: 10_000 });
    asset.row(0, 0);
    assert.deepEqual(asset.beat(31, 31), ['raised']);
    assert.deepEqual(asset.row(40, stamp(40)), []);
    assert.deepEqual(asset.row(49, stamp(49)), []);
    assert.deepEqual(asset.row(50, stamp(50)), ['cleared']);
  }
});

test('a restarted reader that knows of a shorter silence ends none', () => {
  const asset = new Arrivals();
  asset.row(0, 0);
  assert.deepEqual(asset.beat(31, 31), ['raised']);
  assert.deepEqual(asset.beat(36, 5), []);
  assert.deepEqual(asset.beat(90, 60), []);
  assert.deepEqual(asset.row(91, 91), ['cleared']);
});

test('heartbeats of earlier versions, without the time since arrival, are judged by event time', () => {
  const { plant } = new Arrivals();
  plant.scan(0);
  assert.deepEqual(plant.heartbeat(29), []);
  assert.equal(plant.heartbeat(31)[0]?.change, 'raised');
});

test('whatever the source’s clock shows, no data is reported exactly while nothing has arrived for the given time', () => {
  const step = fc.record({
    gap: fc.integer({ min: 1, max: 70 }),
    stamp: fc.oneof(
      fc.constant<'true' | 'frozen'>('true'),
      fc.constant<'frozen'>('frozen'),
      fc.integer({ min: -4_000, max: 4_000 }),
    ),
  });
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 40 }), fc.boolean(), (all, restarts) => {
      const asset = new Arrivals();
      let [now, stamped, clock] = [0, 0, 0];
      const isReported = (): boolean => asset.plant.memory.episodes.some(({ alert }) => alert.state.active);
      asset.row(now, stamped);
      for (const { gap, stamp } of all) {
        // The asset's clock continues from its newest stamp, and never goes back.
        for (let silent = 5; silent < gap; silent += 5) {
          asset.beat(clock + silent, silent);
          assert.equal(isReported(), silent >= 30, `after ${silent} s of silence`);
        }
        if (gap > 5) clock += Math.floor((gap - 1) / 5) * 5;
        now += gap;
        stamped = stamp === 'true' ? now : stamp === 'frozen' ? stamped : now + stamp;
        asset.row(now, stamped);
        clock = Math.max(clock, stamped);
        assert.equal(isReported(), false);
        if (restarts) asset.plant.restart();
      }
    }),
    { numRuns: 500 },
  );
});
