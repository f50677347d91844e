import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decideScan } from './decide-scan.js';
import { Plant, STATES, T0, type Values } from './plant.fixture.js';

type Step =
  | { what: 'scan'; seconds: number; values: Values }
  | { what: 'predict'; seconds: number; probability: number; named: string }
  | { what: 'heartbeat'; seconds: number };

const seconds = fc.integer({ min: 1, max: 90 });
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      what: fc.constant('scan' as const),
      seconds,
      values: fc.record({
        pv: fc.constantFrom(880, 865, 830, NaN),
        oil: fc.constantFrom(64, 79, 85),
        heaterfail: fc.constantFrom(0, 1),
        fanfail: fc.constantFrom(0, 1, 1),
        state: fc.constantFrom(...STATES),
      }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      what: fc.constant('predict' as const),
      seconds: fc.integer({ min: 1, max: 40 }),
      probability: fc.constantFrom(0.1, 0.9, 0.97),
      named: fc.constantFrom('heater', 'heater', 'fan'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ what: fc.constant('heartbeat' as const), seconds }) },
);
const steps = fc.array(step, { maxLength: 120 });

function run(plant: Plant, all: readonly Step[], afterEach: () => void = () => undefined): number {
  let at = 0;
  for (const each of all) {
    at += each.seconds;
    if (each.what === 'scan') plant.scan(at, each.values);
    if (each.what === 'predict') plant.predict(at, each.probability, { named: each.named });
    if (each.what === 'heartbeat') plant.heartbeat(at);
    afterEach();
  }
  return at;
}

test('there are never two open episodes with one key, and each cause stands behind one alert', () => {
  fc.assert(
    fc.property(steps, (all) => {
      const plant = new Plant();
      run(plant, all, () => {
        const active = plant.memory.episodes.filter(({ alert }) => alert.state.active);
        const keys = active.map(({ alert }) => `${alert.component} ${alert.kind}`);
        assert.equal(new Set(keys).size, keys.length);
        const causes = plant.memory.episodes.flatMap((episode) => episode.causes.map(({ ruleId }) => ruleId));
        assert.equal(new Set(causes).size, causes.length);
        for (const episode of active) assert.ok(episode.causes.length > 0, 'an active alert has a cause');
      });
    }),
    { numRuns: 300 },
  );
});

test('every raised alert clears when its conditions end, and no memory stays forever', () => {
  fc.assert(
    fc.property(steps, (all) => {
      const plant = new Plant();
      let at = run(plant, all);
      for (let i = 0; i < 20; i += 1) {
        at += 60;
        plant.scan(at);
        plant.predict(at, 0.05);
      }
      assert.deepEqual(plant.memory.episodes, []);
      const last = new Map(plant.changes.map(({ alert }) => [alert.id, alert]));
      for (const alert of last.values()) assert.equal(alert.state.active, false);
    }),
    { numRuns: 300 },
  );
});

test('a restart at any point changes no decision: the memory survives JSON', () => {
  fc.assert(
    fc.property(steps, (all) => {
      const steady = new Plant();
      const restarted = new Plant();
      run(steady, all);
      run(restarted, all, () => {
        const before = structuredClone(restarted.memory);
        restarted.restart();
        assert.deepEqual(restarted.memory, before);
      });
      assert.deepEqual(restarted.changes, steady.changes);
    }),
    { numRuns: 100 },
  );
});

test('the revision of an alert increases by one with every change', () => {
  fc.assert(
    fc.property(steps, (all) => {
      const plant = new Plant();
      run(plant, all);
      const seen = new Map<string, number>();
      for (const { alert } of plant.changes) {
        assert.equal(alert.revision, (seen.get(alert.id) ?? 0) + 1);
        seen.set(alert.id, alert.revision);
      }
    }),
    { numRuns: 200 },
  );
});

test('replaying any prefix again changes nothing', () => {
  fc.assert(
    fc.property(steps, fc.nat(), (all, point) => {
      const plant = new Plant();
      run(plant, all);
      const before = JSON.stringify(plant.memory);
      const count = plant.memory.scansDecided;
      for (let sequence = 1; sequence <= Math.min(count, point % 100); sequence += 1) {
        const row = {
          sequence,
          eventTimeMs: T0 + 9_999_000,
          readAtMs: 0,
          state: 1,
          values: Float64Array.of(0, 880, 99, 1, 1),
          offset: 0,
        };
        assert.equal(decideScan(plant.memory, plant.binding, row, plant.outside).status, 'stale');
      }
      assert.equal(JSON.stringify(plant.memory), before);
    }),
    { numRuns: 100 },
  );
});

test('a prediction is raised and cleared exactly as in the slow, obvious version', () => {
  const row = fc.record({ seconds: fc.integer({ min: 1, max: 70 }), isAbove: fc.boolean() });
  fc.assert(
    fc.property(fc.array(row, { maxLength: 80 }), (all) => {
      const plant = new Plant();
      const { consecutiveMin } = plant.program.settings.prediction;
      const { predictionClearAfterMs } = plant.program.settings.alerts;
      let at = 0;
      const rows = all.map(({ seconds: step, isAbove }) => ({ at: (at += step), isAbove }));
      let active = false;
      let raisedRow = -1;
      rows.forEach((each, i) => {
        plant.predict(each.at, each.isAbove ? 0.9 : 0.1);
        if (!active) {
          const lastRows = rows.slice(Math.max(raisedRow + 1, i - consecutiveMin + 1), i + 1);
          active = lastRows.length === consecutiveMin && lastRows.every(({ isAbove }) => isAbove);
        } else {
          const lastAbove = rows.findLastIndex(({ isAbove }, k) => k <= i && isAbove);
          const firstBelow = rows[lastAbove + 1];
          const belowMs = lastAbove === i || firstBelow === undefined ? 0 : (each.at - firstBelow.at) * 1_000;
          active = !(lastAbove < i && belowMs >= predictionClearAfterMs);
          if (!active) raisedRow = i;
        }
        assert.equal(plant.memory.prediction.component !== null, active);
      });
    }),
    { numRuns: 300 },
  );
});
