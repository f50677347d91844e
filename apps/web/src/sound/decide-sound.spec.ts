import fc from 'fast-check';
import { alertOf, anyAlerts, NOW } from '../live/alert.fixture.js';
import { decideSound, NOTHING_HEARD, SILENCE_MS, silenced, type SoundState } from './decide-sound.js';
import { toneOf } from './tones.js';

const just = { raisedAt: new Date(NOW).toISOString() };
const critical = alertOf({ id: 'critical', severity: 'critical', ...just });
const high = alertOf({ id: 'high', severity: 'high', ...just });
const medium = alertOf({ id: 'medium', severity: 'medium', ...just });
const low = alertOf({ id: 'low', severity: 'low', ...just });

/** @returns which alert sounds at each second. */
function listen(
  alerts: Parameters<typeof decideSound>[1],
  seconds: number,
  from: SoundState = NOTHING_HEARD,
) {
  let state = from;
  const heard: [number, string][] = [];
  for (let second = 0; second <= seconds; second += 1) {
    const decided = decideSound(state, alerts, NOW + second * 1_000);
    state = decided.state;
    if (decided.sounding !== null) heard.push([second, decided.sounding.id]);
  }
  return { heard, state };
}

describe('the sound', () => {
  test('of a critical alert comes every 5 s, of a high one every 15 s, of a medium one once', () => {
    expect(listen([critical], 11).heard).toEqual([
      [0, 'critical'],
      [5, 'critical'],
      [10, 'critical'],
    ]);
    expect(listen([high], 31).heard).toEqual([
      [0, 'high'],
      [15, 'high'],
      [30, 'high'],
    ]);
    expect(listen([medium], 60).heard).toEqual([[0, 'medium']]);
    expect(listen([low], 60).heard).toEqual([]);
  });

  test('ends when somebody acknowledges', () => {
    const { state } = listen([critical], 4);
    expect(
      decideSound(state, [alertOf({ ...critical, state: { acknowledged: true } })], NOW + 60_000).sounding,
    ).toBeNull();
  });

  test('is that of the worst, and in a burst it is one', () => {
    expect(listen([medium, high, critical], 4).heard).toEqual([[0, 'critical']]);
  });

  test('does not greet with a medium one that is older than a minute', () => {
    const old = alertOf({ id: 'old', severity: 'medium', raisedAt: new Date(NOW - 61_000).toISOString() });
    expect(listen([old], 10).heard).toEqual([]);
  });

  test('is silent for 60 s, also for another of the same priority; a higher one breaks it', () => {
    const state = silenced(listen([high], 0).state, [high], NOW);
    const other = alertOf({ ...high, id: 'other' });
    expect(decideSound(state, [high, other], NOW + 30_000).sounding).toBeNull();
    expect(decideSound(state, [high, critical], NOW + 30_000).sounding?.id).toBe('critical');
    expect(decideSound(state, [high], NOW + SILENCE_MS).sounding?.id).toBe('high');
  });

  test('is one for a group in a flood, until the group becomes worse', () => {
    const heard = (alerts: Parameters<typeof decideSound>[1], from: SoundState) =>
      decideSound(from, alerts, NOW + 1_000, true);
    const first = heard([medium], NOTHING_HEARD);
    expect(first.sounding?.id).toBe('medium');
    const other = alertOf({ ...medium, id: 'other' });
    const second = heard([medium, other], first.state);
    expect(second.sounding).toBeNull();
    // Elsewhere it is another group, and has a tone of its own.
    const elsewhere = alertOf({ ...medium, id: 'elsewhere', assetId: 'line-2' });
    expect(heard([medium, other, elsewhere], second.state).sounding?.id).toBe('elsewhere');
    expect(heard([medium, other, critical], second.state).sounding?.id).toBe('critical');
    expect(decideSound(first.state, [medium, other], NOW + 1_000).sounding?.id).toBe('other');
  });

  test('is never that of an alert that is acknowledged, held back or low', () => {
    fc.assert(
      fc.property(anyAlerts, fc.nat(100), (alerts, seconds) => {
        const { sounding } = decideSound(NOTHING_HEARD, alerts, NOW + seconds * 1_000);
        const alert = alerts.find(({ id }) => id === sounding?.id);
        if (alert === undefined) return;
        expect([alert.state.active, alert.state.acknowledged, alert.state.shelved]).toEqual([
          true,
          false,
          false,
        ]);
        expect(alert.severity).not.toBe('low');
      }),
    );
  });
});

test('a prediction begins with a rising step', () => {
  const [first, second] = toneOf('medium', true)?.beats ?? [];
  expect((second?.hz ?? 0) > (first?.hz ?? 0)).toBe(true);
  expect(toneOf('medium', true)?.beats.length).toBe(3);
});
