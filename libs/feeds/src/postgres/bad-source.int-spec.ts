import assert from 'node:assert/strict';
import { AppError, assetIdSchema, tagNameSchema, type Feed, type Mapping } from '@eagle/contracts/domain';
import { eventually } from '@eagle/testing';
import type { FeedCheckpoint } from '../checkpoint/checkpoint.js';
import type { FeedConnection, RawRow } from '../feed-connection.js';
import { openFeed } from '../open-feed.js';
import { narrowMapping, networks, openScada, type Scada } from './scada.fixture.js';
import { stallingProxy } from './stalling-proxy.fixture.js';

let scada: Scada;
beforeAll(async () => {
  scada = await openScada();
});
afterAll(() => scada.close());

let tables = 0;
async function table(columns: string, overrides: Partial<Mapping> = {}): Promise<Mapping> {
  const name = `spoilt_${++tables}`;
  await scada.sql(`CREATE TABLE ${name} (${columns})`);
  return narrowMapping({ table: name, ...overrides });
}
const mappingOf = (names: readonly string[]): Partial<Mapping> => ({
  source: {
    layout: 'wide',
    asset: { assetId: assetIdSchema.parse('line') },
    columns: names.map((name) => ({ column: name, tag: tagNameSchema.parse(name) })),
  },
});
const KEYED = 'id serial PRIMARY KEY, at timestamp, v float8';

async function reading<T>(
  overrides: Partial<Feed>,
  work: (feed: FeedConnection) => Promise<T>,
  now: () => number = Date.now,
): Promise<T> {
  const feed = openFeed(scada.feed(overrides), scada.password, { networks, now });
  try {
    return await work(feed);
  } finally {
    await feed.close();
  }
}

/** Polls until nothing more waits. */
async function drain(
  feed: FeedConnection,
  mapping: Mapping,
  from: FeedCheckpoint,
): Promise<{ rows: RawRow[]; checkpoint: FeedCheckpoint }> {
  const rows: RawRow[] = [];
  for (let checkpoint = from; ;) {
    const polled = await feed.poll(mapping, checkpoint);
    rows.push(...polled.rows);
    checkpoint = polled.checkpoint;
    if (!polled.more) return { rows, checkpoint };
  }
}
const values = (rows: readonly RawRow[], cell: number): (string | null)[] =>
  rows.map((row) => row[cell] ?? null);

describe('times that cannot be believed', () => {
  test('a row from the future hides no row that comes after the table was recreated', async () => {
    const mapping = await table(KEYED);
    const nowMs = Date.UTC(2025, 0, 1, 12);
    await scada.sql(
      `INSERT INTO ${mapping.table} (at, v) VALUES ('2025-01-01 12:00:00', 1), ('2026-01-01 12:00:00', 2)`,
    );
    await reading(
      {},
      async (feed) => {
        const first = await drain(feed, mapping, await feed.startAt(mapping, 0));
        assert.deepEqual(values(first.rows, 2), ['1', '2']);
        await scada.sql(`DROP TABLE ${mapping.table}`);
        await scada.sql(`CREATE TABLE ${mapping.table} (${KEYED})`);
        await scada.sql(`INSERT INTO ${mapping.table} (at, v) VALUES ('2025-01-01 12:00:01', 3)`);
        const second = await drain(feed, mapping, first.checkpoint);
        assert.deepEqual(values(second.rows, 2), ['3']);
      },
      () => nowMs,
    );
  });

  test('after the correction of a zone that put every row into the future, reading continues from where it began', async () => {
    const mapping = await table(KEYED, { timeZone: 'America/Los_Angeles' });
    await scada.sql(
      `INSERT INTO ${mapping.table} (at, v) SELECT timestamp '2025-01-01 11:59:00' + g * interval '1 second', g FROM generate_series(-3600, 60) g`,
    );
    const nowMs = Date.UTC(2025, 0, 1, 12);
    await reading(
      {},
      async (feed) => {
        const start = await feed.startAt(mapping, Date.UTC(2025, 0, 1, 11, 59, 30));
        const wrong = await drain(feed, mapping, start);
        const corrected = { ...mapping, timeZone: 'UTC' };
        const { rows } = await drain(feed, corrected, wrong.checkpoint);
        assert.deepEqual([rows.length, rows[0]?.[2]], [31, '30']);
      },
      () => nowMs,
    );
  });

  test('a row with an unreadable time is returned once and hides no other, in a table without a key', async () => {
    const mapping = await table('at text, v text', { keyColumn: null });
    let nowMs = Date.UTC(2025, 0, 1, 12);
    const given: (string | null)[] = [];
    await reading(
      {},
      async (feed) => {
        let checkpoint = await feed.startAt(mapping, Date.UTC(2025, 0, 1));
        await scada.sql(`INSERT INTO ${mapping.table} VALUES ('soon', 'unreadable')`);
        for (let row = 0; row < 5; row++) {
          const at = new Date(nowMs).toISOString().replace('T', ' ').slice(0, 19);
          await scada.sql(`INSERT INTO ${mapping.table} VALUES ('${at}', '${row}')`);
          const polled = await drain(feed, mapping, checkpoint);
          given.push(...values(polled.rows, 1));
          checkpoint = polled.checkpoint;
          nowMs += 300_000;
        }
      },
      () => nowMs,
    );
    assert.deepEqual([...given].sort(), ['0', '1', '2', '3', '4', 'unreadable']);
  });
});

describe('cells that cannot be meant', () => {
  test('text of megabytes is cut by the source, and the rows are read', async () => {
    const mapping = await table('id serial PRIMARY KEY, at timestamp, v text');
    await scada.sql(
      `INSERT INTO ${mapping.table} (at, v) VALUES (now(), '1'), (now(), repeat('x', 5000000)), (now(), '2')`,
    );
    await reading({}, async (feed) => {
      const { rows } = await drain(feed, mapping, await feed.startAt(mapping, 0));
      assert.deepEqual(
        rows.map((row) => row[2]?.length),
        [1, 400, 1],
      );
    });
  });

  const long = 300_000;
  const kinds: Record<string, [string, string]> = {
    'a domain over text': ['longtext', `repeat('x', ${long})`],
    'a domain over a domain over text': ['longertext', `repeat('x', ${long})`],
    'an array': ['text[]', `ARRAY[repeat('x', ${long})]`],
    'a domain over an array': ['longtexts', `ARRAY[repeat('x', ${long})]`],
    json: ['json', `to_json(repeat('x', ${long}))`],
    jsonb: ['jsonb', `to_jsonb(repeat('x', ${long}))`],
    xml: ['xml', `xmlelement(name a, repeat('x', ${long}))`],
    bytes: ['bytea', `convert_to(repeat('x', ${long}), 'UTF8')`],
    'a domain over bytes': ['longbytes', `convert_to(repeat('x', ${long}), 'UTF8')`],
    'a composite': ['pair', `ROW(1, repeat('x', ${long}))::pair`],
    'a number of very many digits': ['numeric', `repeat('9', 100000)::numeric`],
    'a bit string': ['bit varying', `repeat('1', ${long})::bit varying`],
    'a text search vector': [
      'tsvector',
      `(SELECT string_agg('w' || g, ' ')::tsvector FROM generate_series(1, 20000) g)`,
    ],
    'a range of long texts': ['textrange', `textrange(repeat('a', ${long}), repeat('b', ${long}))`],
    'text of a length': [`varchar(${long})`, `repeat('x', ${long})`],
  };
  beforeAll(async () => {
    await scada.sql(`CREATE DOMAIN longtext AS text; CREATE DOMAIN longertext AS longtext;
      CREATE DOMAIN longtexts AS longtext[]; CREATE DOMAIN longbytes AS bytea;
      CREATE TYPE pair AS (a int, b text); CREATE TYPE textrange AS RANGE (subtype = text)`);
  });
  for (const [kind, [type, value]] of Object.entries(kinds)) {
    test(`${kind} is cut by the source, in reading, in history and where columns are shown`, async () => {
      const mapping = await table(`id serial PRIMARY KEY, at timestamp, v ${type}`);
      await scada.sql(
        `INSERT INTO ${mapping.table} (at, v) SELECT timestamp '2025-01-01', ${value} FROM generate_series(1, 40)`,
      );
      const lengths = (rows: readonly RawRow[]): (number | undefined)[] => [
        ...new Set(rows.map((row) => row[2]?.length)),
      ];
      await reading({}, async (feed) => {
        const { rows } = await drain(feed, mapping, await feed.startAt(mapping, 0));
        assert.deepEqual([rows.length, lengths(rows)], [40, [400]]);
        const range = { fromMs: Date.UTC(2024, 0, 1), toMs: Date.UTC(2026, 0, 1) };
        for await (const page of feed.history(mapping, range)) assert.deepEqual(lengths(page), [400]);
        const { columns } = await feed.discover(mapping.table);
        const shown = columns.find(({ column }) => column === 'v');
        assert.deepEqual([shown?.sample?.length, shown?.suggestedType], [100, null]);
      });
    });
  }

  test('domains over numbers and times serve as key, time and value', async () => {
    await scada.sql(
      'CREATE DOMAIN rowkey AS bigint; CREATE DOMAIN stamp AS timestamptz; CREATE DOMAIN reading AS numeric(8,2)',
    );
    const mapping = await table('id rowkey PRIMARY KEY, at stamp, v reading');
    await scada.sql(`INSERT INTO ${mapping.table} SELECT g, '2025-01-01Z', g FROM generate_series(1, 3) g`);
    await reading({}, async (feed) => {
      const start = await feed.startAt(mapping, 0);
      assert.equal(start.by, 'key');
      assert.deepEqual(values((await drain(feed, mapping, start)).rows, 2), ['1.00', '2.00', '3.00']);
      const { columns } = await feed.discover(mapping.table);
      assert.deepEqual(
        columns.map(({ type, suggestedType }) => [type, suggestedType]),
        [
          ['rowkey', null],
          ['stamp', null],
          ['reading', 'number'],
        ],
      );
    });
  });

  test('a time column of long texts is cut as well, and its rows are passed on as unreadable', async () => {
    for (const keyColumn of ['id', null]) {
      const mapping = await table('id serial PRIMARY KEY, at text, v text', { keyColumn });
      await scada.sql(
        `INSERT INTO ${mapping.table} (at, v) SELECT repeat('x', ${long}), '1' FROM generate_series(1, 90)`,
      );
      await reading({}, async (feed) => {
        assert.equal(await feed.newestMs(mapping), null);
        if (keyColumn === null) return;
        const { rows } = await drain(feed, mapping, await feed.startAt(mapping, 0));
        assert.deepEqual([...new Set(rows.map((row) => row[1]?.length))], [400]);
      });
    }
  });

  test('long rows after many short ones are read as well, each once', async () => {
    const names = Array.from({ length: 20 }, (_, i) => `c${i}`);
    const mapping = await table(
      `id serial PRIMARY KEY, at timestamp, ${names.map((name) => `${name} text`).join(', ')}`,
      mappingOf(names),
    );
    await scada.sql(
      `INSERT INTO ${mapping.table} (at, ${names.join(', ')})
       SELECT timestamp '2025-01-01', ${names.map(() => `CASE WHEN g > 4000 THEN repeat('ü', 500) ELSE '1' END`).join(', ')}
         FROM generate_series(1, 5000) g`,
    );
    await reading({}, async (feed) => {
      const { rows } = await drain(feed, mapping, await feed.startAt(mapping, 0));
      assert.deepEqual(
        values(rows, 0),
        Array.from({ length: 5_000 }, (_, i) => `${i + 1}`),
      );
      let past = 0;
      for await (const page of feed.history(mapping, { fromMs: 0, toMs: Date.UTC(2026, 0, 1) }))
        past += page.length;
      assert.equal(past, 5_000);
    });
  });

  test('a table of very many columns is read in fewer rows at a time, each once', async () => {
    const names = Array.from({ length: 500 }, (_, i) => `c${i}`);
    const mapping = await table(
      `id serial PRIMARY KEY, at timestamp, ${names.map((name) => `${name} float4`).join(', ')}`,
      mappingOf(names),
    );
    await scada.sql(`INSERT INTO ${mapping.table} (at, c7) SELECT now(), g FROM generate_series(1, 1500) g`);
    await reading({}, async (feed) => {
      const start = await feed.startAt(mapping, 0);
      const first = await feed.poll(mapping, start);
      assert.deepEqual([first.rows.length < 1_000, first.more], [true, true]);
      assert.equal((await drain(feed, mapping, start)).rows.length, 1_500);
    });
  });
});

describe('a network that swallows everything', () => {
  test('is noticed by a deadline on this side, and reading continues afterwards', async () => {
    const mapping = await table(KEYED);
    const proxy = await stallingProxy(scada.feed());
    await reading({ ...proxy.place, statementTimeoutMs: 200 }, async (feed) => {
      const start = await feed.startAt(mapping, 0);
      proxy.hold(true);
      await assert.rejects(
        feed.poll(mapping, start),
        (error) => error instanceof AppError && /has not answered for 2200 ms/.test(error.message),
      );
      proxy.hold(false);
      assert.deepEqual((await feed.poll(mapping, start)).rows, []);
    });
    proxy.close();
  });

  test('does not delay closing: neither while it connects nor in the middle of a statement', async () => {
    const mapping = await table(KEYED);
    const proxy = await stallingProxy(scada.feed());
    const place = { ...proxy.place, statementTimeoutMs: 60_000 };
    const connecting = openFeed(scada.feed(place), scada.password, { networks });
    const reader = openFeed(scada.feed(place), scada.password, { networks });
    const start = await reader.startAt(mapping, 0);
    proxy.hold(true);
    const stuck = [connecting.startAt(mapping, 0), reader.poll(mapping, start)];
    await eventually(() => assert.ok(proxy.held() >= 2));
    const startedAtMs = performance.now();
    await Promise.all([connecting.close(), reader.close()]);
    for (const outcome of await Promise.allSettled(stuck)) assert.equal(outcome.status, 'rejected');
    assert.ok(performance.now() - startedAtMs < 1_500);
    proxy.close();
  });
});
