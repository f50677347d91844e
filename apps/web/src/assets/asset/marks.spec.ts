import fc from 'fast-check';
import { alertOf } from '../../live/alert.fixture.js';
import { joinAlerts, marksOf, spanOfAlert } from './marks.js';

const NOW = Date.parse('2026-11-30T12:00:00.000Z');
const at = (minutes: number): string => new Date(NOW + minutes * 60_000).toISOString();
const over = { active: false, acknowledged: true, shelved: false, suppressed: false, outOfService: false };

describe('alerts on the time axis', () => {
  test('one that stands holds until now, one that cleared until then', () => {
    const standing = alertOf({ id: '1', assetId: 'a', raisedAt: at(-10) });
    const cleared = alertOf({ id: '2', assetId: 'a', raisedAt: at(-10), clearedAt: at(-4), state: over });
    expect(spanOfAlert(standing, NOW).toMs).toBe(NOW);
    expect(spanOfAlert(cleared, NOW).toMs).toBe(NOW - 4 * 60_000);
  });

  test('the newest revision counts, from whichever side it comes', () => {
    const [older, newer] = [
      alertOf({ id: '1', assetId: 'a', revision: 1 }),
      alertOf({ id: '1', assetId: 'a', revision: 2 }),
    ];
    expect(joinAlerts([older], [newer])).toEqual([newer]);
    expect(joinAlerts([newer], [older])).toEqual([newer]);
  });

  test('no two marks of a line overlap, and none is lost without being counted', () => {
    const spans = fc.array(fc.tuple(fc.integer({ min: -200, max: -1 }), fc.nat(60)), { maxLength: 20 });
    fc.assert(
      fc.property(spans, (given) => {
        const alerts = given.map(([from, length], id) =>
          alertOf({
            id: String(id),
            assetId: 'a',
            raisedAt: at(from),
            clearedAt: at(from + length),
            state: over,
          }),
        );
        const range = { fromMs: NOW - 200 * 60_000, toMs: NOW };
        const { marks, more } = marksOf(alerts, range, NOW);
        expect(marks.length + more).toBe(alerts.length);
        for (const [index, mark] of marks.entries()) {
          for (const other of marks.slice(index + 1)) {
            if (mark.line !== other.line) continue;
            expect(mark.toMs < other.fromMs || other.toMs < mark.fromMs).toBe(true);
          }
        }
      }),
    );
  });
});
