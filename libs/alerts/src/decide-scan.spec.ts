import assert from 'node:assert/strict';
import { FAN_FLAG, HEATER_FLAG, LIMIT, Plant, furnaceConfig } from './plant.fixture.js';
import { viewOf } from './render/index.js';

test('a deviation is raised after its on-delay and cleared after its off-delay', () => {
  const plant = new Plant();
  plant.scan(0);
  plant.scan(1, { pv: 865 });
  plant.scan(5, { pv: 865 });
  assert.deepEqual(plant.reported(), []);
  const [raised] = plant.scan(6, { pv: 865 });
  assert.equal(raised?.change, 'raised');
  assert.equal(raised.alert.severity, 'medium');
  assert.equal(
    viewOf(raised.alert).message,
    'Line 1: Zone 1 is 865 °C, 15 °C below the set value of 880 °C.',
  );
  assert.equal(raised.alert.recommendedAction, 'Check the heater current.');
  plant.scan(10, { pv: 880 });
  plant.scan(12, { pv: 880 });
  plant.scan(13, { pv: 880 });
  assert.deepEqual(plant.reported(), ['raised heater temperature', 'cleared heater temperature']);
});

test('severity follows the distance within one episode', () => {
  const plant = new Plant();
  plant.scan(0, { pv: 865 });
  plant.scan(5, { pv: 865 });
  const [worse] = plant.scan(6, { pv: 839 });
  assert.equal(worse?.change, 'severity-changed');
  assert.equal(worse.alert.severity, 'critical');
  assert.equal(worse.alert.revision, 2);
});

test('a set-point change restarts the on-delay', () => {
  const plant = new Plant();
  plant.scan(0, { pv: 860 });
  plant.scan(4, { pv: 860, sv: 900 });
  plant.scan(6, { pv: 862, sv: 900 });
  plant.scan(8, { pv: 870, sv: 900 });
  assert.deepEqual(plant.reported(), []);
  plant.scan(9, { pv: 870, sv: 900 });
  assert.deepEqual(plant.reported(), ['raised heater temperature']);
});

test('a missing value neither raises nor clears', () => {
  const plant = new Plant();
  plant.scan(0, { pv: 865 });
  plant.scan(5, { pv: 865 });
  plant.scan(6, { pv: NaN });
  plant.scan(60, { sv: NaN });
  assert.deepEqual(plant.reported(), ['raised heater temperature']);
});

test('a cool-down is silent, and what was active is suppressed by design', () => {
  const plant = new Plant();
  plant.scan(0, { pv: 865 });
  plant.scan(5, { pv: 865 });
  plant.scan(10, { pv: 551, sv: 600, state: 'cooling' });
  plant.scan(60, { pv: 451, sv: 600, state: 'cooling' });
  assert.deepEqual(plant.reported(), ['raised heater temperature', 'suppressed heater temperature']);
  const state = plant.changes.at(-1)?.alert.state;
  assert.deepEqual([state?.active, state?.suppressed], [false, true]);
});

test('a state that is unknown for a moment counts as the last known one', () => {
  const plant = new Plant();
  plant.scan(0, { pv: 865 });
  plant.scan(5, { pv: 865 });
  plant.scan(6, { pv: 865, state: 'unknown' });
  assert.deepEqual(plant.reported(), ['raised heater temperature']);
  plant.scan(70, { pv: 865, state: 'unknown' });
  assert.equal(plant.reported().at(-1), 'suppressed heater temperature');
});

test('a flag that was on in the first scan ever seen is standing until it has been off once', () => {
  const plant = new Plant();
  plant.scan(0, { fanfail: 1 });
  plant.scan(1, { fanfail: 1 });
  plant.scan(2, { fanfail: 0 });
  assert.deepEqual(plant.reported(), []);
  plant.scan(3, { fanfail: 1 });
  assert.deepEqual(plant.reported(), ['raised fan trip']);
});

test('a flag that stays on too long is held, and clears when it is off', () => {
  const plant = new Plant();
  plant.scan(0);
  plant.scan(1, { fanfail: 1 });
  plant.scan(61, { fanfail: 1 });
  plant.scan(62, { fanfail: 1 });
  assert.deepEqual(plant.reported(), ['raised fan trip', 'suppressed fan trip']);
  assert.equal(plant.changes.at(-1)?.alert.state.active, true);
  plant.scan(63, { fanfail: 0 });
  assert.equal(plant.reported().at(-1), 'cleared fan trip');
});

test('a flag that is never judged standing is raised by the first scan', () => {
  const plant = new Plant();
  plant.scan(0, { heaterfail: 1 });
  assert.deepEqual(plant.reported(), ['raised heater trip']);
});

test('silence is reported on heartbeats and ends with the next scan', () => {
  const plant = new Plant();
  plant.scan(0);
  plant.heartbeat(29);
  assert.deepEqual(plant.reported(), []);
  const [raised] = plant.heartbeat(30);
  assert.ok(raised);
  assert.equal(viewOf(raised.alert).message, 'Line 1: no data for less than a minute.');
  plant.heartbeat(31);
  plant.scan(32);
  assert.deepEqual(plant.reported(), ['raised feed no-data', 'cleared feed no-data']);
});

test('a redelivered scan changes nothing and is reported as stale', () => {
  const plant = new Plant();
  plant.scan(0);
  plant.scan(1, { oil: 85 });
  const before = JSON.stringify(plant.memory);
  assert.deepEqual(plant.scan(1, { oil: 60 }, 2), []);
  assert.equal(JSON.stringify(plant.memory), before);
  assert.equal(plant.memory.scansDecided, 2);
});

test('a scan overtaken by newer ones is counted and not judged', () => {
  const plant = new Plant();
  plant.scan(10);
  plant.scan(9, { oil: 99 });
  assert.equal(plant.memory.scansDecided, 2);
  assert.deepEqual(plant.reported(), []);
});

test('a removed rule releases its alert; one that stays keeps its progress', () => {
  const plant = new Plant(furnaceConfig({ rules: [LIMIT, HEATER_FLAG] }));
  plant.scan(0);
  plant.scan(1, { oil: 85, heaterfail: 1 });
  plant.configure(furnaceConfig({ revision: 2, rules: [FAN_FLAG, HEATER_FLAG] }));
  plant.scan(2, { oil: 85, heaterfail: 1 });
  assert.deepEqual(plant.reported(), [
    'raised oil temperature',
    'raised heater trip',
    'cleared oil temperature',
  ]);
});

test('an edited severity of a rule changes its alert', () => {
  const plant = new Plant(furnaceConfig({ rules: [LIMIT] }));
  plant.scan(0);
  plant.scan(1, { oil: 85 });
  plant.configure(
    furnaceConfig({ revision: 2, rules: [{ ...LIMIT, bands: [{ severity: 'critical', from: 80 }] }] }),
  );
  const [changed] = plant.scan(2, { oil: 85 });
  assert.equal(changed?.change, 'severity-changed');
  assert.equal(changed.alert.severity, 'critical');
});
