import { manyAlerts } from '../live/alert.fixture.js';
import { wallRowsOf } from './wall-rows.js';

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
