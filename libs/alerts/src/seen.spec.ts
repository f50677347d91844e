import assert from 'node:assert/strict';
import { BANDS, SECOND, act, bandsPlant, latest, state, reportedSince } from './acting.fixture.js';
import { assetMemorySchema } from './asset-memory.js';
import { HEATER_FLAG, LIMIT, Plant, furnaceConfig } from './plant.fixture.js';
import { viewOf } from './render/index.js';

test('an acknowledged low alarm that becomes critical is unacknowledged again, and reported', () => {
  const plant = bandsPlant();
  plant.scan(0, { oil: 60 });
  act(plant, { action: 'acknowledge' }, 1);
  assert.deepEqual(
    reportedSince(plant, () => plant.scan(2, { oil: 99 })),
    ['severity-changed'],
  );
  const alert = latest(plant);
  assert.deepEqual([alert.severity, ...state(alert)], ['critical', true, false]);
  assert.deepEqual([alert.acknowledgedAt, alert.acknowledgedBy], [null, null]);
});

test('a cause that a person has seen at its worst stays acknowledged when it falls and rises again', () => {
  const plant = bandsPlant();
  plant.scan(0, { oil: 99 });
  act(plant, { action: 'acknowledge' }, 1);
  plant.scan(2, { oil: 60 });
  plant.scan(3, { oil: 99 });
  assert.deepEqual(state(latest(plant)), [true, true]);
});

test('a second rule of the same kind behind an acknowledged alert makes it unacknowledged, also where it is milder', () => {
  for (const bands of [[{ severity: 'low', from: 900 }], [{ severity: 'high', from: 900 }]]) {
    const first = { ...LIMIT, bands: [{ severity: 'medium', from: 80 }] };
    const plant = new Plant(furnaceConfig({ rules: [first, { ...SECOND, bands }] }));
    plant.scan(0, { oil: 85 });
    act(plant, { action: 'acknowledge' }, 1);
    const reported = reportedSince(plant, () => plant.scan(2, { oil: 85, pv: 950 }));
    assert.deepEqual(reported, [bands[0]?.severity === 'high' ? 'severity-changed' : 'reactivated']);
    assert.deepEqual(state(latest(plant)), [true, false]);
    assert.match(viewOf(latest(plant)).message, /Zone 1 is 950/);
    act(plant, { action: 'acknowledge' }, 3);
    plant.scan(4, { oil: 85, pv: 950 });
    assert.deepEqual(state(latest(plant)), [true, true]);
    // It ends and returns: no person has seen the return.
    plant.scan(5, { oil: 85 });
    assert.deepEqual(state(latest(plant)), [true, true]);
    plant.scan(6, { oil: 85, pv: 950 });
    assert.deepEqual(state(latest(plant)), [true, false]);
  }
});

test('a milder cause that becomes worse behind an acknowledged alert is news, though the alert was critical before', () => {
  const second = {
    ...SECOND,
    bands: [
      { severity: 'low', from: 900 },
      { severity: 'medium', from: 950 },
    ],
  };
  const plant = new Plant(furnaceConfig({ rules: [BANDS, second] }));
  plant.scan(0, { oil: 99, pv: 900 });
  act(plant, { action: 'acknowledge' }, 1);
  assert.deepEqual(
    reportedSince(plant, () => plant.scan(2, { oil: 99, pv: 960 })),
    ['reactivated'],
  );
  assert.deepEqual(state(latest(plant)), [true, false]);
});

test('a rule that joins an acknowledged prediction, and the reverse, make it unacknowledged', () => {
  const rules = [{ ...HEATER_FLAG, severity: 'low' }];
  const predicted = new Plant(furnaceConfig({ rules }));
  for (const second of [1, 2, 3]) predicted.predict(second, 0.99);
  act(predicted, { action: 'acknowledge' }, 4);
  assert.deepEqual(
    reportedSince(predicted, () => predicted.scan(7, { heaterfail: 1 })),
    ['joined'],
  );
  assert.deepEqual(state(latest(predicted)), [true, false]);

  const ruled = new Plant(furnaceConfig({ rules }));
  ruled.scan(0);
  ruled.scan(1, { heaterfail: 1 });
  act(ruled, { action: 'acknowledge' }, 2);
  for (const second of [3, 4]) ruled.predict(second, 0.99);
  assert.deepEqual(
    reportedSince(ruled, () => ruled.predict(5, 0.99)),
    ['joined'],
  );
  assert.deepEqual(state(latest(ruled)), [true, false]);
});

test('a prediction that becomes more urgent, or names another component, is news for an acknowledged alert; a moved probability is not', () => {
  const predicted = (): Plant => {
    const plant = new Plant();
    for (const second of [1, 2, 3]) plant.predict(second, 0.86, { minutesMedian: 60 });
    act(plant, { action: 'acknowledge' }, 4);
    return plant;
  };
  const worse = predicted();
  worse.predict(100, 0.9, { minutesMedian: 60 });
  assert.deepEqual([latest(worse).probability, ...state(latest(worse))], [0.9, true, true]);
  assert.deepEqual(
    reportedSince(worse, () => worse.predict(101, 0.99, { minutesMedian: 2 })),
    ['severity-changed'],
  );
  assert.deepEqual(state(latest(worse)), [true, false]);

  const other = predicted();
  for (let second = 10; second < 16; second += 1)
    other.predict(second, 0.86, { minutesMedian: 60, named: 'fan' });
  assert.deepEqual([latest(other).component, ...state(latest(other))], ['fan', true, false]);
});

test('a dismissed low alarm that becomes critical is reported at once, and so is a resolved one', () => {
  for (const action of [{ action: 'resolve', message: 'done' }, { action: 'dismiss' }] as const) {
    const plant = bandsPlant();
    plant.scan(0, { oil: 60 });
    act(plant, action, 1);
    assert.deepEqual(
      reportedSince(plant, () => plant.scan(2, { oil: 60 })),
      [],
    );
    assert.deepEqual(
      reportedSince(plant, () => plant.scan(3, { oil: 99 })),
      ['raised'],
      action.action,
    );
    assert.deepEqual([latest(plant).severity, ...state(latest(plant))], ['critical', true, false]);
    // The new alert continues independently.
    act(plant, { action: 'dismiss' }, 4);
    assert.deepEqual(
      reportedSince(plant, () => [5, 600, 1_200].forEach((at) => plant.scan(at, { oil: 99 }))),
      [],
    );
    plant.scan(1_201, { oil: 20 });
    plant.scan(1_202, { oil: 60 });
    assert.equal(latest(plant).severity, 'low');
  }
});

test('a dismissed prediction that becomes more urgent is reported at once', () => {
  const plant = new Plant();
  for (const second of [1, 2, 3]) plant.predict(second, 0.86, { minutesMedian: 60 });
  act(plant, { action: 'dismiss' }, 4);
  assert.deepEqual(
    reportedSince(plant, () => plant.predict(5, 0.86, { minutesMedian: 60 })),
    [],
  );
  assert.deepEqual(
    reportedSince(plant, () => plant.predict(6, 0.99, { minutesMedian: 2 })),
    ['raised'],
  );
  const alert = latest(plant);
  assert.deepEqual([alert.severity, alert.origin, alert.timeToFailure], ['critical', 'predictive', 2]);
});

test('of two causes of a dismissed alert only the one that became worse is reported; the other stays dismissed', () => {
  const plant = new Plant(furnaceConfig({ rules: [BANDS, SECOND] }));
  plant.scan(0, { oil: 60, pv: 900 });
  act(plant, { action: 'dismiss' }, 1);
  plant.scan(2, { oil: 99, pv: 900 });
  assert.equal(viewOf(latest(plant)).title, BANDS.title);
  plant.scan(3, { oil: 20, pv: 900 });
  assert.equal(plant.memory.episodes.filter(({ alert }) => alert.state.active).length, 0);
});

test('a new cause of a silently chattering alert is reported', () => {
  const plant = new Plant(furnaceConfig({ rules: [BANDS, SECOND] }));
  for (let i = 0; i < 6; i += 1) {
    plant.scan(i * 20, { oil: 20 });
    plant.scan(i * 20 + 10, { oil: 60 });
  }
  assert.equal(plant.changes.at(-1)?.sent, false);
  assert.deepEqual(
    reportedSince(plant, () => plant.scan(111, { oil: 60, pv: 900 })),
    ['reactivated'],
  );

  const gone = new Plant(furnaceConfig({ rules: [BANDS, SECOND] }));
  for (let i = 0; i < 6; i += 1) {
    gone.scan(i * 20, { oil: 60 });
    gone.scan(i * 20 + 10, { oil: 20 });
  }
  assert.deepEqual(
    reportedSince(gone, () => gone.scan(130, { oil: 60 })),
    [],
  );
  gone.scan(140, { oil: 20 });
  assert.deepEqual(
    reportedSince(gone, () => gone.scan(150, { pv: 900, oil: 20 })),
    ['reactivated'],
  );
});

test('in memories of earlier versions, acknowledged or ended alerts count as seen', () => {
  for (const action of [{ action: 'acknowledge' }, { action: 'dismiss' }] as const) {
    const plant = bandsPlant();
    plant.scan(0, { oil: 60 });
    act(plant, action, 1);
    const old: unknown = JSON.parse(
      JSON.stringify(plant.memory, (key, value: unknown) =>
        ['seen', 'measured', 'known', 'measures', 'newsRevision', 'leftAtReadMs'].includes(key) &&
        value !== true &&
        value !== false
          ? undefined
          : value,
      ),
    );
    plant.memory = { ...assetMemorySchema.parse(old), revision: 0 };
    assert.deepEqual(plant.scan(2, { oil: 60 }), []);
    assert.equal(reportedSince(plant, () => plant.scan(3, { oil: 99 })).length, 1);
    assert.deepEqual([latest(plant).severity, ...state(latest(plant))], ['critical', true, false]);
  }
});

test('a decision with the seen revision is refused if the alert became worse since, and accepted if it did not', () => {
  const plant = bandsPlant();
  plant.scan(0, { oil: 60 });
  const { revision } = latest(plant);
  plant.scan(1, { oil: 99 });
  for (const action of [
    { action: 'acknowledge', revision },
    { action: 'dismiss', revision },
  ] as const)
    assert.throws(() => act(plant, action, 2), { code: 'ALERTING.ALERT_CHANGED' });
  assert.deepEqual(state(latest(plant)), [true, false]);
  const seen = latest(plant).revision;
  plant.scan(3, { oil: 60 });
  act(plant, { action: 'acknowledge', revision: seen }, 4);
  assert.deepEqual(state(latest(plant)), [true, true]);

  const joined = new Plant(furnaceConfig({ rules: [BANDS, SECOND] }));
  joined.scan(0, { oil: 60 });
  joined.scan(1, { oil: 60, pv: 900 });
  for (const second of [2, 3, 4]) joined.predict(second, 0.9, { named: 'oil' });
  assert.throws(() => act(joined, { action: 'resolve', message: 'done', revision: 1 }, 5), {
    code: 'ALERTING.ALERT_CHANGED',
  });
});
