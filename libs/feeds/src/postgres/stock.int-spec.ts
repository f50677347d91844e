import assert from 'node:assert/strict';
import type { Mapping } from '@eagle/contracts/domain';
import type { KeyCheckpoint } from '../checkpoint/checkpoint.js';
import type { Stock } from '../feed-connection.js';
import { openFeed } from '../open-feed.js';
import { KeyStock } from './key-stock.js';
import { PollByKey } from './poll-by-key.js';
import { PostgresSession } from './postgres-session.js';
import { narrowMapping, networks, openScada, type Scada } from './scada.fixture.js';
import { SourceClock } from './source-clock.js';
import { describeTable } from './source-table.js';

let scada: Scada;
beforeAll(async () => {
  scada = await openScada();
});
afterAll(() => scada.close());

let tables = 0;
async function table(columns = 'id bigint PRIMARY KEY, at timestamptz, v float8'): Promise<Mapping> {
  const name = `stock_${++tables}`;
  await scada.sql(`CREATE TABLE ${name} (${columns})`);
  return narrowMapping({ table: name });
}

/** A reader by key whose ledger is compared whenever the test says so. */
class LedgerReader {
  nowMs = Date.now();
  readonly values: string[] = [];
  private constructor(
    private readonly session: PostgresSession,
    private readonly poll: PollByKey,
    private readonly stock: KeyStock,
    private checkpoint: KeyCheckpoint,
  ) {}

  static async open(mapping: Mapping, work: (reader: LedgerReader) => Promise<void>): Promise<void> {
    const feed = scada.feed();
    const session = new PostgresSession({
      feed,
      password: scada.password,
      applicationName: 'stock-spec',
      networks,
      connectTimeoutMs: 5_000,
    });
    const source = await describeTable(session, mapping);
    const clock = new SourceClock(mapping);
    const now = (): number => reader.nowMs;
    const poll = new PollByKey(session, source, clock, feed, { now, steadyNow: now });
    const stock = new KeyStock(session, source, clock, feed, now);
    const reader: LedgerReader = new LedgerReader(
      session,
      poll,
      stock,
      await new PollByKey(session, source, clock, feed, { now: Date.now, steadyNow: Date.now }).startAt(0),
    );
    try {
      await work(reader);
    } finally {
      await session.close();
    }
  }

  async read(): Promise<void> {
    for (let more = true; more;) {
      const polled = await this.poll.poll(this.checkpoint, 5_000);
      assert.equal(polled.checkpoint.by, 'key');
      if (polled.checkpoint.by === 'key') this.checkpoint = polled.checkpoint;
      this.values.push(...polled.rows.map((row) => row[2] ?? 'null'));
      more = polled.more;
    }
  }

  async compare(): Promise<Stock> {
    const stock = await this.stock.take(this.checkpoint);
    if (stock.checkpoint.by === 'key') this.checkpoint = stock.checkpoint;
    return stock;
  }

  close(): Promise<void> {
    return this.session.close();
  }
}
const insert = (name: string, from: number, to: number): Promise<void> =>
  scada.sql(`INSERT INTO ${name} SELECT g, now(), g FROM generate_series(${from}, ${to}) g`);

describe('the ledger of a feed', () => {
  test('agrees with the source, also after rows were deleted there', async () => {
    const mapping = await table();
    await insert(mapping.table, 1, 7_000);
    await LedgerReader.open(mapping, async (reader) => {
      await reader.read();
      const { ledger, neverRead } = await reader.compare();
      assert.deepEqual(
        [ledger.rowsAtSource, ledger.rowsRead, ledger.rowsNeverRead, neverRead, ledger.to],
        [7_000, 7_000, 0, 0, '7000'],
      );
      await scada.sql(`DELETE FROM ${mapping.table} WHERE id BETWEEN 6001 AND 6500`);
      const after = (await reader.compare()).ledger;
      assert.deepEqual([after.rowsAtSource, after.rowsRead, after.rowsNeverRead], [6_500, 6_500, 0]);
    });
  });

  test('finds rows in an old gap, which are then read', async () => {
    const mapping = await table();
    await insert(mapping.table, 100, 110);
    await LedgerReader.open(mapping, async (reader) => {
      await reader.read();
      reader.nowMs += 3_600_000;
      await reader.read();
      await insert(mapping.table, 1, 3);
      await reader.read();
      assert.equal(reader.values.length, 11);
      assert.equal((await reader.compare()).pollAgain, true);
      await insert(mapping.table, 4, 5);
      await reader.read();
      assert.deepEqual(reader.values.slice(11), ['1', '2', '3', '4', '5']);
      assert.equal((await reader.compare()).neverRead, 0);
    });
  });

  test('reports rows under keys that were already read, once two comparisons agree', async () => {
    const mapping = await table();
    await insert(mapping.table, 1, 100);
    await LedgerReader.open(mapping, async (reader) => {
      await reader.read();
      await scada.sql(`DELETE FROM ${mapping.table} WHERE id BETWEEN 50 AND 59`);
      await reader.compare();
      await insert(mapping.table, 50, 59);
      assert.equal((await reader.compare()).neverRead, 0);
      const reported = await reader.compare();
      assert.deepEqual(
        [reported.neverRead, reported.ledger.rowsNeverRead, reported.ledger.rowsAtSource],
        [10, 10, 100],
      );
      assert.equal((await reader.compare()).neverRead, 0);
    });
  });

  test('refuses rows without a key, each once, with the reason', async () => {
    const mapping = await table('id int UNIQUE, at timestamptz, v float8');
    await scada.sql(`INSERT INTO ${mapping.table} VALUES (1, now(), 1), (NULL, now(), 2)`);
    await LedgerReader.open(mapping, async (reader) => {
      await reader.read();
      const first = await reader.compare();
      assert.deepEqual([first.counts, first.ledger.rowsRefused], [{ 'key-missing': 1 }, 1]);
      assert.deepEqual(first.refused[0]?.cells['v'], '2');
      assert.match(first.refused[0]?.detail ?? '', /has no key \("id" is null\)/);
      assert.deepEqual((await reader.compare()).counts, {});
      await scada.sql(`INSERT INTO ${mapping.table} VALUES (NULL, now(), 3), (NULL, now(), 4)`);
      const next = await reader.compare();
      assert.deepEqual([next.counts, next.refused.length], [{ 'key-missing': 2 }, 2]);
    });
  });

  test('reaches the lowest key of a large table step by step, and then knows every free key', async () => {
    const mapping = await table();
    await insert(mapping.table, 1, 20_000);
    await insert(mapping.table, 20_011, 50_000);
    await scada.sql(`UPDATE ${mapping.table} SET at = now() - interval '1 day' WHERE id < 50000`);
    const feed = openFeed(scada.feed(), scada.password, { networks });
    const start = await feed.startAt(mapping, Date.now() - 3_600_000);
    assert.ok(start.by === 'key' && start.watermark === '49999');
    assert.equal(start.gapsKnownFrom, '30000');
    const stock = await feed.takeStock(mapping, start);
    await feed.close();
    assert.ok(stock?.checkpoint.by === 'key');
    assert.deepEqual(
      stock.checkpoint.gaps.map(({ from, to }) => [from, to]),
      [
        ['-9223372036854775808', '0'],
        ['20001', '20010'],
      ],
    );
    assert.equal(stock.checkpoint.gapsKnownFrom, '9990');
  });
});

describe('a table without a key', () => {
  test('refuses rows without a time, each once', async () => {
    const mapping = { ...(await table('at timestamptz, v float8')), keyColumn: null };
    await scada.sql(`INSERT INTO ${mapping.table} VALUES (now(), 1), (NULL, 2)`);
    const feed = openFeed(scada.feed(), scada.password, { networks });
    const polled = await feed.poll(mapping, await feed.startAt(mapping, Date.now() - 60_000));
    const stock = await feed.takeStock(mapping, polled.checkpoint);
    assert.deepEqual([stock?.counts, stock?.ledger.rowsRead], [{ 'time-missing': 1 }, 1]);
    assert.equal(await feed.takeStock(mapping, polled.checkpoint), null);
    await feed.close();
  });
});
