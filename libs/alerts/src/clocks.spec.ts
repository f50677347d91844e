import { ACTED_AT, act, bandsPlant, latest } from './acting.fixture.js';
import { RECORDED_AT, T0 } from './plant.fixture.js';

const iso = (ms: number): string => new Date(ms).toISOString();

test('each change of an alert says when the machine did it and when it was recorded', () => {
  const plant = bandsPlant();
  plant.scan(0, { oil: 60 });
  expect(latest(plant)).toMatchObject({ eventAt: iso(T0), recordedAt: iso(RECORDED_AT) });
  plant.scan(7, { oil: 95 });
  expect(latest(plant)).toMatchObject({ eventAt: iso(T0 + 7_000), recordedAt: iso(RECORDED_AT) });
});

test('what a person does while nothing comes is recorded now, at the event time that the asset had reached', () => {
  const plant = bandsPlant();
  plant.scan(0, { oil: 60 });
  act(plant, { action: 'acknowledge' }, 0);
  expect(latest(plant)).toMatchObject({
    eventAt: iso(T0),
    recordedAt: iso(ACTED_AT),
    acknowledgedAt: iso(ACTED_AT),
  });
});
