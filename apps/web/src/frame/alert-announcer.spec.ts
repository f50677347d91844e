import fc from 'fast-check';
import type { Alert, Severity } from '../api/index.js';
import { alertOf, NOW } from '../live/alert.fixture.js';
import { SEVERITIES } from '../live/index.js';
import {
  type Announcement,
  type AnnouncerState,
  nextAnnouncements,
  NOTHING_TOLD,
} from './alert-announcer.js';

const at = (ms: number) => new Date(NOW + ms).toISOString();
const just = (id: string, severity: Severity, ms = 0): Alert => alertOf({ id, severity, raisedAt: at(ms) });

/** Somebody who listens: what they hear at which second. */
class Listener {
  private state: AnnouncerState = NOTHING_TOLD;

  hear(alerts: readonly Alert[], second: number, isFlood = false): readonly Announcement[] {
    const next = nextAnnouncements(this.state, { alerts, isFlood, now: NOW + second * 1_000 });
    this.state = next.state;
    return next.said;
  }
}

function listening(standing: readonly Alert[] = []): Listener {
  const listener = new Listener();
  expect(listener.hear(standing, 0)).toEqual([]);
  return listener;
}

describe('a screen reader', () => {
  test('announces a new critical alert at once, and only once', () => {
    const listener = listening();
    const critical = just('a', 'critical');
    expect(listener.hear([critical], 1)).toEqual([{ kind: 'critical', alerts: [critical] }]);
    expect(listener.hear([critical], 9)).toEqual([]);
  });

  test('announces others together, 5 s after the first one', () => {
    const listener = listening();
    expect(listener.hear([just('a', 'high')], 1)).toEqual([]);
    expect(listener.hear([just('a', 'high'), just('b', 'medium')], 5)).toEqual([]);
    expect(listener.hear([just('a', 'high'), just('b', 'medium')], 6)).toEqual([
      { kind: 'summary', numbers: { critical: 0, high: 1, medium: 1, low: 0 }, isFlood: false },
    ]);
  });

  test('does not announce alerts that stood when the page was opened, nor acknowledged or held ones', () => {
    const listener = listening([just('a', 'critical')]);
    const acknowledged = alertOf({ ...just('b', 'critical'), state: { acknowledged: true } });
    const held = alertOf({ ...just('c', 'critical'), state: { suppressed: true } });
    expect(listener.hear([just('a', 'critical'), acknowledged, held], 9)).toEqual([]);
  });

  test('announces what came without a connection in a summary, not as new', () => {
    const listener = listening();
    const old = just('a', 'critical', -61_000);
    expect(listener.hear([old], 1)).toEqual([]);
    expect(listener.hear([old], 6)).toMatchObject([{ kind: 'summary', numbers: { critical: 1 } }]);
  });

  test('announces that an alert became critical, however old it is', () => {
    const old = just('a', 'high', -3_600_000);
    const listener = listening([old]);
    const worse = alertOf({ ...old, severity: 'critical' });
    expect(listener.hear([worse], 1)).toEqual([{ kind: 'critical', alerts: [worse] }]);
  });

  test('announces one summary a minute in a flood, with the critical alerts in it', () => {
    const listener = listening();
    const many = Array.from({ length: 12 }, (_, index) => just(`a${index}`, 'critical'));
    expect(listener.hear(many, 1, true)).toMatchObject([
      { kind: 'summary', isFlood: true, numbers: { critical: 12 } },
    ]);
    const more = [...many, just('b', 'low')];
    expect(listener.hear(more, 30, true)).toEqual([]);
    expect(listener.hear(more, 61, true)).toMatchObject([
      { kind: 'summary', numbers: { critical: 0, low: 1 } },
    ]);
  });

  test('announces each alert exactly once, in any order', () => {
    const news = fc.record({
      seconds: fc.nat(20),
      severity: fc.constantFrom(...SEVERITIES),
      count: fc.nat(3),
      isFlood: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(news, { maxLength: 20 }), (steps) => {
        const listener = listening();
        const alerts: Alert[] = [];
        const said: Announcement[] = [];
        let second = 0;
        for (const { seconds, severity, count, isFlood } of steps) {
          second += seconds;
          for (let each = 0; each < count; each += 1) {
            alerts.push(just(`alert-${alerts.length}`, severity, second * 1_000));
          }
          said.push(...listener.hear(alerts, second, isFlood));
        }
        // What is gathered is told at the latest after the flood has ended.
        said.push(...listener.hear(alerts, second + 60, false));
        const numbers = said.map((each) =>
          each.kind === 'critical'
            ? each.alerts.length
            : SEVERITIES.reduce((sum, one) => sum + each.numbers[one], 0),
        );
        expect(numbers.reduce((sum, each) => sum + each, 0)).toBe(alerts.length);
        expect(numbers.every((each) => each > 0)).toBe(true);
      }),
    );
  });
});
