import assert from 'node:assert/strict';
import { AppError, type Feed, type Mapping } from '@eagle/contracts/domain';
import { openFeed } from '../open-feed.js';
import type { FeedConnection } from '../feed-connection.js';
import { narrowMapping, networks, openScada, type Scada } from './scada.fixture.js';

let scada: Scada;
let large: Mapping;
beforeAll(async () => {
  scada = await openScada();
  large = narrowMapping({ table: 'large', keyColumn: null });
  await scada.sql(
    `CREATE TABLE large AS SELECT g AS id, now() - interval '1 day' - g * interval '1 ms' AS at, g::float8 AS v, repeat('x', 100) AS note
       FROM generate_series(1, 500000) g`,
  );
  await scada.sql('ANALYZE large');
});
afterAll(() => scada.close());

async function using<T>(feed: Partial<Feed>, work: (feed: FeedConnection) => Promise<T>): Promise<T> {
  const connection = openFeed(scada.feed({ statementTimeoutMs: 20_000, ...feed }), scada.password, {
    networks,
  });
  try {
    return await work(connection);
  } finally {
    await connection.close();
  }
}
const isTooCostly = (error: unknown): boolean =>
  error instanceof AppError && error.code === 'FEED.TOO_COSTLY' && error.message.includes('CREATE INDEX');

describe('a large table without an index that polls can use', () => {
  test('is polled once per interval, however often a poll is requested, and the cost is reported', async () => {
    await using({ pollIntervalMs: 3_600_000 }, async (feed) => {
      const start = await feed.startAt(large, Date.now() - 60_000);
      const first = await feed.poll(large, start);
      assert.ok(first.lookMs !== null && first.lookMs > 0);
      for (let i = 0; i < 20; i++) {
        const again = await feed.poll(large, first.checkpoint);
        assert.equal(again.lookMs, null);
        assert.ok((again.lookAgainInMs ?? 0) > 3_000_000);
      }
      assert.match(feed.cost ?? '', /^Each look goes through the whole of table "large" .* no index on "at"/);
      assert.match(
        (await feed.test('large', large)).reason,
        /^The connection works\. Each look goes through/,
      );
    });
  });

  test('is refused with advice where two polls took more than a tenth of the interval, until there is an index', async () => {
    const mapping = { ...large, table: 'larger' };
    await scada.sql('CREATE TABLE larger AS SELECT * FROM large');
    await scada.sql('ANALYZE larger');
    await using({ pollIntervalMs: 100 }, async (feed) => {
      const refused = async (): Promise<void> => {
        let { checkpoint } = { checkpoint: await feed.startAt(mapping, Date.now() - 60_000) };
        for (const endsAtMs = performance.now() + 20_000; performance.now() < endsAtMs;) {
          ({ checkpoint } = await feed.poll(mapping, checkpoint));
        }
      };
      await assert.rejects(refused(), isTooCostly);
      const { ok, problem } = await feed.test('larger', mapping);
      assert.deepEqual([ok, problem], [false, 'too-costly']);
      await scada.sql('CREATE INDEX ON larger (at)');
      const polled = await feed.poll(mapping, await feed.startAt(mapping, Date.now() - 60_000));
      assert.ok(polled.lookMs !== null);
      assert.equal(feed.cost, null);
    });
  });

  test('is refused before the first poll where its key has no index: the start is searched by key', async () => {
    await using({}, async (feed) => {
      await assert.rejects(feed.newestMs({ ...large, keyColumn: 'id' }), isTooCostly);
    });
  });
});

describe('discovery of a large table', () => {
  const costs = (table: string) =>
    using({}, async (feed) => {
      const { columns, cost } = await feed.discover(table);
      return { cost, columns: new Map(columns.map(({ column, ...rest }) => [column, rest])) };
    });

  test('reports the cost of a poll by each suitable column, without a scan of the table', async () => {
    const { cost, columns } = await costs('large');
    for (const column of ['id', 'at']) {
      const { leadsIndex = null, lookMs = null } = columns.get(column) ?? {};
      assert.equal(leadsIndex, false);
      assert.ok(lookMs !== null && lookMs > 0, column);
    }
    assert.equal(columns.get('note')?.lookMs, null, 'neither a key nor a time');
    assert.match(cost ?? '', /goes through the whole of table "large" .* create an index on the key or time/);
  });

  test('names the columns by which polling costs nothing', async () => {
    await scada.sql(
      `CREATE TABLE indexed AS SELECT * FROM large; ALTER TABLE indexed ADD PRIMARY KEY (id); CREATE INDEX ON indexed USING brin (at);
       CREATE VIEW seen AS SELECT * FROM indexed; ANALYZE indexed`,
    );
    const { cost, columns } = await costs('indexed');
    assert.deepEqual([columns.get('id')?.leadsIndex, columns.get('id')?.lookMs], [true, 0]);
    assert.equal(columns.get('at')?.leadsIndex, false, 'an index without an order does not help a poll');
    assert.ok((columns.get('at')?.lookMs ?? 0) > 0);
    assert.match(cost ?? '', /: read by "id", or create an index\.$/);
    const view = await costs('seen');
    assert.deepEqual([view.columns.get('id')?.leadsIndex, view.columns.get('id')?.lookMs], [null, 0]);
  });
});
