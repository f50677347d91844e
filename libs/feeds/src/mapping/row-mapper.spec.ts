import assert from 'node:assert/strict';
import {
  assetSchema,
  feedSchema,
  mappingSchema,
  tagSchema,
  type OrganizationConfig,
  type RejectionReason,
} from '@eagle/contracts/domain';
import { QUALITY } from '@eagle/contracts/frames';
import type { RawRow } from '../feed-connection.js';
import { RowMapper } from './row-mapper.js';

const nowMs = Date.UTC(2025, 2, 1, 12);
const asset = (id: string) => assetSchema.parse({ assetId: id, name: `Pump ${id}` });
const tags = [
  tagSchema.parse({ tag: 'temperature', type: 'number', role: 'present-value' }),
  tagSchema.parse({ tag: 'failed', type: 'boolean', role: 'flag' }),
];
const feed = feedSchema.parse({
  kind: 'postgres',
  host: 'h',
  port: 1,
  database: 'd',
  user: 'u',
});
type Config = Pick<OrganizationConfig, 'assets' | 'tags' | 'feed' | 'mapping'>;
const wide: Config = {
  assets: [asset('p1'), asset('p2')],
  tags,
  feed,
  mapping: mappingSchema.parse({
    revision: 1,
    table: 't',
    keyColumn: 'id',
    timeColumn: 'at',
    timeZone: 'UTC',
    source: {
      layout: 'wide',
      asset: { column: 'machine' },
      columns: [
        { column: 'T', tag: 'temperature' },
        { column: 'F', tag: 'failed' },
      ],
    },
  }),
};
const long: Config = {
  ...wide,
  mapping: mappingSchema.parse({
    revision: 1,
    table: 't',
    keyColumn: 'id',
    timeColumn: 'at',
    timeZone: 'UTC',
    source: {
      layout: 'long',
      assetColumn: 'machine',
      tagColumn: 'tag',
      valueColumn: 'value',
      qualityColumn: 'quality',
      tags: [
        { sourceTag: 'T', tag: 'temperature' },
        { sourceTag: 'F', tag: 'failed' },
      ],
      groupWaitMs: 1_000,
    },
  }),
};
const time = '2025-03-01 12:00:00';
type Cells = (string | null)[];

describe('mapping a wide table', () => {
  test('gives tags in the configured order, booleans as 0/1', () => {
    const { scans } = new RowMapper(wide).map([['7', time, 'p1', '880.5', '1.0']], nowMs);
    assert.equal(scans.length, 1);
    assert.deepEqual([...(scans[0]?.values ?? [])], [880.5, 1]);
    assert.equal(scans[0]?.eventTimeMs, nowMs);
    assert.equal(scans[0]?.rowKeys, '7');
    assert.deepEqual([...(scans[0]?.quality ?? [])], [QUALITY.good, QUALITY.good]);
  });

  const rejections: [RejectionReason, Cells][] = [
    ['time-missing', ['1', null, 'p1', '1', '0']],
    ['time-unreadable', ['1', 'yesterday', 'p1', '1', '0']],
    ['time-in-future', ['1', '2025-03-01 12:02:00', 'p1', '1', '0']],
    ['asset-unknown', ['1', time, 'p9', '1', '0']],
    ['asset-missing', ['1', time, null, '1', '0']],
    ['all-values-missing', ['1', time, 'p1', null, null]],
    ['all-values-missing', ['1', time, 'p1', 'NaN', 'maybe']],
  ];
  for (const [reason, row] of rejections)
    test(`quarantines ${JSON.stringify(row)}: ${reason}`, () => {
      const { scans, rejected, counts } = new RowMapper(wide).map([row], nowMs);
      assert.equal(scans.length, 0);
      assert.equal(rejected[0]?.reason, reason);
      assert.equal(rejected[0]?.cells.id, '1');
      assert.equal(counts[reason], 1);
    });

  test('quarantines a row too far behind the newest of its asset, and takes the same time of another asset', () => {
    const mapper = new RowMapper(wide);
    mapper.map([['1', time, 'p1', '1', '0']], nowMs);
    const { scans, rejected } = mapper.map(
      [
        ['2', '2025-03-01 10:59:59', 'p1', '1', '0'],
        ['3', '2025-03-01 10:59:59', 'p2', '1', '0'],
      ],
      nowMs,
    );
    assert.equal(rejected[0]?.reason, 'too-late');
    assert.equal(scans[0]?.assetId, 'p2');
  });

  const values: [string | null, string | null, number, number, RejectionReason | null][] = [
    ['12,5', '0', NaN, 0, 'value-not-a-number'],
    ['hot', 'true', NaN, 1, 'value-not-a-number'],
    ['0x10', 'f', NaN, 0, 'value-not-a-number'],
    ['NaN', '0', NaN, 0, 'value-not-finite'],
    ['-Infinity', '0', NaN, 0, 'value-not-finite'],
    ['1e999', '0', NaN, 0, 'value-not-finite'],
    ['1', '2', 1, NaN, 'value-not-a-number'],
    ['', 'off', NaN, 0, null],
    [' 880 ', 'ON', 880, 1, null],
    ['-1.5e3', '0.0', -1500, 0, null],
    [null, 't', NaN, 1, null],
  ];
  for (const [number, flag, expectedNumber, expectedFlag, reason] of values)
    test(`reads ${JSON.stringify(number)} and ${JSON.stringify(flag)} as ${expectedNumber} and ${expectedFlag}`, () => {
      const { scans, counts, rejected } = new RowMapper(wide).map([['1', time, 'p1', number, flag]], nowMs);
      assert.deepEqual([...(scans[0]?.values ?? [])], [expectedNumber, expectedFlag]);
      assert.deepEqual(counts, reason === null ? {} : { [reason]: 1 });
      assert.equal(rejected.length, 0);
    });

  test('reports the first unusable value, and gives it as the reason when the row holds nothing else', () => {
    const row = ['1', time, 'p1', '12,5', 'maybe'];
    const { rejected, valueExample } = new RowMapper(wide).map([row], nowMs);
    assert.equal(valueExample, 'column "T" holds "12,5", which is not a number');
    assert.equal(rejected[0]?.detail, `No mapped column holds a value that can be used: ${valueExample}.`);
    const flags = new RowMapper(wide).map([['1', time, 'p1', '1', 'maybe']], nowMs);
    assert.equal(flags.valueExample, 'column "F" holds "maybe", which is neither true nor false');
    const fine = new RowMapper(wide).map([['1', time, 'p1', '1', null]], nowMs);
    assert.equal(fine.valueExample, null);
    const joined = new RowMapper(long).map([['1', time, 'p1', 'T', 'Infinity', '192']], nowMs);
    assert.equal(joined.valueExample, 'tag "T" holds "Infinity", which is not a finite number');
  });

  test('does not judge the future where the source is the clock', () => {
    const mapper = new RowMapper({ ...wide, feed: { ...feed, clock: 'source' } });
    assert.equal(mapper.map([['1', '2031-01-01 00:00:00', 'p1', '1', '0']], nowMs).scans.length, 1);
  });

  test('finds an asset by its name in any case', () => {
    const { scans } = new RowMapper(wide).map([['1', time, ' PUMP P2 ', '1', '0']], nowMs);
    assert.equal(scans[0]?.assetId, 'p2');
  });

  test('takes some microseconds for a row of 50 columns', () => {
    const many = Array.from({ length: 50 }, (_, i) =>
      tagSchema.parse({ tag: `t${i}`, type: 'number', role: 'present-value' }),
    );
    const mapper = new RowMapper({
      ...wide,
      tags: many,
      mapping: mappingSchema.parse({
        ...wide.mapping,
        source: {
          layout: 'wide',
          asset: { assetId: 'p1' },
          columns: many.map(({ tag }) => ({ column: tag, tag })),
        },
      }),
    });
    const cells = many.map((_, i) => (i % 3 === 0 ? '0' : `${800 + i}.25`));
    const rows: RawRow[] = Array.from({ length: 5_000 }, (_, i) => [
      `${i}`,
      `2025-03-01 10:${String(Math.floor(i / 60) % 60).padStart(2, '0')}:${String(i % 60).padStart(2, '0')}`,
      ...cells,
    ]);
    mapper.map(rows, nowMs);
    const startedAtMs = performance.now();
    mapper.map(rows, nowMs);
    const usPerRow = ((performance.now() - startedAtMs) * 1_000) / rows.length;
    // Several times the duration on a quiet machine.
    assert.ok(usPerRow < 50, `${usPerRow.toFixed(1)} us`);
  });
});

describe('mapping a long table', () => {
  const row = (
    id: number,
    at: string,
    tag: string,
    value: string | null,
    quality = '192',
    machine = 'p1',
  ): Cells => [`${id}`, at, machine, tag, value, quality];

  test('joins the rows of one asset and instant into one scan', () => {
    const mapper = new RowMapper(long);
    assert.equal(mapper.map([row(1, time, 'T', '5')], nowMs).scans.length, 0);
    assert.equal(mapper.pendingRows().length, 1);
    const { scans } = mapper.map([row(2, time, 'F', '1')], nowMs + 10);
    assert.deepEqual([...(scans[0]?.values ?? [])], [5, 1]);
    assert.equal(scans[0]?.rowKeys, '1,2');
    assert.equal(scans[0]?.readAtMs, nowMs);
    assert.equal(mapper.pendingRows().length, 0);
  });

  test('lets an incomplete scan go after its waiting time, and the late rest as a scan of its own', () => {
    const mapper = new RowMapper(long);
    mapper.map([row(1, time, 'T', '5')], nowMs);
    assert.equal(mapper.nextDueMs(), nowMs + 1_000);
    assert.equal(mapper.flush(nowMs + 999).scans.length, 0);
    assert.deepEqual([...(mapper.flush(nowMs + 1_000).scans[0]?.values ?? [])], [5, NaN]);
    mapper.map([row(2, time, 'F', '1')], nowMs + 1_500);
    assert.deepEqual([...(mapper.flush(Infinity).scans[0]?.values ?? [])], [NaN, 1]);
  });

  test('closes a scan when the asset has gone on by the waiting time', () => {
    const mapper = new RowMapper(long);
    const { scans } = mapper.map([row(1, time, 'T', '5'), row(2, '2025-03-01 12:00:01', 'T', '6')], nowMs);
    assert.deepEqual(
      scans.map(({ eventTimeMs }) => eventTimeMs),
      [nowMs],
    );
  });

  test('learns that an asset lacks a tag and no longer waits for it', () => {
    const mapper = new RowMapper(long);
    for (const second of [0, 1, 2]) {
      assert.equal(mapper.map([row(second, `2025-03-01 12:00:0${second}`, 'T', '5')], nowMs).scans.length, 0);
      mapper.flush(Infinity);
    }
    assert.equal(mapper.map([row(3, '2025-03-01 12:00:03', 'T', '6')], nowMs).scans.length, 1);
    // The tag is back: it is waited for again.
    mapper.map([row(4, '2025-03-01 12:00:03', 'F', '0')], nowMs);
    const { scans } = mapper.map([row(5, '2025-03-01 12:00:04', 'T', '6')], nowMs);
    assert.deepEqual(
      scans.map(({ rowKeys }) => rowKeys),
      ['4'],
    );
  });

  test('takes a value of bad quality for missing', () => {
    const { scans } = new RowMapper(long).map([row(1, time, 'T', '5', '0'), row(2, time, 'F', '0')], nowMs);
    assert.deepEqual([...(scans[0]?.values ?? [])], [NaN, 0]);
  });

  test('shows one row of an unknown source tag and counts the others', () => {
    const { rejected, counts } = new RowMapper(long).map(
      [row(1, time, 'X', '5'), row(2, time, 'X', '5')],
      nowMs,
    );
    assert.equal(rejected.length, 1);
    assert.equal(counts['tag-unknown'], 2);
  });
});
