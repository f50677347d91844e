import fc from 'fast-check';
import type { Alert } from '../../api/index.js';
import { alertOf } from '../../live/alert.fixture.js';
import { assetOf, predictionOf, rowOf } from './fleet.fixture.js';
import { findAssets, type FleetFacts, fleetOf, groupsOf, NEEDS, shapeOf } from './fleet.js';

const NOW = Date.parse('2026-11-30T12:00:00.000Z');
const byId = (alerts: readonly Alert[]): ReadonlyMap<string, Alert> =>
  new Map(alerts.map((alert) => [alert.id, alert]));

const facts = (more: Partial<FleetFacts>): FleetFacts => ({
  assets: [],
  latest: [],
  predictions: [],
  alerts: new Map(),
  isFresh: (timeMs) => NOW - timeMs <= 30_000,
  ...more,
});

describe('the fleet', () => {
  test('an asset that is likely to fail comes before one with alerts, without data, and quiet ones', () => {
    const fleet = fleetOf(
      facts({
        assets: ['quiet', 'silent', 'alarmed', 'failing'].map((id) => assetOf(id)),
        latest: ['quiet', 'alarmed', 'failing'].map((id) => rowOf(id, NOW)),
        alerts: byId([
          alertOf({ id: '1', assetId: 'alarmed', severity: 'critical' }),
          alertOf({ id: '2', assetId: 'failing', origin: 'predictive', severity: 'low' }),
        ]),
      }),
    );
    expect(fleet.map(({ asset, need }) => [asset.assetId, need])).toEqual([
      ['failing', 'predicted'],
      ['alarmed', 'alerts'],
      ['silent', 'no-data'],
      ['quiet', 'quiet'],
    ]);
  });

  test('a prediction is withdrawn when no rows come, and when it is old itself', () => {
    const fleet = fleetOf(
      facts({
        assets: [assetOf('a'), assetOf('b'), assetOf('c')],
        latest: [rowOf('a', NOW), rowOf('b', NOW - 60_000), rowOf('c', NOW)],
        predictions: [predictionOf('a', NOW), predictionOf('b', NOW), predictionOf('c', NOW - 60_000)],
      }),
    );
    const predicted = fleet.filter(({ prediction }) => prediction !== null);
    expect(predicted.map(({ asset }) => asset.assetId)).toEqual(['a']);
  });

  test('alerts that are held back or over do not make an asset need somebody', () => {
    const state = alertOf({ id: 'x', assetId: 'a' }).state;
    const [known] = fleetOf(
      facts({
        assets: [assetOf('a')],
        latest: [rowOf('a', NOW)],
        alerts: byId([
          alertOf({ id: '1', assetId: 'a', state: { ...state, shelved: true } }),
          alertOf({ id: '2', assetId: 'a', state: { ...state, active: false } }),
        ]),
      }),
    );
    expect(known?.need).toBe('quiet');
  });

  test('an unacknowledged alert stands before a worse one that somebody has', () => {
    const { state } = alertOf({ id: 'x', assetId: 'a' });
    const [known] = fleetOf(
      facts({
        assets: [assetOf('a')],
        alerts: byId([
          alertOf({
            id: 'taken',
            assetId: 'a',
            severity: 'critical',
            state: { ...state, acknowledged: true },
          }),
          alertOf({ id: 'new', assetId: 'a', severity: 'low' }),
        ]),
      }),
    );
    expect(known?.alerts.map(({ id }) => id)).toEqual(['new', 'taken']);
  });

  test('every asset is in exactly one group, whatever the order in which they are configured', () => {
    const alerts = byId([
      alertOf({ id: '1', assetId: '3', origin: 'both' }),
      alertOf({ id: '2', assetId: '5' }),
    ]);
    const latest = [rowOf('1', NOW), rowOf('3', NOW)];
    const ids = ['1', '2', '3', '4', '5'];
    fc.assert(
      fc.property(fc.shuffledSubarray(ids, { minLength: ids.length }), (shuffled) => {
        const fleet = fleetOf(facts({ assets: shuffled.map((id) => assetOf(id)), alerts, latest }));
        const groups = groupsOf(fleet, 'need');
        expect(groups.map(({ name }) => name)).toEqual(NEEDS);
        expect(groups.flatMap(({ assets }) => assets.map(({ asset }) => asset.assetId))).toEqual([
          '3',
          '5',
          '2',
          '4',
          '1',
        ]);
      }),
    );
  });

  test('up to 24 assets are cards, up to 200 rows, more are cells', () => {
    expect([24, 25, 200, 201].map(shapeOf)).toEqual(['cards', 'rows', 'rows', 'cells']);
  });

  test('an asset is found by parts of its name, its id and its kind', () => {
    const fleet = fleetOf(facts({ assets: [assetOf('17', { name: 'Emergency booster' }), assetOf('18')] }));
    const found = (words: string): string[] => findAssets(fleet, words).map(({ asset }) => asset.assetId);
    expect(found('BOOST 17')).toEqual(['17']);
    expect(found('pump')).toEqual(['17', '18']);
    expect(found('')).toEqual(['17', '18']);
  });
});
