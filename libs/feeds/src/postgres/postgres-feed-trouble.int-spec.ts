import assert from 'node:assert/strict';
import net from 'node:net';
import type { Mapping } from '@eagle/contracts/domain';
import { eventually } from '@eagle/testing';
import type { FeedConnection } from '../feed-connection.js';
import { openFeed } from '../open-feed.js';
import { newTable, openFeedOf, problemOf, using } from './feed-reading.fixture.js';
import { narrowMapping, networks, openScada, type Scada } from './scada.fixture.js';

let scada: Scada;
beforeAll(async () => {
  scada = await openScada();
});
afterAll(() => scada.close());

const table = (columns: string): Promise<Mapping> => newTable(scada, columns);
const open = (overrides = {}): FeedConnection => openFeedOf(scada, overrides);

describe('problems of a source', () => {
  test('a wrong password', async () => {
    const { ok, problem, reason } = await using(openFeed(scada.feed(), 'wrong', { networks }), (feed) =>
      feed.test(),
    );
    assert.deepEqual([ok, problem], [false, 'wrong-credentials']);
    assert.match(reason, /check user name and password/);
  });

  test('nothing listens there', async () => {
    assert.equal((await using(open({ port: 1 }), (feed) => feed.test())).problem, 'unreachable');
  });

  test('a server that accepts and never answers', async () => {
    const silent = net.createServer();
    const { promise, resolve } = Promise.withResolvers<void>();
    const sockets = new Set<net.Socket>();
    silent.on('connection', (socket) => sockets.add(socket)).listen(0, '127.0.0.1', resolve);
    await promise;
    const address = silent.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    assert.equal(
      (await using(open({ port, host: '127.0.0.1' }), (feed) => feed.test())).problem,
      'unreachable',
    );
    for (const socket of sockets) socket.destroy();
    silent.close();
  });

  test('a table that is locked, and reading continues when it is free', async () => {
    const mapping = await table('id serial PRIMARY KEY, at timestamp, v float8');
    const locker = await scada.session();
    await using(open({ statementTimeoutMs: 300 }), async (feed) => {
      const start = await feed.startAt(mapping, 0);
      await locker.query('BEGIN');
      await locker.query(`LOCK TABLE ${mapping.table}`);
      assert.equal(await problemOf(feed.poll(mapping, start)), 'statement-timeout');
      await locker.query('ROLLBACK');
      assert.equal(await problemOf(feed.poll(mapping, start)), 'none');
    });
  });

  test('a column that was renamed, named in the sentence', async () => {
    const mapping = await table('id serial PRIMARY KEY, at timestamp, v float8');
    await using(open(), async (feed) => {
      const start = await feed.startAt(mapping, 0);
      await scada.sql(`ALTER TABLE ${mapping.table} RENAME COLUMN v TO w`);
      assert.equal(await problemOf(feed.poll(mapping, start)), 'column-missing');
      await assert.rejects(feed.poll(mapping, start), /has no column "v"/);
    });
  });

  test('a table that may not be read', async () => {
    const mapping = await table('id serial PRIMARY KEY, at timestamp, v float8');
    await scada.sql(`REVOKE ALL ON ${mapping.table} FROM scada_reader`);
    const test = await using(open(), (feed) => feed.test(mapping.table));
    assert.equal(test.problem, 'permission-denied');
  });

  test('a name that tries to be a statement is only a name', async () => {
    const mapping = narrowMapping({ table: 'x"; DROP TABLE y; --' });
    await using(open(), async (feed) => {
      assert.equal(await problemOf(feed.startAt(mapping, 0)), 'table-missing');
    });
  });
});

describe('the session', () => {
  test('is read-only', async () => {
    const mapping = await table('id serial PRIMARY KEY, at timestamp, v float8');
    await scada.sql(`GRANT ALL ON ${mapping.table} TO scada_reader`);
    await scada.sql(
      `CREATE VIEW view_${mapping.table} AS SELECT 1 AS id, now()::timestamp AS at, nextval('${mapping.table}_id_seq') AS v`,
    );
    await scada.sql(`GRANT ALL ON SEQUENCE ${mapping.table}_id_seq TO scada_reader`);
    const writing = narrowMapping({ table: `view_${mapping.table}` });
    await using(open(), async (feed) => {
      assert.equal(await problemOf(feed.startAt(writing, 0)), 'failed');
      await assert.rejects(feed.startAt(writing, 0), /read-only transaction/);
    });
  });

  test('recovers by itself and receives announcements again after the server ended it', async () => {
    const mapping = await table('id serial PRIMARY KEY, at timestamp, v float8');
    let news = 0;
    await using(open({ notifyChannel: 'scada_news' }), async (feed) => {
      await feed.listen(() => news++);
      const start = await feed.startAt(mapping, 0);
      await scada.sql(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'eagle-notifier' AND datname = current_database()`,
      );
      await eventually(async () => assert.equal(await problemOf(feed.poll(mapping, start)), 'none'));
      const before = news;
      await eventually(async () => {
        await scada.sql('NOTIFY scada_news');
        assert.ok(news > before + 1);
      });
    });
  });
});

describe('discovery', () => {
  test('lists tables and suggests a tag for every column that holds values', async () => {
    await scada.sql(
      'CREATE TABLE plant (id serial PRIMARY KEY, stamp timestamp, "Zone-1 Temp (°C)" text, alarm float8, note text)',
    );
    await scada.sql(`INSERT INTO plant VALUES (1, now(), '880.5', 0, 'ok'), (2, now(), '881', 1, 'ok')`);
    const { tables: found, columns } = await using(open(), (feed) => feed.discover('plant'));
    assert.ok(found.includes('plant'));
    assert.deepEqual(
      columns.map(({ suggestedTag, suggestedType }) => [suggestedTag, suggestedType]),
      [
        [null, null],
        [null, null],
        ['zone_1_temp_c', 'number'],
        ['alarm', 'boolean'],
        [null, null],
      ],
    );
  });
});
