import { streamIncarnationSchema } from '@eagle/contracts/domain';
import fc from 'fast-check';
import type { Alert } from '../api/index.js';
import { countAlerts, latestUnacknowledged } from './counts.js';
import { alertOf } from './alert.fixture.js';
import {
  EMPTY_LIVE_STATE,
  isOver,
  type LiveState,
  mergeAlerts,
  takeChanges,
  takePosition,
  takeResumed,
  takeWholeList,
} from './live-state.js';

const first = streamIncarnationSchema.parse('2026-01-01T00:00:00Z');
const second = streamIncarnationSchema.parse('2026-02-01T00:00:00Z');

const change: fc.Arbitrary<Alert> = fc
  .record({
    id: fc.constantFrom('a', 'b', 'c'),
    revision: fc.integer({ min: 1, max: 6 }),
    active: fc.boolean(),
    acknowledged: fc.boolean(),
  })
  .map(({ id, revision, active, acknowledged }) =>
    // One revision of an alert is always the same.
    alertOf({
      id,
      revision,
      state: { active: (revision + id.charCodeAt(0)) % 2 === 0 ? active : true, acknowledged },
    }),
  );
/** As the platform sends them: each revision of an alert has one content. */
const changes = fc.array(change, { maxLength: 20 }).map((list) => {
  const known = new Map<string, Alert>();
  return list.map((alert) => {
    const key = `${alert.id} ${alert.revision}`;
    const same = known.get(key) ?? alert;
    known.set(key, same);
    return same;
  });
});

/** The slow, obvious answer: the last revision of each alert, without those that are over. */
function expected(list: readonly Alert[]): Record<string, number> {
  const newest = new Map<string, Alert>();
  for (const alert of list) {
    if ((newest.get(alert.id)?.revision ?? 0) < alert.revision) newest.set(alert.id, alert);
  }
  const standing = [...newest.values()].filter((alert) => !isOver(alert));
  return Object.fromEntries(standing.map(({ id, revision }) => [id, revision]));
}

const shown = ({ alerts }: LiveState): Record<string, number> =>
  Object.fromEntries([...alerts].map(([id, { revision }]) => [id, revision]));

describe('the live state', () => {
  test('holds the highest revision of each alert, in whatever order, pages and repeats they come', () => {
    fc.assert(
      fc.property(changes, fc.integer({ min: 1, max: 5 }), (list, size) => {
        let state = EMPTY_LIVE_STATE;
        for (let at = 0; at < list.length; at += size) state = mergeAlerts(state, list.slice(at, at + size));
        expect(shown(state)).toEqual(expected(list));
        expect(shown(mergeAlerts(state, list))).toEqual(expected(list));
      }),
    );
  });

  test('moves its alerts and its place in one step, and takes each change once', () => {
    const start = takePosition(EMPTY_LIVE_STATE, { cursor: 5, stream: first });
    const state = takeChanges(start, [{ cursor: 6, alert: alertOf({ id: 'a', revision: 2 }) }]);
    expect([state.place, shown(state)]).toEqual([{ cursor: 6, stream: first }, { a: 2 }]);
    expect(takeChanges(state, [{ cursor: 6, alert: alertOf({ id: 'a', revision: 3 }) }])).toBe(state);
    expect(takePosition(state, { cursor: 900, stream: first })).toBe(state);
  });

  test('reads the list anew where changes are gone, and goes on from the server’s place', () => {
    const state = takePosition(EMPTY_LIVE_STATE, { cursor: 50, stream: first });
    const gone = takeResumed(state, { cursor: 3, stream: second, complete: false });
    expect([gone.state.place, gone.isToReadAnew]).toEqual([{ cursor: 3, stream: second }, true]);
    const whole = takeResumed(state, { cursor: 40, stream: first, complete: true });
    expect([whole.state.place, whole.isToReadAnew]).toEqual([{ cursor: 50, stream: first }, false]);
  });

  test('drops what a whole list does not hold, but not what came while it was read', () => {
    const before = mergeAlerts(
      EMPTY_LIVE_STATE,
      ['a', 'b', 'c'].map((id) => alertOf({ id, revision: 1 })),
    );
    const meanwhile = mergeAlerts(before, [
      alertOf({ id: 'b', revision: 2 }),
      alertOf({ id: 'd', revision: 1 }),
    ]);
    const state = takeWholeList(meanwhile, before, [alertOf({ id: 'c', revision: 1 })]);
    expect(shown(state)).toEqual({ b: 2, c: 1, d: 1 });
    expect(shown(mergeAlerts(state, [alertOf({ id: 'a', revision: 1 })]))).toEqual({ b: 2, c: 1, d: 1 });
  });
});

describe('the annunciator', () => {
  test('counts what is active and not held back, and names the newest of the highest priority', () => {
    const list = [
      alertOf({ id: 'a', severity: 'high', raisedAt: '2026-01-01T10:00:00Z' }),
      alertOf({ id: 'b', severity: 'high', raisedAt: '2026-01-01T11:00:00Z' }),
      alertOf({ id: 'c', severity: 'critical', state: { acknowledged: true } }),
      alertOf({ id: 'd', severity: 'critical', state: { shelved: true } }),
      alertOf({ id: 'e', severity: 'low', state: { active: false } }),
    ];
    const alerts = mergeAlerts(EMPTY_LIVE_STATE, list).alerts;
    expect(countAlerts(alerts)).toEqual({
      critical: { active: 1, unacknowledged: 0 },
      high: { active: 2, unacknowledged: 2 },
      medium: { active: 0, unacknowledged: 0 },
      low: { active: 0, unacknowledged: 0 },
    });
    expect(latestUnacknowledged(alerts)?.id).toBe('b');
  });
});
