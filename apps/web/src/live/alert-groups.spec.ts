import fc from 'fast-check';
import type { Alert } from '../api/index.js';
import { GROUP_GAP_MS, groupRows } from './alert-groups.js';
import { alertOf, NOW } from './alert.fixture.js';

const raised = (id: string, seconds: number, assetId = 'line-1'): Alert =>
  alertOf({ id, assetId, raisedAt: new Date(NOW + seconds * 1_000).toISOString() });
const idsOf = (alerts: readonly Alert[]): string[][] =>
  groupRows(alerts, (alert) => alert).map((group) => group.map(({ id }) => id));

const belongTogether = (one: Alert, other: Alert): boolean =>
  one.assetId === other.assetId &&
  Math.abs(Date.parse(one.raisedAt) - Date.parse(other.raisedAt)) <= GROUP_GAP_MS;

/** The slow, obvious way: whoever belongs to one of a group belongs to the group. */
function groupsByClosure(alerts: readonly Alert[]): string[][] {
  const left = new Set(alerts);
  const groups: string[][] = [];
  for (const alert of alerts) {
    if (!left.delete(alert)) continue;
    const group = [alert];
    for (const member of group) {
      for (const other of [...left].filter((each) => belongTogether(member, each))) {
        left.delete(other);
        group.push(other);
      }
    }
    groups.push(group.map(({ id }) => id).sort());
  }
  return groups;
}

const someAlerts = fc.uniqueArray(
  fc
    .record({
      id: fc.stringMatching(/^[a-z]{3}$/),
      seconds: fc.nat(900),
      assetId: fc.constantFrom('line-1', 'line-2', 'line-3'),
    })
    .map(({ id, seconds, assetId }) => raised(id, seconds, assetId)),
  { selector: ({ id }) => id, maxLength: 40 },
);

describe('alerts of one cause', () => {
  test('are those of one asset that follow each other within a minute, first out on top', () => {
    const alerts = [raised('b', 60), raised('other', 30, 'line-2'), raised('a', 0), raised('c', 120)];
    expect(idsOf(alerts)).toEqual([['a', 'b', 'c'], ['other']]);
    expect(idsOf([raised('a', 0), raised('b', 61)])).toEqual([['a'], ['b']]);
  });

  test('are found as the slow way finds them, in the order of the list', () => {
    fc.assert(
      fc.property(someAlerts, (alerts) => {
        expect(idsOf(alerts).map((group) => group.toSorted())).toEqual(groupsByClosure(alerts));
      }),
    );
  });

  test('stand oldest first, each once', () => {
    fc.assert(
      fc.property(someAlerts, (alerts) => {
        const groups = groupRows(alerts, (alert) => alert);
        expect(groups.flat().length).toBe(alerts.length);
        for (const group of groups) {
          const times = group.map(({ raisedAt }) => Date.parse(raisedAt));
          expect(times).toEqual(times.toSorted((one, other) => one - other));
        }
      }),
    );
  });
});
