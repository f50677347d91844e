import { alertOf, minutesAgo, NOW } from '../../live/alert.fixture.js';
import { marksOf } from './alert-marks.js';

const DAY_MINUTES = 24 * 60;

test('an alert is standing once it has held for longer than a day', () => {
  expect(marksOf(alertOf({ raisedAt: minutesAgo(DAY_MINUTES) }), NOW).standingMs).toBeNull();
  const held = alertOf({ raisedAt: minutesAgo(3 * DAY_MINUTES) });
  expect(marksOf(held, NOW).standingMs).toBe(3 * 86_400_000);
  expect(marksOf(alertOf({ ...held, state: { active: false } }), NOW).standingMs).toBeNull();
});

test('an alert that came back is counted, not repeated', () => {
  expect(marksOf(alertOf(), NOW).times).toBeNull();
  expect(marksOf(alertOf({ repeatCount: 13 }), NOW).times).toBe(14);
});
