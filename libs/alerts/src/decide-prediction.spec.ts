import { FEATURE_FLAG } from '@eagle/contracts/frames';
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Plant, furnaceConfig } from './plant.fixture.js';
import { predictionSeverity } from './prediction-cause.js';
import { viewOf } from './render/index.js';

const predicted = (): Plant => {
  const plant = new Plant();
  plant.scan(0);
  for (const second of [1, 2, 3]) plant.predict(second, 0.9);
  return plant;
};

test('a prediction is raised by successive rows above both thresholds', () => {
  const plant = new Plant();
  plant.predict(1, 0.9);
  plant.predict(2, 0.9);
  plant.predict(3, 0.5);
  plant.predict(4, 0.9);
  plant.predict(5, 0.9, { confidence: 0.6 });
  plant.predict(6, 0.9);
  plant.predict(7, 0.9);
  assert.deepEqual(plant.reported(), []);
  const [raised] = plant.predict(8, 0.9);
  assert.equal(raised?.change, 'raised');
  assert.equal(raised.alert.origin, 'predictive');
  assert.equal(viewOf(raised.alert).title, 'Heater is likely to fail');
  assert.equal(
    viewOf(raised.alert).message,
    'Line 1: heater is expected to fail in about 7 minutes, between 5 minutes and 10 minutes (probability 90 %, confidence 90 %).',
  );
  assert.equal(raised.alert.recommendedAction, 'Replace the heater element.');
  assert.deepEqual(raised.alert.timeToFailureInterval, [5, 10]);
});

test('an alert shows the factors of the latest explained row', () => {
  const plant = new Plant();
  const factors = [
    {
      feature: 'temp_rolling_300s_mean',
      value: 930,
      usual: [840, 900] as [number, number],
      contribution: 0.4,
      direction: 'raises' as const,
    },
  ];
  plant.predict(1, 0.9, { factors });
  plant.predict(2, 0.9);
  const [raised] = plant.predict(3, 0.9);
  assert.deepEqual(raised?.alert.topFactors, factors);
  const newer = factors.map((factor) => ({ ...factor, value: 950 }));
  plant.predict(20, 0.9, { factors: newer });
  const [updated] = plant.predict(70, 0.9);
  assert.equal(updated?.change, 'updated');
  assert.deepEqual(updated.alert.topFactors, newer);
});

test('rows with half-empty windows, late rows and excluded states raise nothing', () => {
  for (const flags of [FEATURE_FLAG.windowIncomplete, FEATURE_FLAG.late, FEATURE_FLAG.stateExcluded]) {
    const plant = new Plant();
    for (let second = 1; second < 20; second += 1) plant.predict(second, 0.99, { flags });
    assert.deepEqual(plant.reported(), []);
  }
});

test('a prediction clears once it stayed below for the configured time', () => {
  const plant = predicted();
  plant.predict(10, 0.2);
  plant.predict(100, 0.2);
  plant.predict(101, 0.9);
  plant.predict(102, 0.2);
  plant.predict(221, 0.2);
  assert.ok(!plant.reported().includes('cleared heater failure'));
  plant.predict(222, 0.2);
  assert.equal(plant.reported().at(-1), 'cleared heater failure');
});

test('a machine that leaves the predicted states clears its prediction', () => {
  const plant = predicted();
  plant.predict(10, 0.99, { flags: FEATURE_FLAG.stateExcluded });
  plant.predict(130, 0.99, { flags: FEATURE_FLAG.stateExcluded });
  assert.equal(plant.reported().at(-1), 'cleared heater failure');
});

test('a prediction that no row renews expires after the horizon', () => {
  const plant = predicted();
  plant.scan(602);
  assert.equal(plant.reported().at(-1), 'raised heater failure');
  plant.scan(603);
  assert.equal(plant.reported().at(-1), 'cleared heater failure');
});

test('updates come at a bounded rate, and time to failure stays relative to the first prediction', () => {
  const plant = predicted();
  plant.predict(5, 0.92, { minutesMedian: 7 });
  plant.predict(6, 0.86);
  assert.equal(plant.changes.filter(({ change }) => change === 'updated').length, 0);
  for (let second = 7; second < 63; second += 1) plant.predict(second, 0.9);
  assert.equal(plant.changes.filter(({ change }) => change === 'updated').length, 0);
  const [updated] = plant.predict(63, 0.9, { minutesMedian: 6 });
  assert.equal(updated?.change, 'updated');
  assert.equal(updated.alert.timeToFailure, 7);
});

test('the threshold is the one an admin set, else the one chosen for the model, else 0.85', () => {
  const raisedAt = (own: number | null, modelProbabilityMin: number | undefined, probability: number) => {
    const plant = new Plant(furnaceConfig({ prediction: { probabilityMin: own } }));
    for (const second of [1, 2, 3]) plant.predict(second, probability, { modelProbabilityMin });
    return plant.reported().length;
  };
  assert.deepEqual([raisedAt(null, 0.3, 0.29), raisedAt(null, 0.3, 0.3)], [0, 1]);
  assert.deepEqual([raisedAt(0.6, 0.3, 0.59), raisedAt(0.6, 0.3, 0.6)], [0, 1]);
  assert.deepEqual([raisedAt(null, undefined, 0.84), raisedAt(null, undefined, 0.85)], [0, 1]);
});

test('the confidence of an alert follows the distance of the probability above the threshold of its model', () => {
  const plant = new Plant();
  for (const second of [1, 2, 3]) plant.predict(second, 0.7, { modelProbabilityMin: 0.3, minutesMedian: 4 });
  assert.equal(plant.changes.at(-1)?.alert.severity, 'critical');
});

test('severity comes from how soon and how sure', () => {
  const settings = { leadMsMin: 300_000, probabilityMin: 0.85 };
  assert.equal(predictionSeverity(settings, 0.95, 4), 'critical');
  assert.equal(predictionSeverity(settings, 0.95, 9), 'high');
  assert.equal(predictionSeverity(settings, 0.86, 4), 'high');
  assert.equal(predictionSeverity(settings, 0.86, 9), 'medium');
  assert.equal(predictionSeverity(settings, 0.86, NaN), 'medium');
});

test('a model in doubt between two components does not make the alert flap', () => {
  const plant = predicted();
  for (let second = 4; second < 60; second += 1) {
    plant.predict(second, 0.9, { named: second % 3 === 0 ? 'heater' : 'fan' });
  }
  assert.deepEqual(plant.reported(), ['raised heater failure']);
});

test('a prediction that moves to another component permanently takes its alert along', () => {
  const plant = predicted();
  for (let second = 4; second < 10; second += 1) plant.predict(second, 0.9, { named: 'fan' });
  assert.deepEqual(plant.reported(), ['raised heater failure', 'updated fan failure']);
  assert.equal(plant.memory.episodes.length, 1);
});

test('a prediction that moves to a component with an alert joins that one', () => {
  const plant = predicted();
  plant.scan(3, { fanfail: 1 });
  for (let second = 4; second < 10; second += 1) plant.predict(second, 0.9, { named: 'fan' });
  assert.deepEqual(plant.reported(), [
    'raised heater failure',
    'raised fan trip',
    'cleared heater failure',
    'joined fan trip',
  ]);
});

test('a redelivered prediction changes nothing', () => {
  const plant = predicted();
  const before = JSON.stringify(plant.memory);
  assert.deepEqual(plant.predict(3, 0.1, { sequence: 3 }), []);
  assert.equal(JSON.stringify(plant.memory), before);
});

test('a prediction that newer ones overtook counts once and changes nothing', () => {
  const plant = new Plant();
  plant.predict(1, 0.1, { sequence: 10 });
  plant.predict(3, 0.1, { sequence: 13 });
  for (const sequence of [12, 11, 12, 10, 13]) plant.predict(2, 0.99, { sequence });
  assert.deepEqual(plant.reported(), []);
  assert.equal(plant.memory.prediction.decided, 4);
  assert.deepEqual(plant.memory.prediction.missing, []);
});

test('the memory of missing predictions is bounded', () => {
  const plant = new Plant();
  plant.predict(1, 0.1, { sequence: 1 });
  plant.predict(2, 0.1, { sequence: 1_000_000 });
  plant.predict(3, 0.1, { sequence: 1_000_100 });
  const { missing } = plant.memory.prediction;
  assert.deepEqual(missing, [
    [1_000_000 - 8_192, 999_999],
    [1_000_001, 1_000_099],
  ]);
  for (let row = 0; row < 100; row += 1) plant.predict(4, 0.1, { sequence: 1_000_102 + 2 * row });
  assert.equal(missing.length, 64);
  assert.deepEqual(missing.at(-1), [1_000_299, 1_000_299]);
});

test('predictions in any order count once each, as in a plain set of sequences', () => {
  const sequences = fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 80 });
  fc.assert(
    fc.property(sequences, (order) => {
      const plant = new Plant();
      const [first = 0] = order;
      const seen = new Set<number>();
      for (const sequence of order) {
        plant.predict(1, 0.1, { sequence });
        // Sequences before the first prediction are older than the asset.
        if (sequence >= first) seen.add(sequence);
      }
      assert.equal(plant.memory.prediction.decided, seen.size);
    }),
  );
});
