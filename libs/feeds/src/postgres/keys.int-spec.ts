import assert from 'node:assert/strict';
import type { Mapping } from '@eagle/contracts/domain';
import { eventually } from '@eagle/testing';
import fc from 'fast-check';
import { feedCheckpointSchema, type FeedCheckpoint } from '../checkpoint/checkpoint.js';
import type { FeedConnection, RawRow } from '../feed-connection.js';
import { openFeed } from '../open-feed.js';
import { narrowMapping, networks, openScada, type Scada } from './scada.fixture.js';

let scada: Scada;
beforeAll(async () => {
  scada = await openScada();
});
afterAll(() => scada.close());

let tables = 0;
async function table(columns = 'id bigserial PRIMARY KEY, at timestamptz, v float8'): Promise<Mapping> {
  const name = `keys_${++tables}`;
  await scada.sql(`CREATE TABLE ${name} (${columns})`);
  return narrowMapping({ table: name });
}

/**
 * One feed that is read repeatedly from its checkpoint, which is stored in between as in service.
 */
class Reader {
  nowMs = Date.now();
  readonly values: string[] = [];
  private checkpoint: FeedCheckpoint | null = null;
  private feed: FeedConnection;

  constructor(readonly mapping: Mapping) {
    this.feed = this.open();
  }

  private open(): FeedConnection {
    return openFeed(scada.feed(), scada.password, { networks, now: () => this.nowMs });
  }

  async restart(): Promise<void> {
    await this.feed.close();
    this.feed = this.open();
  }

  /** @returns the values of the rows that are new. */
  async read(rowsMax = 5_000): Promise<string[]> {
    let checkpoint = (this.checkpoint ??= await this.feed.startAt(this.mapping, 0));
    const rows: RawRow[] = [];
    for (let more = true; more;) {
      const polled = await this.feed.poll(this.mapping, checkpoint, rowsMax);
      rows.push(...polled.rows);
      checkpoint = feedCheckpointSchema.parse(JSON.parse(JSON.stringify(polled.checkpoint)));
      more = polled.more;
    }
    this.checkpoint = checkpoint;
    const values = rows.map((row) => row[2] ?? 'null');
    this.values.push(...values);
    return values;
  }

  close(): Promise<void> {
    return this.feed.close();
  }
}
async function reading(mapping: Mapping, work: (reader: Reader) => Promise<void>): Promise<void> {
  const reader = new Reader(mapping);
  try {
    await work(reader);
  } finally {
    await reader.close();
  }
}
const upTo = (from: number, to: number): string[] =>
  Array.from({ length: to - from + 1 }, (_, i) => `${from + i}`);
const insert = (name: string, from: number, to: number, at = `now() + g * interval '10 ms'`): Promise<void> =>
  scada.sql(`INSERT INTO ${name} (at, v) SELECT ${at}, g FROM generate_series(${from}, ${to}) g`);

describe('keys that start again', () => {
  test('are noticed although a burst has passed the reading point by the next look', async () => {
    const mapping = await table();
    const name = mapping.table;
    await reading(mapping, async (reader) => {
      await insert(name, 1, 20, `now() - interval '10 s' + g * interval '10 ms'`);
      assert.deepEqual(await reader.read(), upTo(1, 20));
      await scada.sql(
        `BEGIN; TRUNCATE ${name} RESTART IDENTITY;
         INSERT INTO ${name} (at, v) SELECT now() - interval '1 s' + g * interval '10 ms', 1000 + g FROM generate_series(1, 50) g; COMMIT`,
      );
      assert.deepEqual(await reader.read(), upTo(1_001, 1_050));
      await insert(name, 1_051, 1_053);
      assert.deepEqual(await reader.read(), upTo(1_051, 1_053));
    });
  });

  test('bring every row of the emptied table, also rows of the same instant and later rows with earlier time stamps', async () => {
    const mapping = await table();
    const name = mapping.table;
    const at = (second: number): string =>
      `timestamptz '2025-01-01 00:00:00Z' + ${second} * interval '1 second'`;
    await reading(mapping, async (reader) => {
      await insert(name, 1, 5, at(30));
      await reader.read();
      await scada.sql(`TRUNCATE ${name} RESTART IDENTITY`);
      await insert(name, 101, 104, at(30));
      await insert(name, 105, 110, at(10));
      assert.deepEqual(await reader.read(), upTo(101, 110));
    });
  });

  test('are noticed where the rows were deleted and the sequence set back, by every row read since', async () => {
    const mapping = await table();
    const name = mapping.table;
    await reading(mapping, async (reader) => {
      await insert(name, 1, 20, `now() - interval '1 minute' + g * interval '10 ms'`);
      await reader.read();
      await scada.sql(`BEGIN; DELETE FROM ${name}; ALTER SEQUENCE ${name}_id_seq RESTART; COMMIT`);
      await insert(name, 101, 130);
      assert.deepEqual(await reader.read(), upTo(101, 130));
    });
  });

  test('bring nothing twice where the table was reloaded with the same rows, or lost its newest rows', async () => {
    const mapping = await table();
    const name = mapping.table;
    await reading(mapping, async (reader) => {
      await insert(name, 1, 20);
      await reader.read();
      await scada.sql(
        `BEGIN; CREATE TEMP TABLE dump ON COMMIT DROP AS SELECT at, v FROM ${name} ORDER BY id LIMIT 20;
         TRUNCATE ${name} RESTART IDENTITY; INSERT INTO ${name} (at, v) SELECT at, v FROM dump ORDER BY v; COMMIT`,
      );
      assert.deepEqual(await reader.read(), []);
      await scada.sql(`DELETE FROM ${name} WHERE id > 15`);
      assert.deepEqual(await reader.read(), []);
      await insert(name, 21, 25, `now() + interval '1 s' + g * interval '10 ms'`);
      assert.deepEqual(await reader.read(), upTo(21, 25));
      await scada.sql(`VACUUM FULL ${name}`);
      await insert(name, 26, 27, `now() + interval '1 s' + g * interval '10 ms'`);
      assert.deepEqual(await reader.read(), upTo(26, 27));
    });
  });
});

describe('keys of a second writer', () => {
  test('below the keys of the first writer are read, and at once while the second writer continues', async () => {
    const mapping = await table('id bigint PRIMARY KEY, at timestamptz, v float8');
    const name = mapping.table;
    const insertAt = (key: number): Promise<void> =>
      scada.sql(`INSERT INTO ${name} VALUES (${key}, now(), ${key})`);
    await reading(mapping, async (reader) => {
      for (const key of [1_000, 1_001, 1_003]) await insertAt(key);
      await reader.read();
      for (const key of [1, 2, -7, 1_002]) await insertAt(key);
      assert.deepEqual((await reader.read()).sort(), ['-7', '1', '1002', '2']);
      await insertAt(3);
      await insertAt(1_004);
      assert.deepEqual(await reader.read(), ['3', '1004']);
    });
  });

  test('are looked for by the index of the key, however large the table is', async () => {
    const mapping = await table();
    const { table: name } = mapping;
    const row = `'2026-01-05T00:00:00Z'::timestamptz + g * interval '1 second', g`;
    await scada.sql(`INSERT INTO ${name} SELECT g, ${row} FROM generate_series(1, 100000) g`);
    await scada.sql(`ANALYZE ${name}`);
    const feed = openFeed(scada.feed(), scada.password, { networks });
    let checkpoint = await feed.startAt(mapping, Date.UTC(2027, 0, 1));
    await scada.sql(`INSERT INTO ${name} SELECT g, ${row} FROM generate_series(100010, 100020, 5) g`);
    for (let i = 0; i < 16; i += 1) ({ checkpoint } = await feed.poll(mapping, checkpoint));
    // The server counts what a session did at its end.
    await feed.close();
    const session = await scada.session();
    const read = async (): Promise<number> => {
      const counted = `SELECT idx_tup_read::int AS read FROM pg_stat_user_indexes WHERE relname = '${name}'`;
      const { rows } = await session.query<{ read: number }>(counted);
      return rows[0]?.read ?? 0;
    };
    await eventually(async () => (await read()) > 0);
    // To find where to begin, a part of the table is read once.
    assert.ok((await read()) < 50_000, `${await read()} rows were read`);
  });

  test('in a gap that is no longer waited for are read after the next start', async () => {
    const mapping = await table('id bigint PRIMARY KEY, at timestamptz, v float8');
    const name = mapping.table;
    await reading(mapping, async (reader) => {
      await scada.sql(`INSERT INTO ${name} VALUES (5, now(), 5), (9, now(), 9)`);
      await reader.read();
      reader.nowMs += 3_600_000;
      await reader.read();
      await scada.sql(`INSERT INTO ${name} VALUES (7, now(), 7)`);
      await reader.restart();
      assert.deepEqual(await reader.read(), ['7']);
    });
  });
});

describe('what a key can be', () => {
  test('any integer of 64 bits is read exactly, to the last', async () => {
    const mapping = await table('id bigint PRIMARY KEY, at timestamptz, v float8');
    const name = mapping.table;
    await reading(mapping, async (reader) => {
      const keys = ['9007199254740990', '9007199254740991', '9007199254740993', '9007199254740994'];
      for (const [i, key] of keys.entries())
        await scada.sql(`INSERT INTO ${name} VALUES (${key}, now(), ${i})`);
      assert.deepEqual(await reader.read(2), ['0', '1', '2', '3']);
      await scada.sql(
        `INSERT INTO ${name} VALUES (9007199254740992, now(), 4), (9223372036854775807, now(), 5)`,
      );
      assert.deepEqual(await reader.read(), ['4', '5']);
      assert.deepEqual(await reader.read(), []);
      await scada.sql(`INSERT INTO ${name} VALUES (-9223372036854775808, now(), 6)`);
      assert.deepEqual(await reader.read(), ['6']);
    });
  });

  test('a small integer is read over its whole range', async () => {
    const mapping = await table('id smallint PRIMARY KEY, at timestamptz, v float8');
    await scada.sql(
      `INSERT INTO ${mapping.table} VALUES (-32768, now(), 1), (0, now(), 2), (32767, now(), 3)`,
    );
    await reading(mapping, async (reader) => {
      assert.deepEqual(await reader.read(1), ['1', '2', '3']);
      assert.deepEqual(await reader.read(), []);
    });
  });

  test('rows of one key that the source does not keep unique are read each once, in pages and when they come later', async () => {
    const mapping = await table('id int, at timestamptz, v float8');
    const name = mapping.table;
    const insertKey = (key: number, from: number, to: number): Promise<void> =>
      scada.sql(`INSERT INTO ${name} SELECT ${key}, now(), g FROM generate_series(${from}, ${to}) g`);
    await reading(mapping, async (reader) => {
      await insertKey(1, 1, 9);
      await insertKey(2, 10, 25);
      assert.deepEqual(
        (await reader.read(4)).map(Number).sort((a, b) => a - b),
        upTo(1, 25).map(Number),
      );
      await insertKey(2, 26, 28);
      assert.deepEqual(await reader.read(4), upTo(26, 28));
      await insertKey(2, 28, 28);
      assert.deepEqual(await reader.read(4), ['28']);
      assert.deepEqual(await reader.read(4), []);
    });
  });
});

type Step =
  | { readonly kind: 'insert'; readonly rows: number }
  | { readonly kind: 'begin' | 'commit' | 'truncate' | 'read' | 'restart' }
  | { readonly kind: 'low'; readonly key: number };
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('insert' as const), rows: fc.integer({ min: 1, max: 7 }) }),
  fc.record({ kind: fc.constant('low' as const), key: fc.integer({ min: -50, max: 0 }) }),
  fc.record({ kind: fc.constantFrom('begin' as const, 'commit', 'truncate', 'read', 'read', 'restart') }),
);

describe('under any actions of writers', () => {
  test('every row that exists at a poll is read once', async () => {
    const slow = await scada.session();
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 5, maxLength: 30 }),
        fc.integer({ min: 1, max: 9 }),
        async (steps, page) => {
          const mapping = await table();
          const name = mapping.table;
          const [expected, present] = [new Set<string>(), new Set<string>()];
          let [value, pending] = [0, null as string | null];
          const row = (): string => `${(value += 1)}`;
          const stamp = (v: string): string => `timestamptz '2025-01-01Z' + ${v} * interval '1 second', ${v}`;
          await reading(mapping, async (reader) => {
            const look = async (): Promise<void> => {
              await reader.read(page);
              for (const v of present) expected.add(v);
            };
            const commit = async (): Promise<void> => {
              if (pending === null) return;
              await slow.query('COMMIT');
              present.add(pending);
              pending = null;
            };
            await look();
            for (const each of steps) {
              if (each.kind === 'insert') {
                for (let i = 0; i < each.rows; i++) {
                  const v = row();
                  await scada.sql(`INSERT INTO ${name} (at, v) VALUES (${stamp(v)})`);
                  present.add(v);
                }
              } else if (each.kind === 'low') {
                const v = row();
                await scada.sql(
                  `INSERT INTO ${name} VALUES (${each.key}, ${stamp(v)}) ON CONFLICT DO NOTHING`,
                );
                const isIn = await slow.query(`SELECT 1 FROM ${name} WHERE v = ${v}`);
                if (isIn.rowCount === 1) present.add(v);
              } else if (each.kind === 'begin' && pending === null) {
                pending = row();
                await slow.query(`BEGIN; INSERT INTO ${name} (at, v) VALUES (${stamp(pending)})`);
              } else if (each.kind === 'commit') await commit();
              else if (each.kind === 'truncate') {
                await commit();
                await look();
                await scada.sql(`TRUNCATE ${name} RESTART IDENTITY`);
                present.clear();
              } else if (each.kind === 'restart') await reader.restart();
              else if (each.kind === 'read') await look();
            }
            await commit();
            await look();
            assert.deepEqual(
              [...reader.values].map(Number).sort((a, b) => a - b),
              [...expected].map(Number).sort((a, b) => a - b),
            );
          });
        },
      ),
      { numRuns: 12 },
    );
  });
});
