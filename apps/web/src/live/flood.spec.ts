import fc from 'fast-check';
import type { Alert } from '../api/index.js';
import { alertOf, NOW } from './alert.fixture.js';
import { FLOOD_WINDOW_MS, floodFigures, type FloodState, nextFlood, NO_FLOOD } from './flood.js';

const MINUTE_MS = 60_000;
const raised = (index: number, atMs: number, assetId = `line-${index % 3}`): Alert =>
  alertOf({ id: `alert-${index}`, assetId, title: `Alert ${index}`, raisedAt: new Date(atMs).toISOString() });
/** So many alerts, one each second up to now. */
const burst = (count: number): Alert[] =>
  Array.from({ length: count }, (_, index) => raised(index, NOW - (count - 1 - index) * 1_000));

describe('a flood', () => {
  test('begins with the eleventh alert in ten minutes, and names the first out', () => {
    expect(nextFlood(NO_FLOOD, burst(10), NOW).flood).toBeNull();
    const { flood } = nextFlood(NO_FLOOD, burst(11), NOW);
    expect(flood).toMatchObject({ sinceMs: NOW - 10_000, aheadMs: 1_000, firstOut: { title: 'Alert 0' } });
  });

  test('counts alerts that are over meanwhile, and none that is held back', () => {
    const half = nextFlood(NO_FLOOD, burst(6), NOW);
    const others = burst(11).slice(6);
    expect(nextFlood(half, others, NOW).flood).not.toBeNull();
    const held = burst(11).map((alert) => alertOf({ ...alert, state: { suppressed: true } }));
    expect(nextFlood(NO_FLOOD, held, NOW).flood).toBeNull();
  });

  test('ends below five in ten minutes, not before', () => {
    let state = nextFlood(NO_FLOOD, burst(11), NOW);
    // The fifth newest was raised four seconds ago.
    state = nextFlood(state, [], NOW - 4_000 + FLOOD_WINDOW_MS - 1);
    expect(state.flood?.sinceMs).toBe(NOW - 10_000);
    state = nextFlood(state, [], NOW - 4_000 + FLOOD_WINDOW_MS);
    expect(state.flood).toBeNull();
  });

  test('says how many alerts there were, where, and in which minute most', () => {
    const alerts = [...burst(11), raised(90, NOW - 12 * MINUTE_MS, 'line-9')];
    const { flood } = nextFlood(NO_FLOOD, alerts, NOW);
    if (flood === null) throw new Error('There is a flood.');
    const { alerts: count, assets, byMinute, peak } = floodFigures(flood, NOW);
    expect([count, assets, byMinute.length]).toEqual([11, 3, 20]);
    expect(byMinute.reduce((sum, each) => sum + each, 0)).toBe(12);
    // 14:32:08: nine seconds of the burst are of this minute.
    expect(peak).toEqual({ alerts: 9, atMs: Date.parse('2026-11-28T14:32:00.000Z') });
  });

  test('is decided as the slow way decides, which counts all that ever came', () => {
    const steps = fc.array(fc.record({ afterMs: fc.nat(4 * MINUTE_MS), alerts: fc.nat(6) }), {
      maxLength: 30,
    });
    fc.assert(
      fc.property(steps, (sequence) => {
        let state: FloodState = NO_FLOOD;
        let [now, isFlood] = [NOW, false];
        const all: number[] = [];
        for (const { afterMs, alerts } of sequence) {
          now += afterMs;
          const fresh = Array.from({ length: alerts }, (_, at) => raised(all.length + at, now));
          all.push(...fresh.map(() => now));
          state = nextFlood(state, fresh, now);
          const inWindow = all.filter((at) => at > now - FLOOD_WINDOW_MS).length;
          isFlood = isFlood ? inWindow >= 5 : inWindow > 10;
          expect(state.flood !== null).toBe(isFlood);
        }
      }),
    );
  });
});
