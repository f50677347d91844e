import fc from 'fast-check';
import { manyAlerts } from '../live/alert.fixture.js';
import { notLiveSince, shiftAt, wallRowsOf } from './wall-rows.js';

test('a wall shows the twelve most urgent, and counts the others', () => {
  const alerts = new Map(manyAlerts(35).map((alert) => [alert.id, alert]));
  const { rows, more, unacknowledged, active } = wallRowsOf(alerts);
  expect([rows.length, more, active]).toEqual([12, 23, 35]);
  expect(unacknowledged).toBe([...alerts.values()].filter(({ state }) => !state.acknowledged).length);
  expect(rows.every(({ state }) => !state.acknowledged)).toBe(true);
  expect(rows[0]?.severity).toBe('critical');
});

test('a wall without alerts has no rows and nothing more', () => {
  expect(wallRowsOf(new Map())).toEqual({ rows: [], more: 0, unacknowledged: 0, active: 0 });
});

test('a wall moves by one pixel every ten minutes, and stays within one pixel', () => {
  const minutes = 60_000;
  expect([0, 9, 10, 20, 30, 40].map((minute) => shiftAt(minute * minutes))).toEqual([
    ...[
      [0, 0],
      [0, 0],
      [1, 0],
      [1, 1],
      [0, 1],
      [0, 0],
    ],
  ]);
  fc.assert(
    fc.property(fc.nat(), (now) => {
      const [before, after] = [shiftAt(now), shiftAt(now + 10 * minutes)];
      expect(Math.abs(before[0] - after[0]) + Math.abs(before[1] - after[1])).toBe(1);
    }),
  );
});

test('a wall is not live once its newest row is older than 10 s, or than three slow scans', () => {
  const at = '2026-11-28T14:00:00.000Z';
  const after = (seconds: number): number => Date.parse(at) + seconds * 1_000;
  expect(notLiveSince(at, 1_000, after(10))).toBeNull();
  expect(notLiveSince(at, 1_000, after(11))).toBe(Date.parse(at));
  expect(notLiveSince(at, 60_000, after(170))).toBeNull();
  expect(notLiveSince(null, 1_000, after(0))).toBeNull();
});
