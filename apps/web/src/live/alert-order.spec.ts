import fc from 'fast-check';
import type { Alert } from '../api/index.js';
import { SEVERITIES } from './counts.js';
import { alertOf, anyAlerts, minutesAgo } from './alert.fixture.js';
import { ALERT_ORDERS, inOrder, newestFirst, urgentFirst } from './alert-order.js';

const ordered = (alerts: readonly Alert[]): string[] =>
  urgentFirst(alerts, (alert) => alert).map(({ id }) => id);

/** The obvious slow way: take the most urgent of what is left, again and again. */
function bySelection(alerts: readonly Alert[]): string[] {
  const left = [...alerts];
  const taken: string[] = [];
  while (left.length > 0) {
    const unacknowledged = left.filter(({ state }) => !state.acknowledged);
    const first = unacknowledged.length > 0 ? unacknowledged : left;
    const severity = SEVERITIES.find((each) => first.some((alert) => alert.severity === each));
    const worst = first.filter((alert) => alert.severity === severity);
    const newest = Math.max(...worst.map(({ raisedAt }) => Date.parse(raisedAt)));
    const [next] = worst
      .filter(({ raisedAt }) => Date.parse(raisedAt) === newest)
      .map(({ id }) => id)
      .sort();
    taken.push(next ?? '');
    left.splice(
      left.findIndex(({ id }) => id === next),
      1,
    );
  }
  return taken;
}

describe('urgent first', () => {
  test('is what picking the most urgent one by one gives, in whatever order alerts come', () => {
    fc.assert(
      fc.property(
        anyAlerts.chain((alerts) =>
          fc.tuple(fc.constant(alerts), fc.shuffledSubarray([...alerts], { minLength: alerts.length })),
        ),
        ([alerts, shuffled]) => {
          expect(ordered(shuffled)).toEqual(bySelection(alerts));
        },
      ),
    );
  });

  test('puts an unacknowledged low above an acknowledged critical', () => {
    const critical = alertOf({ id: 'c', severity: 'critical', state: { acknowledged: true } });
    expect(ordered([critical, alertOf({ id: 'l', severity: 'low' })])).toEqual(['l', 'c']);
  });
});

test('newest first looks at nothing but the time', () => {
  const alerts = [
    alertOf({ id: 'old', severity: 'critical', raisedAt: minutesAgo(9) }),
    alertOf({ id: 'new', severity: 'low', raisedAt: minutesAgo(1), state: { acknowledged: true } }),
  ];
  expect(newestFirst(alerts).map(({ id }) => id)).toEqual(['new', 'old']);
});

describe('an order that a person chose', () => {
  const idsIn = (order: (typeof ALERT_ORDERS)[number], alerts: readonly Alert[]): string[] =>
    inOrder(order, alerts, (alert) => alert).map(({ id }) => id);

  test('keeps every alert, and the unacknowledged above the others', () => {
    fc.assert(
      fc.property(fc.constantFrom(...ALERT_ORDERS), anyAlerts, (order, alerts) => {
        const shown = inOrder(order, alerts, (alert) => alert);
        expect(new Set(shown)).toEqual(new Set(alerts));
        const acknowledged = shown.map(({ state }) => state.acknowledged);
        expect(acknowledged).toEqual(acknowledged.toSorted((one, other) => Number(one) - Number(other)));
      }),
    );
  });

  test('goes by time, or by asset and then by urgency', () => {
    const alerts = [
      alertOf({
        id: 'old critical',
        severity: 'critical',
        raisedAt: minutesAgo(9),
        assetId: 'line-10',
        causes: [],
      }),
      alertOf({ id: 'new low', severity: 'low', raisedAt: minutesAgo(1), assetId: 'line-9', causes: [] }),
      alertOf({ id: 'high', severity: 'high', raisedAt: minutesAgo(5), assetId: 'line-9', causes: [] }),
    ];
    expect(idsIn('newest', alerts)).toEqual(['new low', 'high', 'old critical']);
    expect(idsIn('asset', alerts)).toEqual(['high', 'new low', 'old critical']);
  });
});
