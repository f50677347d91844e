import fc from 'fast-check';
import { alertOf } from '../../live/alert.fixture.js';
import { limitRule, tagOf } from '../configuration.fixture.js';
import { gaugeOf } from './gauge.js';
import { drivesOf, stationNow, stationsOf } from './stations.js';

const TAGS = [
  tagOf('hz1pv', { zone: 'hz1', setValueTag: 'hz1sv' }),
  tagOf('hz1sv', { role: 'set-value', zone: 'hz1' }),
  tagOf('hz1fan', { type: 'boolean', role: 'flag', zone: 'hz1', component: 'fan-1' }),
  tagOf('oil'),
  tagOf('drive', { role: 'other' }),
];

describe('the process strip', () => {
  test('has a place for each measured value, with what belongs to it', () => {
    const stations = stationsOf(TAGS, [limitRule]);
    expect(stations.map(({ tag }) => tag.tag)).toEqual(['hz1pv', 'oil']);
    expect(stations.map(({ name }) => name)).toEqual(['hz1pv', 'oil']);
    expect(stations.map(({ flags }) => flags.map(({ tag }) => tag))).toEqual([['hz1fan'], []]);
    expect(stations.map(({ components }) => [...components])).toEqual([['fan-1'], ['heater']]);
    expect(drivesOf(TAGS).map(({ tag }) => tag)).toEqual(['drive']);
  });

  test('says what a place does now, and which alert is most urgent there', () => {
    const [zone] = stationsOf(TAGS, [limitRule]);
    if (zone === undefined) throw new Error('There is a zone.');
    const alerts = [
      alertOf({ id: 'low', component: 'fan-1', severity: 'low' }),
      alertOf({ id: 'high', component: 'fan-1', severity: 'high' }),
      alertOf({ id: 'other', component: 'heater', severity: 'critical' }),
    ];
    const good = (value: number) => ({ value, quality: 'good' as const });
    const now = stationNow(zone, { hz1pv: good(879), hz1sv: good(880), hz1fan: good(1) }, alerts);
    expect([now.value, now.setValue, now.quality]).toEqual([879, 880, 'good']);
    expect(now.flagsOn.map(({ tag }) => tag)).toEqual(['hz1fan']);
    expect(now.alerts.map(({ id }) => id)).toEqual(['high', 'low']);
    expect(stationNow(zone, {}, []).quality).toBe('missing');
  });
});

describe('a gauge', () => {
  const limit = (side: 'high' | 'low', at: number) => ({
    ...{ severity: 'high' as const, side, at, isFromSetValue: true },
  });

  test('has its set value in the middle, and its limits where they are', () => {
    const limits = [limit('high', 20), limit('high', 40), limit('low', -20)];
    const gauge = gaugeOf({ value: 880, setValue: 880, limits, range: null });
    expect(gauge).toEqual({
      value: 0.5,
      setValue: 0.5,
      beyond: [
        { from: 0, to: 0.3 },
        { from: 0.7, to: 1 },
      ],
    });
  });

  test('is not made up: without limits and range there is none', () => {
    expect(gaugeOf({ value: 5, setValue: null, limits: [], range: null })).toBeNull();
    expect(gaugeOf({ value: 5, setValue: null, limits: [], range: { low: 0, high: 10 } })?.value).toBe(0.5);
    // A limit from a set value that is not there is none.
    expect(gaugeOf({ value: 5, setValue: null, limits: [limit('high', 2)], range: null })).toBeNull();
  });

  test('shows a value as beyond a limit exactly when it is', () => {
    const number = fc.integer({ min: -1_000, max: 1_000 });
    fc.assert(
      fc.property(number, number, fc.integer({ min: 1, max: 500 }), (value, setValue, distance) => {
        const gauge = gaugeOf({ value, setValue, limits: [limit('high', distance)], range: null });
        const from = gauge?.beyond[0]?.from ?? Number.NaN;
        const isBeyond = value - setValue >= distance;
        expect((gauge?.value ?? Number.NaN) >= from - 1e-9).toBe(
          isBeyond || Math.abs(value - setValue - distance) < 1e-9,
        );
      }),
    );
  });
});
