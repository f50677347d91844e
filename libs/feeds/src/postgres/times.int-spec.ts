import assert from 'node:assert/strict';
import type { Feed, Mapping } from '@eagle/contracts/domain';
import { eventually } from '@eagle/testing';
import fc from 'fast-check';
import { feedCheckpointSchema, type FeedCheckpoint } from '../checkpoint/checkpoint.js';
import { PRINTS_MAX } from '../checkpoint/time-slots.js';
import type { FeedConnection, RawRow } from '../feed-connection.js';
import { openFeed } from '../open-feed.js';
import { narrowMapping, networks, openScada, type Scada } from './scada.fixture.js';

let scada: Scada;
beforeAll(async () => {
  scada = await openScada();
});
afterAll(() => scada.close());

let tables = 0;
async function table(columns = 'at timestamptz, v float8'): Promise<Mapping> {
  const name = `times_${++tables}`;
  await scada.sql(`CREATE TABLE ${name} (${columns})`);
  return narrowMapping({ table: name, keyColumn: null });
}

const NOON_MS = Date.UTC(2025, 0, 1, 12);
const at = (ms: number): string => `timestamptz '${new Date(ms).toISOString()}'`;

/**
 * One feed that is read repeatedly from its checkpoint, which is stored in between as in service.
 */
class Reader {
  nowMs = NOON_MS;
  readonly values: string[] = [];
  neverRead = 0;
  checkpointBytesMax = 0;
  private checkpoint: FeedCheckpoint | null = null;
  private feed: FeedConnection;

  constructor(
    readonly mapping: Mapping,
    private readonly overrides: Partial<Feed> = {},
    private readonly fromMs = NOON_MS - 90_000,
  ) {
    this.feed = this.open();
  }

  private open(): FeedConnection {
    const feed = { statementTimeoutMs: 20_000, ...this.overrides };
    return openFeed(scada.feed(feed), scada.password, { networks, now: () => this.nowMs });
  }

  async restart(): Promise<void> {
    await this.feed.close();
    this.feed = this.open();
  }

  async begin(): Promise<void> {
    this.checkpoint ??= await this.feed.startAt(this.mapping, this.fromMs);
  }

  /** One look. @returns whether more waits. */
  async look(rowsMax = 5_000): Promise<boolean> {
    await this.begin();
    assert.ok(this.checkpoint !== null);
    const polled = await this.feed.poll(this.mapping, this.checkpoint, rowsMax);
    this.take(polled.rows);
    this.neverRead += polled.neverRead;
    const stored = JSON.stringify(polled.checkpoint);
    this.checkpointBytesMax = Math.max(this.checkpointBytesMax, stored.length);
    this.checkpoint = feedCheckpointSchema.parse(JSON.parse(stored));
    return polled.more;
  }

  async read(rowsMax?: number): Promise<void> {
    while (await this.look(rowsMax));
  }

  private take(rows: readonly RawRow[]): void {
    for (const row of rows) this.values.push(row[1] ?? 'null');
  }

  close(): Promise<void> {
    return this.feed.close();
  }
}
async function reading(
  mapping: Mapping,
  work: (reader: Reader) => Promise<void>,
  overrides: Partial<Feed> = {},
): Promise<void> {
  const reader = new Reader(mapping, overrides);
  try {
    await work(reader);
  } finally {
    await reader.close();
  }
}
const numbers = (values: readonly string[]): number[] => values.map(Number).sort((a, b) => a - b);
const upTo = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, i) => from + i);
const LATER = { deadlineMs: 30_000 };

describe('an asset that is always written late', () => {
  test('is read from the first row after the start on, and nothing twice', async () => {
    const mapping = await table();
    const name = mapping.table;
    const insert = (second: number, v: number): Promise<void> =>
      scada.sql(
        `INSERT INTO ${name} VALUES (${at(NOON_MS + second * 1_000)}, ${v}), (${at(NOON_MS + second * 1_000 - 300_000)}, ${1_000 + v})`,
      );
    for (let second = -400; second < 0; second += 50) await insert(second, second);
    await reading(mapping, async (reader) => {
      await reader.read();
      const before = reader.values.length;
      for (let second = 1; second <= 5; second++) await insert(second, second);
      await eventually(async () => {
        await reader.read();
        assert.deepEqual(numbers(reader.values.slice(before)), [...upTo(1, 5), ...upTo(1_001, 1_005)]);
      }, LATER);
      await reader.restart();
      await insert(6, 6);
      await eventually(async () => {
        await reader.read();
        assert.deepEqual(numbers(reader.values.slice(before)), [...upTo(1, 6), ...upTo(1_001, 1_006)]);
      }, LATER);
    });
  });

  test('is counted where there are too many rows to remember', async () => {
    const mapping = await table();
    const name = mapping.table;
    const rows = 2 * PRINTS_MAX;
    await reading(mapping, async (reader) => {
      await reader.read();
      await scada.sql(
        `INSERT INTO ${name} SELECT ${at(NOON_MS - 60_000)} + g * interval '2 ms', g FROM generate_series(1, ${rows}) g`,
      );
      await reader.read();
      await scada.sql(`INSERT INTO ${name} SELECT ${at(NOON_MS - 59_000)}, g FROM generate_series(1, 7) g`);
      await eventually(async () => {
        await reader.restart();
        await reader.read();
        await eventually(async () => {
          await reader.read();
          assert.equal(reader.neverRead, 7);
        }, LATER);
      }, LATER);
      assert.equal(reader.values.length, rows);
    });
  });
});

describe('very many rows of one instant', () => {
  for (const columns of ['at timestamptz, v float8', 'at timestamp, v float8', 'at text, v text'])
    test(`are read once each, then no more come: ${columns}`, async () => {
      const mapping = await table(columns);
      const name = mapping.table;
      const stamp = columns.includes('text') ? `'2025-01-01 11:59:50'` : `timestamp '2025-01-01 11:59:50'`;
      const rows = 26_000;
      await scada.sql(`INSERT INTO ${name} VALUES (${stamp.replace(':50', ':30')}, '0')`);
      await reading(mapping, async (reader) => {
        await reader.read();
        await scada.sql(`INSERT INTO ${name} SELECT ${stamp}, g FROM generate_series(1, 100) g`);
        await reader.read();
        await scada.sql(`INSERT INTO ${name} SELECT ${stamp}, g FROM generate_series(101, ${rows}) g`);
        await reader.look();
        await reader.look();
        await reader.restart();
        await reader.read();
        assert.deepEqual(numbers(reader.values), upTo(0, rows));
        await scada.sql(
          `INSERT INTO ${name} SELECT ${stamp}, g FROM generate_series(${rows + 1}, ${rows + 3}) g`,
        );
        await reader.read();
        await scada.sql(`INSERT INTO ${name} VALUES (${stamp.replace(':50', ':52')}, '${rows + 4}')`);
        await reader.read();
        assert.deepEqual(numbers(reader.values), upTo(0, rows + 4));
        assert.ok(reader.checkpointBytesMax < 400_000, `${reader.checkpointBytesMax}`);
        assert.equal(reader.neverRead, 0);
      });
    });

  test('are read once each also from a view, by their content', async () => {
    const mapping = await table();
    await scada.sql(`CREATE VIEW view_${mapping.table} AS SELECT * FROM ${mapping.table}`);
    await scada.sql(
      `INSERT INTO ${mapping.table} SELECT ${at(NOON_MS)}, g / 2 FROM generate_series(0, 11999) g`,
    );
    await reading({ ...mapping, table: `view_${mapping.table}` }, async (reader) => {
      await reader.read(1_000);
      assert.deepEqual(
        numbers(reader.values),
        upTo(0, 11_999).map((g) => Math.floor(g / 2)),
      );
    });
  });
});

describe('rows that are equal in every cell', () => {
  test('are read as often as they exist, also when more of them come', async () => {
    const mapping = await table();
    const insert = (count: number): Promise<void> =>
      scada.sql(`INSERT INTO ${mapping.table} SELECT ${at(NOON_MS)}, 7 FROM generate_series(1, ${count}) g`);
    await reading(mapping, async (reader) => {
      await insert(3);
      await reader.read(2);
      assert.equal(reader.values.length, 3);
      await insert(2);
      await reader.read(2);
      assert.equal(reader.values.length, 5);
      await reader.restart();
      await reader.read(2);
      assert.equal(reader.values.length, 5);
    });
  });
});

type Step =
  | { readonly kind: 'insert'; readonly lateMs: number; readonly rows: number }
  | { readonly kind: 'begin' | 'commit' | 'read' | 'restart' | 'again' };
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constant('insert' as const),
    lateMs: fc.constantFrom(0, 0, 1, 3_000, 400_000, 3_000_000),
    rows: fc.integer({ min: 1, max: 6 }),
  }),
  fc.record({ kind: fc.constantFrom('begin' as const, 'commit', 'read', 'read', 'restart', 'again') }),
);

describe('a table without a key under any actions of writers', () => {
  test('every row is read once, including late and equal ones', async () => {
    const slow = await scada.session();
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 5, maxLength: 25 }),
        fc.integer({ min: 1, max: 9 }),
        async (steps, page) => {
          const mapping = await table();
          const name = mapping.table;
          let [value, atMs, isOpen] = [0, NOON_MS, false];
          const expected: number[] = [];
          await reading(mapping, async (reader) => {
            await reader.begin();
            for (const each of steps) {
              if (each.kind === 'insert') {
                atMs += 1_000;
                for (let i = 0; i < each.rows; i++) expected.push((value += 1));
                const from = value - each.rows + 1;
                await scada.sql(
                  `INSERT INTO ${name} SELECT ${at(atMs - each.lateMs)}, g FROM generate_series(${from}, ${value}) g`,
                );
              } else if (each.kind === 'begin' && !isOpen) {
                isOpen = true;
                expected.push((value += 1));
                await slow.query(`BEGIN; INSERT INTO ${name} VALUES (${at(atMs)}, ${value})`);
              } else if (each.kind === 'commit' && isOpen) {
                isOpen = false;
                await slow.query('COMMIT');
              } else if (each.kind === 'again' && value > 0 && !isOpen) {
                expected.push(value);
                await scada.sql(`INSERT INTO ${name} SELECT * FROM ${name} WHERE v = ${value} LIMIT 1`);
              } else if (each.kind === 'restart') await reader.restart();
              else if (each.kind === 'read') await reader.read(page);
            }
            if (isOpen) await slow.query('COMMIT');
            // A reader that starts looks over the whole tolerance at once.
            await reader.restart();
            await reader.read(page);
            assert.deepEqual(
              numbers(reader.values),
              [...expected].sort((a, b) => a - b),
            );
            assert.equal(reader.neverRead, 0);
          });
        },
      ),
      { numRuns: 12 },
    );
  });
});
