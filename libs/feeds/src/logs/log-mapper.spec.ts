import assert from 'node:assert/strict';
import { assetSchema, feedSchema, logMappingSchema, mappingSchema } from '@eagle/contracts/domain';
import { LogMapper } from './log-mapper.js';

const nowMs = Date.UTC(2025, 2, 1, 12);
const log = logMappingSchema.parse({
  kind: 'error',
  table: 'errors',
  timeColumn: 'at',
  assetColumn: 'machine',
  codeColumn: 'code',
});
const config = {
  assets: [assetSchema.parse({ assetId: 'p1', name: 'Pump 1' })],
  feed: feedSchema.parse({
    kind: 'postgres',
    host: 'h',
    port: 1,
    database: 'd',
    user: 'u',
  }),
  mapping: mappingSchema.parse({
    revision: 1,
    table: 't',
    keyColumn: null,
    timeColumn: 'x',
    timeZone: 'Asia/Kolkata',
    source: { layout: 'wide', asset: { assetId: 'p1' }, columns: [{ column: 'v', tag: 'v' }] },
    logs: [log],
  }),
};
/** Cells in the order time, asset, code, code. */
const row = (at: string | null, machine: string | null, code: string | null) => [at, machine, code, code];

test('a row becomes an entry in UTC, its asset found by name, its code made a code, however old it is', () => {
  const mapper = new LogMapper(config, log, null);
  const { entries, rejected } = mapper.map(
    [
      row('2025-03-01 17:00:00', 'pump 1', 'Motor: too hot!'),
      row('2019-01-01 00:00:00', 'P1', 'E-7'),
      row('2025-03-01 16:00:00', 'p1', 'E-7'),
    ],
    nowMs,
  );
  assert.deepEqual(rejected, []);
  assert.deepEqual(
    entries.map(({ assetId, code, atMs }) => [assetId, code, new Date(atMs).toISOString()]),
    [
      ['p1', 'Motor_too_hot_', '2025-03-01T11:30:00.000Z'],
      ['p1', 'E-7', '2018-12-31T18:30:00.000Z'],
      ['p1', 'E-7', '2025-03-01T10:30:00.000Z'],
    ],
  );
});

test('an unusable row is rejected with its reason, an unused code is only counted', () => {
  const mapper = new LogMapper(config, log, new Set(['E-7']));
  const { entries, rejected, counts } = mapper.map(
    [
      row('2025-03-01 17:00:00', 'p1', null),
      row('2025-03-01 17:00:00', 'p1', '?!'),
      row('2025-03-01 17:00:00', 'p1', 'E-8'),
      row('2025-03-01 17:00:00', 'p9', 'E-7'),
      row('2025-03-01 17:00:00', '', 'E-7'),
      row('soon', 'p1', 'E-7'),
      row(null, 'p1', 'E-7'),
      row('2025-03-01 19:00:00', 'p1', 'E-7'),
    ],
    nowMs,
  );
  assert.deepEqual(entries, []);
  assert.equal(rejected.length, 7);
  assert.deepEqual(counts, {
    'code-missing': 2,
    'code-unknown': 1,
    'asset-unknown': 1,
    'asset-missing': 1,
    'time-unreadable': 1,
    'time-missing': 1,
    'time-in-future': 1,
  });
});
