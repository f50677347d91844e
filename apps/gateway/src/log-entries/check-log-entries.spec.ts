import assert from 'node:assert/strict';
import { assetSchema, feedSchema, organizationSettingsSchema } from '@eagle/contracts/domain';
import { newLogEntriesSchema } from '@eagle/contracts/rest';
import { checkLogEntries, notCounted } from './check-log-entries.js';

const NOW_MS = Date.UTC(2026, 0, 1, 12);
const feed = feedSchema.parse({
  ...{ kind: 'postgres', host: 'h', port: 1, database: 'd', user: 'u' },
  futureToleranceMs: 5_000,
});
const given = (...events: readonly (readonly [assetId: string, code: string, at: string])[]) =>
  newLogEntriesSchema.parse({
    kind: 'error',
    events: events.map(([assetId, code, at]) => ({ assetId, code, at })),
  });

describe('entries that are given', () => {
  test('get codes that can name a feature, instants to the millisecond, and each only once', () => {
    const { entries, mistakes } = checkLogEntries(
      given(
        ['pump-1', ' Motor: too hot! ', '2026-01-01T11:00:00.1239Z'],
        ['pump-1', 'Motor_too_hot_', '2026-01-01T11:00:00.123Z'],
        ['pump-2', 'Motor_too_hot_', '2026-01-01T11:00:00.123Z'],
      ),
      { feed },
      NOW_MS,
    );
    assert.deepEqual(mistakes, []);
    assert.deepEqual(
      entries.map(({ assetId, code, atMs }) => [assetId, code, new Date(atMs).toISOString()]),
      [
        ['pump-1', 'Motor_too_hot_', '2026-01-01T11:00:00.123Z'],
        ['pump-2', 'Motor_too_hot_', '2026-01-01T11:00:00.123Z'],
      ],
    );
  });

  test('are refused by their place where nothing is left of a code or the time is impossible', () => {
    const { mistakes } = checkLogEntries(
      given(
        ['pump-1', 'e1', '2026-01-01T12:00:05Z'],
        ['pump-1', '?!', '2026-01-01T11:00:00Z'],
        ['pump-1', 'e1', '2026-01-01T12:00:05.001Z'],
        ['pump-1', 'e1', '1969-12-31T23:59:59Z'],
      ),
      { feed },
      NOW_MS,
    );
    assert.deepEqual(
      mistakes.map(({ pointer }) => pointer),
      ['/events/1/code', '/events/2/at', '/events/3/at'],
    );
  });

  test('may lie ahead where the source is the clock, and a minute where there is no feed', () => {
    const ahead = (at: string, config: Parameters<typeof checkLogEntries>[1]) =>
      checkLogEntries(given(['pump-1', 'e1', at]), config, NOW_MS).mistakes.length;
    assert.equal(ahead('2030-01-01T00:00:00Z', { feed: { ...feed, clock: 'source' } }), 0);
    for (const config of [null, { feed: null }]) {
      assert.equal(ahead('2026-01-01T12:01:00Z', config), 0);
      assert.equal(ahead('2026-01-01T12:01:01Z', config), 1);
    }
  });

  test('are distinguished from entries that a feature counts', () => {
    const { entries } = checkLogEntries(
      given(['pump-1', 'e1', '2026-01-01T11:00:00Z'], ['pump-9', 'e2', '2026-01-01T11:00:00Z']),
      null,
      NOW_MS,
    );
    const settings = organizationSettingsSchema.parse({ features: { events: { codes: ['e1'] } } });
    const assets = [assetSchema.parse({ assetId: 'pump-1', name: 'Pump 1' })];
    assert.deepEqual(notCounted('error', entries, { assets, settings }), {
      assets: ['pump-9'],
      codes: ['e2'],
    });
    assert.deepEqual(notCounted('maintenance', entries, { assets, settings }).codes, ['e1', 'e2']);
    assert.deepEqual(notCounted('error', entries, null).assets, ['pump-1', 'pump-9']);
  });
});
