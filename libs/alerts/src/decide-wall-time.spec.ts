import { ACTED_AT, act, bandsPlant, latest } from './acting.fixture.js';
import { wallInstant } from './clocks.js';
import { decideWallTime } from './decide-wall-time.js';
import { T0 } from './plant.fixture.js';
import type { PeopleTimer } from './timer.js';
import { alertEventOf } from './decision.js';

const HOUR = 3_600_000;

/** A person who acknowledged an alert is reminded of it an hour later. */
const REMINDER: PeopleTimer = {
  timerOf: ({ alert: { acknowledgedAt, state } }) =>
    acknowledgedAt === null || !state.acknowledged
      ? null
      : { clock: 'wall', dueAt: wallInstant(Date.parse(acknowledgedAt) + HOUR) },
  onDue: (decision, episode) => {
    const state = { ...episode.alert.state, acknowledged: false };
    decision.change(episode, 'reactivated', { acknowledgedAt: null, acknowledgedBy: null, state });
  },
};

test('duties of people become due by the wall clock while no rows come, once', () => {
  const plant = bandsPlant();
  plant.scan(0, { oil: 60 });
  act(plant, { action: 'acknowledge' }, 0);
  const wake = (nowMs: number) => {
    const outside = { ...plant.outside, now: () => wallInstant(nowMs) };
    return plant.note(decideWallTime(plant.memory, plant.program, outside, [REMINDER]));
  };
  expect(wake(ACTED_AT + HOUR - 1)).toEqual([]);
  const [reminded, ...more] = wake(ACTED_AT + HOUR);
  expect([reminded?.change, more]).toEqual(['reactivated', []]);
  expect(latest(plant)).toMatchObject({
    eventAt: new Date(T0).toISOString(),
    recordedAt: new Date(ACTED_AT + HOUR).toISOString(),
    state: { active: true, acknowledged: false },
  });
  expect(wake(ACTED_AT + 2 * HOUR)).toEqual([]);
});

test('timers of the machine stand still while no rows come', () => {
  const plant = bandsPlant();
  plant.scan(0, { oil: 60 });
  act(plant, { action: 'resolve', message: 'done' }, 1);
  const outside = { ...plant.outside, now: () => wallInstant(ACTED_AT + 1_000 * HOUR) };
  expect(decideWallTime(plant.memory, plant.program, outside).changes).toEqual([]);
});

test('an action of a person long after the machine went silent is not late', () => {
  const plant = bandsPlant();
  plant.program = { ...plant.program, lateAfterMs: 1_000 };
  plant.binding = { ...plant.binding, program: plant.program };
  plant.scan(0, { oil: 60 });
  act(plant, { action: 'acknowledge' }, 0);
  const [raised, acknowledged] = plant.changes.map((change) => alertEventOf(change, ACTED_AT));
  expect([raised?.late, acknowledged?.late]).toEqual([true, undefined]);
});
