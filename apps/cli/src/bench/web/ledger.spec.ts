import fc from 'fast-check';
import { assetIdSchema, organizationIdSchema } from '@eagle/contracts/domain';
import { AlertChanges, standingAlerts } from './alert-changes.js';
import { type Held, ledgerOf, lostIn } from './ledger.js';

const PLANT = {
  organizationId: organizationIdSchema.parse('3f0c9a52-4a1e-4b7e-9a55-0d9d6a1f2b01'),
  assets: [{ assetId: assetIdSchema.parse('line-1'), name: 'Line 1' }],
};
const NOW_MS = Date.UTC(2026, 0, 5);
const UNACKNOWLEDGED = 'Critical, unacknowledged';

/** Four alerts, one of each priority; the third is acknowledged. */
const standing = standingAlerts(PLANT, 4, NOW_MS);
const versions = standing.map(({ id, revision }) => ({ alertId: id, revision }));
const [first, second] = standing;
const whole: Held = {
  published: versions,
  pushed: versions,
  standing,
  list: new Map(
    standing.map(({ id }, index) => [
      id,
      [UNACKNOWLEDGED, 'High, unacknowledged', 'Medium, acknowledged', 'Low, unacknowledged'][index] ?? '',
    ]),
  ),
  counts: [
    'Critical: 1 unacknowledged of 1 active',
    'High: 1 unacknowledged of 1 active',
    'Medium: 0 unacknowledged of 1 active',
    'Low: 1 unacknowledged of 1 active',
  ],
};
const without = <Key, Value>(map: ReadonlyMap<Key, Value>, key: Key | undefined): Map<Key, Value> =>
  new Map([...map].filter(([each]) => each !== key));

describe('the ledger of alerts', () => {
  test('finds nothing where everything came, counts, and is shown', () => {
    expect(lostIn(ledgerOf(whole))).toBe(0);
  });

  test('finds a change that the gateway did not send', () => {
    const ledger = ledgerOf({ ...whole, pushed: versions.slice(1) });
    expect(ledger).toMatchObject({ published: 4, notPushed: 1 });
    expect(lostIn(ledger)).toBe(1);
  });

  test('finds an alert that no row shows, and one that a row shows as it was', () => {
    const list = without(whole.list, first?.id).set(second?.id ?? '', 'High, acknowledged');
    const ledger = ledgerOf({ ...whole, list });
    expect(ledger).toMatchObject({ notInList: 1, outdatedInList: 1, tooManyInList: 0 });
  });

  test('finds a row of an alert that is over, and counts that are not those of the alerts', () => {
    const ledger = ledgerOf({ ...whole, standing: standing.slice(1) });
    expect(ledger).toMatchObject({ tooManyInList: 1, countsWrong: 1, notInList: 0 });
  });
});

describe('changes of a busy plant', () => {
  test('give each alert revisions without gaps, and end as many as they raise', () => {
    fc.assert(
      fc.property(fc.integer({ min: 10, max: 60 }), fc.integer({ min: 1, max: 400 }), (alerts, count) => {
        const before = standingAlerts(PLANT, alerts, NOW_MS);
        const changes = new AlertChanges(PLANT, before);
        const newest = new Map(before.map(({ id, revision }) => [id, revision]));
        let [raised, over] = [0, 0];
        for (let at = 0; at < count; at += 1) {
          const { change, alert } = changes.next(NOW_MS + at);
          expect(alert.revision).toBe((newest.get(alert.id) ?? 0) + 1);
          newest.set(alert.id, alert.revision);
          if (change === 'raised') raised += 1;
          if (change === 'cleared') over += 1;
        }
        expect(changes.standing).toHaveLength(alerts + raised - over);
        expect(raised - over).toBeLessThanOrEqual(1);
        for (const { id, revision } of changes.standing) expect(newest.get(id)).toBe(revision);
      }),
    );
  });
});
