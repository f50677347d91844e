import { userIdSchema } from '@eagle/contracts/domain';
import assert from 'node:assert/strict';
import { decideAction } from './decide-action.js';
import { LIMIT, Plant, T0, furnaceConfig } from './plant.fixture.js';
import { viewOf } from './render/index.js';
import { wallInstant } from './clocks.js';

const USER = userIdSchema.parse('6f1f4a52-9d0e-4a57-8e0b-0a4d5a1c00aa');

const predictedHeater = (): Plant => {
  const plant = new Plant();
  plant.scan(0);
  for (const second of [1, 2, 3]) plant.predict(second, 0.9);
  return plant;
};

test('a rule hit joins the active prediction of its component, which remembers that it came first', () => {
  const plant = predictedHeater();
  const [joined] = plant.scan(60, { heaterfail: 1 });
  assert.equal(joined?.change, 'joined');
  const { alert } = joined;
  assert.equal(alert.origin, 'both');
  assert.equal(alert.severity, 'critical');
  assert.equal(alert.kind, 'failure');
  assert.ok(alert.predictedAt !== null && alert.ruleAt !== null && alert.predictedAt < alert.ruleAt);
  const { title, message } = viewOf(alert);
  assert.equal(title, 'Heater failed');
  assert.match(message, /Heater failure is on\. Line 1: heater is expected to fail/);
});

test('a prediction joins the active rule alert of its component', () => {
  const plant = new Plant();
  plant.scan(0, { heaterfail: 1 });
  for (const second of [1, 2, 3]) plant.predict(second, 0.9);
  assert.deepEqual(plant.reported(), ['raised heater trip', 'joined heater trip']);
  const alert = plant.changes.at(-1)?.alert;
  assert.ok(alert?.predictedAt && alert.ruleAt && alert.ruleAt < alert.predictedAt);
  assert.equal(alert.probability, 0.9);
});

test('later kinds on a joined component become causes, and the alert clears with its last cause', () => {
  const plant = predictedHeater();
  plant.scan(10, { heaterfail: 1, pv: 865 });
  plant.scan(15, { heaterfail: 1, pv: 865 });
  assert.deepEqual(plant.reported(), [
    'raised heater failure',
    'joined heater failure',
    'updated heater failure',
  ]);
  plant.scan(20, { pv: 865 });
  plant.predict(21, 0.1);
  plant.predict(141, 0.1);
  assert.notEqual(plant.reported().at(-1), 'cleared heater failure');
  plant.scan(142);
  plant.scan(145);
  assert.equal(plant.reported().at(-1), 'cleared heater failure');
  assert.equal(new Set(plant.changes.map(({ alert }) => alert.id)).size, 1);
});

test('two rules of other kinds on one component without a prediction are two alerts', () => {
  const plant = new Plant();
  plant.scan(0, { pv: 865 });
  plant.scan(5, { pv: 865, heaterfail: 1 });
  assert.deepEqual(plant.reported().sort(), ['raised heater temperature', 'raised heater trip']);
});

test('two rules of one kind on one component are one alert', () => {
  const second = { ...LIMIT, id: 'oil-hotter', bands: [{ severity: 'critical', from: 90 }] };
  const plant = new Plant(furnaceConfig({ rules: [LIMIT, second] }));
  plant.scan(0, { oil: 85 });
  plant.scan(1, { oil: 95 });
  plant.scan(2, { oil: 85 });
  plant.scan(3, { oil: 60 });
  assert.deepEqual(plant.reported(), [
    'raised oil temperature',
    'severity-changed oil temperature',
    'severity-changed oil temperature',
    'cleared oil temperature',
  ]);
});

test('a problem that returns within the window brings its alert back; past the repeats it is counted and not sent', () => {
  const plant = new Plant();
  for (let i = 0; i < 6; i += 1) {
    plant.scan(i * 20, { oil: 85 });
    plant.scan(i * 20 + 10, { oil: 60 });
  }
  assert.deepEqual(plant.reported(), [
    'raised oil temperature',
    'cleared oil temperature',
    ...Array.from({ length: 3 }, () => ['reactivated oil temperature', 'cleared oil temperature']).flat(),
  ]);
  assert.equal(plant.changes.at(-1)?.alert.repeatCount, 5);
});

test('a chattering alert that stays is reported after all', () => {
  const plant = new Plant();
  for (let i = 0; i < 6; i += 1) {
    plant.scan(i * 20, { oil: 60 });
    plant.scan(i * 20 + 10, { oil: 85 });
  }
  assert.equal(plant.reported().at(-1), 'cleared oil temperature');
  plant.scan(110 + 299, { oil: 85 });
  assert.equal(plant.reported().at(-1), 'cleared oil temperature');
  plant.scan(110 + 300, { oil: 85 });
  assert.equal(plant.reported().at(-1), 'reactivated oil temperature');
});

test('after the window the same problem is a new alert', () => {
  const plant = new Plant();
  plant.scan(0, { oil: 85 });
  plant.scan(10, { oil: 60 });
  plant.scan(311, { oil: 85 });
  assert.deepEqual(plant.reported().filter((reported) => reported.startsWith('raised')).length, 2);
  assert.equal(plant.memory.episodes.length, 1);
});

test('acknowledging is independent of being active, and once is enough', () => {
  const plant = new Plant();
  const [raised] = plant.scan(0, { oil: 85 });
  assert.ok(raised);
  const acknowledge = {
    action: { action: 'acknowledge' } as const,
    userId: USER,
    atMs: T0 + 1_000,
    actedAtMs: wallInstant(T0),
  };
  const [change] = plant.note(decideAction(plant.memory, raised.alert, plant.program, acknowledge));
  assert.equal(change?.change, 'acknowledged');
  assert.deepEqual([change.alert.state.active, change.alert.state.acknowledged], [true, true]);
  assert.equal(change.alert.acknowledgedBy, USER);
  assert.deepEqual(decideAction(plant.memory, raised.alert, plant.program, acknowledge).changes, []);
  plant.scan(2, { oil: 60 });
  assert.equal(plant.changes.at(-1)?.alert.state.acknowledged, true);
});

test('a resolved alert is raised again if its cause still holds a window later; a dismissed one is not', () => {
  for (const action of [{ action: 'resolve', message: 'oil changed' }, { action: 'dismiss' }] as const) {
    const plant = new Plant();
    const [raised] = plant.scan(0, { oil: 85 });
    assert.ok(raised);
    plant.note(
      decideAction(plant.memory, raised.alert, plant.program, {
        action,
        userId: USER,
        atMs: T0 + 1_000,
        actedAtMs: wallInstant(T0),
      }),
    );
    plant.scan(2, { oil: 85 });
    plant.scan(400, { oil: 85 });
    const expected = action.action === 'resolve' ? ['raised', 'resolved', 'raised'] : ['raised', 'dismissed'];
    assert.deepEqual(
      plant.changes.map(({ change }) => change),
      expected,
    );
    plant.scan(401, { oil: 60 });
    plant.scan(402, { oil: 85 });
    assert.equal(plant.changes.at(-1)?.alert.state.active, true);
  }
});

test('an ended alert takes no further action', () => {
  const plant = new Plant();
  const [raised] = plant.scan(0, { oil: 85 });
  assert.ok(raised);
  const request = {
    action: { action: 'resolve', message: 'done' } as const,
    userId: USER,
    atMs: T0,
    actedAtMs: wallInstant(T0),
  };
  const [resolved] = decideAction(plant.memory, raised.alert, plant.program, request).changes;
  assert.ok(resolved);
  assert.throws(() => decideAction(null, resolved.alert, plant.program, request), {
    code: 'ALERTING.ALERT_ENDED',
  });
});

test('an alert that only the database still holds can be acknowledged', () => {
  const plant = new Plant();
  plant.scan(0, { oil: 85 });
  const cleared = plant.scan(1, { oil: 60 })[0];
  assert.ok(cleared);
  const request = {
    action: { action: 'acknowledge' } as const,
    userId: USER,
    atMs: T0,
    actedAtMs: wallInstant(T0),
  };
  const [change] = decideAction(null, cleared.alert, plant.program, request).changes;
  assert.equal(change?.alert.revision, cleared.alert.revision + 1);
});
