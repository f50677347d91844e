import assert from 'node:assert/strict';
import type { Mapping } from '@eagle/contracts/domain';
import { eventually } from '@eagle/testing';
import { feedCheckpointSchema } from '../checkpoint/checkpoint.js';
import type { FeedConnection, RawRow } from '../feed-connection.js';
import { openFeed } from '../open-feed.js';
import { drain, keys, newTable, openFeedOf, problemOf, using } from './feed-reading.fixture.js';
import { networks, openScada, type Scada } from './scada.fixture.js';

let scada: Scada;
beforeAll(async () => {
  scada = await openScada();
});
afterAll(() => scada.close());

const table = (columns: string): Promise<Mapping> => newTable(scada, columns);
const open = (overrides = {}): FeedConnection => openFeedOf(scada, overrides);

describe('reading a table by key', () => {
  test('returns every row once, in pages, and continues from a stored checkpoint', async () => {
    const mapping = await table('id serial PRIMARY KEY, at timestamp, v float8');
    await scada.sql(`INSERT INTO ${mapping.table} (at, v) SELECT now(), g FROM generate_series(1, 25) g`);
    const first = await using(open(), async (feed) =>
      drain(feed, mapping, await feed.startAt(mapping, 0), 10),
    );
    assert.deepEqual(
      keys(first.rows),
      Array.from({ length: 25 }, (_, i) => i + 1),
    );
    await scada.sql(`INSERT INTO ${mapping.table} (at, v) VALUES (now(), 26)`);
    const stored = feedCheckpointSchema.parse(JSON.parse(JSON.stringify(first.checkpoint)));
    const second = await using(open(), (feed) => drain(feed, mapping, stored));
    assert.deepEqual(keys(second.rows), [26]);
  });

  test('reads a row that a slow transaction commits below the watermark', async () => {
    const mapping = await table('id serial PRIMARY KEY, at timestamp, v float8');
    const slow = await scada.session();
    await using(open(), async (feed) => {
      const start = await feed.startAt(mapping, 0);
      await slow.query('BEGIN');
      await slow.query(`INSERT INTO ${mapping.table} (at, v) VALUES (now(), 1)`);
      await scada.sql(`INSERT INTO ${mapping.table} (at, v) VALUES (now(), 2), (now(), 3)`);
      const early = await drain(feed, mapping, start);
      assert.deepEqual(keys(early.rows), [2, 3]);
      assert.equal(early.last.lookAgainInMs, 1_000);
      await slow.query('COMMIT');
      const late = await drain(feed, mapping, early.checkpoint);
      assert.deepEqual(keys(late.rows), [1]);
      assert.equal(late.last.lateRows, 1);
      assert.deepEqual(keys((await drain(feed, mapping, late.checkpoint)).rows), []);
    });
  });

  test('still finds a row committed late after a pause in reading longer than the tolerance', async () => {
    const mapping = await table('id serial PRIMARY KEY, at timestamp, v float8');
    await scada.sql(`INSERT INTO ${mapping.table} (id, at, v) VALUES (2, now(), 2)`);
    const feedOf = (nowMs: number): FeedConnection =>
      openFeed(scada.feed(), scada.password, { networks, now: () => nowMs });
    const early = await using(feedOf(0), async (feed) =>
      drain(feed, mapping, await feed.startAt(mapping, 0)),
    );
    await scada.sql(`INSERT INTO ${mapping.table} (id, at, v) VALUES (1, now(), 1)`);
    const late = await using(feedOf(900_000), (feed) => drain(feed, mapping, early.checkpoint));
    assert.deepEqual(keys(late.rows), [1]);
  });

  test('begins at an instant without an index on time', async () => {
    const mapping = await table('id serial PRIMARY KEY, at timestamp, v float8');
    await scada.sql(
      `INSERT INTO ${mapping.table} (at, v)
         SELECT timestamp '2025-01-01' + g * interval '1 second', g FROM generate_series(0, 999) g`,
    );
    const { rows } = await using(open(), async (feed) =>
      drain(feed, mapping, await feed.startAt(mapping, Date.UTC(2025, 0, 1, 0, 15))),
    );
    assert.equal(rows.length, 100);
    assert.equal(rows[0]?.[1], '2025-01-01 00:15:00');
  });

  test('reports that a table is missing, and continues after the newest time when it was recreated', async () => {
    const mapping = await table('id serial PRIMARY KEY, at timestamp, v float8');
    await scada.sql(
      `INSERT INTO ${mapping.table} (at, v)
         SELECT timestamp '2025-01-01' + g * interval '1 second', g FROM generate_series(1, 10) g`,
    );
    await using(open(), async (feed) => {
      const first = await drain(feed, mapping, await feed.startAt(mapping, 0));
      await scada.sql(`DROP TABLE ${mapping.table}`);
      assert.equal(await problemOf(feed.poll(mapping, first.checkpoint)), 'table-missing');
      await scada.sql(`CREATE TABLE ${mapping.table} (id serial PRIMARY KEY, at timestamp, v float8)`);
      await scada.sql(
        `INSERT INTO ${mapping.table} (at, v)
           SELECT timestamp '2025-01-01' + g * interval '1 second', g FROM generate_series(6, 25) g`,
      );
      const restarted = await feed.poll(mapping, first.checkpoint);
      assert.equal(restarted.recreated, true);
      const second = await drain(feed, mapping, restarted.checkpoint);
      assert.deepEqual(
        second.rows.map((row) => row[2]),
        Array.from({ length: 15 }, (_, i) => `${i + 11}`),
      );
    });
  });
});

describe('reading a table without a key', () => {
  test('gives every row once, also one committed late', async () => {
    const mapping = { ...(await table('at timestamptz, v float8')), keyColumn: null };
    const slow = await scada.session();
    const feed = openFeed(scada.feed(), scada.password, { networks, now: () => Date.UTC(2025, 0, 1, 0, 1) });
    await using(feed, async () => {
      await slow.query('BEGIN');
      await slow.query(`INSERT INTO ${mapping.table} VALUES ('2025-01-01 00:00:01Z', 1)`);
      await scada.sql(
        `INSERT INTO ${mapping.table}
           SELECT timestamptz '2025-01-01 00:00:00Z' + g * interval '1 second', g FROM generate_series(2, 30) g`,
      );
      const start = await feed.startAt(mapping, Date.UTC(2025, 0, 1));
      const early = await drain(feed, mapping, start, 7);
      assert.deepEqual(
        early.rows.map((row) => Number(row[1])),
        Array.from({ length: 29 }, (_, i) => i + 2),
      );
      await slow.query('COMMIT');
      let { checkpoint } = early;
      const late = await eventually(async () => {
        const read = await drain(feed, mapping, checkpoint, 7);
        checkpoint = read.checkpoint;
        assert.ok(read.rows.length > 0);
        return read;
      });
      assert.deepEqual(
        late.rows.map((row) => row[1]),
        ['1'],
      );
      assert.equal((await drain(feed, mapping, checkpoint, 7)).rows.length, 0);
    });
  });

  test('misses no row in the hour that happens twice', async () => {
    const mapping = {
      ...(await table('at timestamp, v float8')),
      keyColumn: null,
      timeZone: 'Europe/Berlin',
    };
    let steadyMs = 0;
    const clocks = { now: () => Date.UTC(2025, 9, 27), steadyNow: () => steadyMs };
    const feed = openFeed(scada.feed(), scada.password, { networks, ...clocks });
    await using(feed, async () => {
      let checkpoint = await feed.startAt(mapping, Date.UTC(2025, 9, 25, 23, 30));
      const read: string[] = [];
      for (let minute = 0; minute < 150; minute += 10) {
        steadyMs = minute * 60_000;
        const utc = new Date(Date.UTC(2025, 9, 25, 23, 30) + minute * 60_000).toISOString();
        await scada.sql(
          `INSERT INTO ${mapping.table} VALUES (timestamptz '${utc}' AT TIME ZONE 'Europe/Berlin', ${minute})`,
        );
        const polled = await drain(feed, mapping, checkpoint);
        checkpoint = polled.checkpoint;
        read.push(...polled.rows.map((row) => row[1] ?? ''));
      }
      assert.deepEqual(
        read,
        Array.from({ length: 15 }, (_, i) => `${i * 10}`),
      );
    });
  });
});

describe('history', () => {
  test('streams exactly the rows of a stretch, found by key', async () => {
    const mapping = await table('id serial PRIMARY KEY, at timestamp, v float8');
    await scada.sql(
      `INSERT INTO ${mapping.table} (at, v)
         SELECT timestamp '2025-01-01' + g * interval '1 minute', g FROM generate_series(0, 9999) g`,
    );
    await using(open(), async (feed) => {
      const range = { fromMs: Date.UTC(2025, 0, 2), toMs: Date.UTC(2025, 0, 4) };
      const pages: (readonly RawRow[])[] = [];
      for await (const page of feed.history(mapping, range, { pageRows: 500 })) pages.push(page);
      assert.ok(pages.every((page) => page.length <= 500));
      const rows = pages.flat();
      assert.equal(rows.length, 2_880);
      assert.equal(rows[0]?.[1], '2025-01-02 00:00:00');
    });
  });

  test('finds every row of a table that was filled asset by asset', async () => {
    const mapping = await table('id serial PRIMARY KEY, at timestamp, v float8');
    for (const asset of [1, 2])
      await scada.sql(
        `INSERT INTO ${mapping.table} (at, v)
           SELECT timestamp '2025-01-01' + g * interval '1 hour', ${asset} FROM generate_series(0, 999) g`,
      );
    const rows: RawRow[] = [];
    await using(open(), async (feed) => {
      const range = { fromMs: Date.UTC(2025, 0, 2), toMs: Date.UTC(2025, 0, 3) };
      for await (const page of feed.history(mapping, range)) rows.push(...page);
    });
    assert.equal(rows.length, 48);
  });

  test('streams a table without a key by time', async () => {
    const mapping = { ...(await table('at timestamp, v text')), keyColumn: null };
    await scada.sql(
      `INSERT INTO ${mapping.table}
         SELECT timestamp '2025-01-01' + g * interval '1 minute', g::text FROM generate_series(0, 2999) g`,
    );
    const rows: RawRow[] = [];
    await using(open(), async (feed) => {
      const range = { fromMs: Date.UTC(2025, 0, 2), toMs: Date.UTC(2025, 0, 3) };
      for await (const page of feed.history(mapping, range, { pageRows: 400 })) rows.push(...page);
    });
    assert.equal(rows.length, 1_440);
  });

  test('at a pace, each statement has its turn and is over before the next', async () => {
    const mapping = await table('id serial PRIMARY KEY, at timestamp, v float8');
    await scada.sql(
      `INSERT INTO ${mapping.table} (at, v)
         SELECT timestamp '2025-01-01' + g * interval '1 minute', g FROM generate_series(0, 9999) g`,
    );
    const steps: string[] = [];
    const pace = {
      turn: async () => void steps.push('turn'),
      took: (ms: number) => void (ms > 0 && steps.push('took')),
    };
    await using(open(), async (feed) => {
      const range = { fromMs: Date.UTC(2025, 0, 2), toMs: Date.UTC(2025, 0, 4) };
      let rows = 0;
      for await (const page of feed.history(mapping, range, { pageRows: 500, pace })) {
        rows += page.length;
        assert.equal(steps.at(-1), 'took');
      }
      assert.equal(rows, 2_880);
      assert.equal(steps.join(' '), Array.from({ length: steps.length / 2 }, () => 'turn took').join(' '));
      const refused = { ...pace, turn: () => Promise.reject(new Error('not now')) };
      const reading = feed.history(mapping, range, { pace: refused })[Symbol.asyncIterator]();
      await assert.rejects(reading.next(), /not now/);
    });
  });

  test('knows whether a range is found without reading the whole table', async () => {
    // Wide rows: the table is too large to be read at each look.
    const columns = `id serial PRIMARY KEY, at timestamp, v float8, pad text DEFAULT repeat('x', 600)`;
    const [ordered, byAsset] = [await table(columns), await table(columns)];
    const fill = (name: string): Promise<void> =>
      scada.sql(
        `INSERT INTO ${name} (at, v) SELECT timestamp '2025-01-01' + g * interval '1 minute', g FROM generate_series(0, 59999) g`,
      );
    for (const name of [ordered.table, byAsset.table, byAsset.table]) await fill(name);
    await scada.sql(`ANALYZE ${byAsset.table}`);
    await using(open(), async (feed) => {
      assert.equal(await feed.findsRanges(ordered), true);
      assert.equal(await feed.findsRanges(byAsset), false);
      assert.equal(await feed.findsRanges({ ...byAsset, keyColumn: null }), false);
    });
    await scada.sql(`CREATE INDEX ON ${byAsset.table} (at)`);
    await using(open(), async (feed) => {
      assert.equal(await feed.findsRanges(byAsset), true);
      const rows: RawRow[] = [];
      const range = { fromMs: Date.UTC(2025, 0, 10), toMs: Date.UTC(2025, 0, 11) };
      for await (const page of feed.history(byAsset, range)) rows.push(...page);
      assert.equal(rows.length, 2_880);
    });
  });
});
