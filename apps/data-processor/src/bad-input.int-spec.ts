import assert from 'node:assert/strict';
import { RPC } from '@eagle/contracts/bus';
import type { OrganizationConfig } from '@eagle/contracts/domain';
import { eventually } from '@eagle/testing';
import { openPlant, rowsOf, type Overrides, type Plant } from './plant.fixture.js';

const LATER = { deadlineMs: 15_000 };
let plant: Plant;
beforeAll(async () => {
  plant = await openPlant();
  await plant.start();
});
afterAll(() => plant.close());

let tables = 0;
async function organization(
  columns: string,
  overrides: Overrides = {},
): Promise<[OrganizationConfig, string]> {
  const name = `spoilt_${++tables}`;
  await plant.sql(`CREATE TABLE ${name} (${columns})`);
  const config = plant.organization(name, overrides);
  await plant.put(config);
  return [config, name];
}

async function expectSaid(
  { organizationId }: OrganizationConfig,
  state: string,
  reason: RegExp,
): Promise<void> {
  await eventually(async () => {
    const status = await plant.status(organizationId);
    assert.equal(status?.state, state, status?.reason);
    assert.match(status?.reason ?? '', reason);
  }, LATER);
}

const utcNow = `(now() AT TIME ZONE 'UTC')`;

describe('the feed status on bad input', () => {
  test('names column and value where only values are unusable; the rows are used', async () => {
    const [config, name] = await organization('id serial PRIMARY KEY, at timestamp, v text, flag text', {
      tags: [
        { tag: 'v', type: 'number', role: 'present-value' },
        { tag: 'flag', type: 'boolean', role: 'flag' },
      ],
      mapping: {
        source: {
          layout: 'wide',
          asset: { assetId: 'line' },
          columns: [
            { column: 'v', tag: 'v' },
            { column: 'flag', tag: 'flag' },
          ],
        },
      },
    });
    await plant.sql(`INSERT INTO ${name} (at, v, flag) VALUES (${utcNow}, '3', 'perhaps')`);
    await expectSaid(
      config,
      'degraded',
      /count as missing: column "flag" holds "perhaps", which is neither true nor false/,
    );
    assert.equal(rowsOf(await plant.scans(config.organizationId)).length, 1);
    assert.deepEqual(
      await plant.nats.bus.deadLetters.list({ organizationId: config.organizationId, limit: 1 }),
      [],
    );
  });

  test('suggests the time zone where every row seems to come from the future, and reads new rows once it is corrected', async () => {
    const [config, name] = await organization('id serial PRIMARY KEY, at timestamp, v float8', {
      mapping: { timeZone: 'America/Los_Angeles' },
    });
    await plant.sql(
      `INSERT INTO ${name} (at, v) SELECT ${utcNow} - g * interval '1 hour', g FROM generate_series(9, 1, -1) g`,
    );
    await plant.sql(`INSERT INTO ${name} (at, v) VALUES (${utcNow}, 0)`);
    await expectSaid(
      config,
      'degraded',
      /ahead of now: check the source's clock and the mapping's time zone/,
    );
    const { mapping } = config;
    assert.ok(mapping !== null);
    await plant.put({ ...config, revision: 2, mapping: { ...mapping, timeZone: 'UTC', revision: 2 } });
    await eventually(async () => {
      const newest = rowsOf(await plant.scans(config.organizationId)).at(-1);
      assert.ok(newest !== undefined && Math.abs(newest.atMs - Date.now()) < 30_000);
    }, LATER);
  });

  test('counts and quarantines rows without a key, and reads rows of a second writer with lower keys', async () => {
    const [config, name] = await organization('id int UNIQUE, at timestamp, v float8');
    await plant.sql(`INSERT INTO ${name} VALUES (1001, ${utcNow}, 1)`);
    await expectSaid(config, 'ok', /rows come in/);
    await plant.sql(
      `INSERT INTO ${name} VALUES (1002, ${utcNow}, 2), (NULL, ${utcNow}, 3), (1003, ${utcNow}, 4), (7, ${utcNow}, 5)`,
    );
    await eventually(
      async () => {
        const status = await plant.status(config.organizationId);
        assert.deepEqual(status?.rejected, { 'key-missing': 1 });
        const { ledger } = status;
        assert.deepEqual([ledger?.rowsRead, ledger?.rowsRefused, ledger?.rowsNeverRead], [3, 1, 0]);
        assert.equal(status.rowsRead, 4);
      },
      { deadlineMs: 40_000 },
    );
    const [letter] = await plant.nats.bus.deadLetters.list({
      organizationId: config.organizationId,
      limit: 10,
    });
    assert.equal(letter?.code, 'FEED.KEY_MISSING');
  });

  test('reports a source that has fallen behind the clock', async () => {
    const [config, name] = await organization('id serial PRIMARY KEY, at timestamp, v float8');
    await plant.sql(`INSERT INTO ${name} (at, v) VALUES (${utcNow} - interval '5 hours', 1)`);
    await expectSaid(
      config,
      'degraded',
      /newest row is 5 hours behind the clock: check whether the source still writes/,
    );
    await plant.sql(`INSERT INTO ${name} (at, v) VALUES (${utcNow}, 2)`);
    await expectSaid(config, 'ok', /rows come in/);
  });
});

describe('a large table without an index', () => {
  test('is read, and the status names the cost of each poll; the connection test refuses what reading refuses', async () => {
    const [config, name] = await organization('at timestamp, v float8, note text', {
      feed: { pollIntervalMs: 600_000, statementTimeoutMs: 20_000 },
      mapping: { keyColumn: null },
    });
    await expectSaid(config, 'ok', /no rows have come yet/);
    await plant.sql(
      `INSERT INTO ${name} SELECT ${utcNow} - interval '1 day' - g * interval '1 ms', g, repeat('x', 100) FROM generate_series(1, 500000) g`,
    );
    await plant.sql(`ANALYZE ${name}`);
    await plant.put({ ...config, revision: 2 });
    await expectSaid(config, 'ok', /Each look goes through the whole of table .* no index on "at"/);
    const { organizationId, feed, mapping } = config;
    assert.ok(feed !== null && mapping !== null);
    const asked = { organizationId, passwordSealed: plant.sealed(organizationId, feed), table: name };
    const borne = await plant.nats.bus.ask(RPC.testFeed, { ...asked, feed, mapping });
    assert.match(borne.reason, /^The connection works\. Each look goes through the whole/);
    const refused = await plant.nats.bus.ask(RPC.testFeed, {
      ...asked,
      feed: { ...feed, pollIntervalMs: 20 },
      mapping,
    });
    assert.deepEqual([refused.ok, refused.problem], [false, 'too-costly']);
    assert.match(refused.reason, /CREATE INDEX ON/);
  });
});

describe('a source that hangs', () => {
  test('is named in the answer to a connection test, before the caller times out', async () => {
    const [config, name] = await organization('id serial PRIMARY KEY, at timestamp, v float8');
    const locker = await plant.session();
    await locker.query('BEGIN');
    await locker.query(`LOCK TABLE ${name}`);
    const { feed, organizationId } = config;
    assert.ok(feed !== null);
    const answer = await plant.nats.bus.ask(RPC.testFeed, {
      organizationId,
      passwordSealed: plant.sealed(organizationId, feed),
      feed: { ...feed, statementTimeoutMs: 60_000 },
      table: name,
    });
    assert.deepEqual([answer.ok, answer.problem], [false, 'statement-timeout']);
    await locker.query('ROLLBACK');
  });
});

describe('a source whose rows are very long', () => {
  test('is limited by the quota in bytes, and the status says so; every row is read', async () => {
    const tags = Array.from({ length: 20 }, (_, n) => `v${n}`);
    const [config, name] = await organization(
      `id serial PRIMARY KEY, at timestamp, ${tags.map((tag) => `${tag} text`).join(', ')}`,
      {
        settings: { quotaRowsPerSecond: 100 },
        tags: tags.map((tag) => ({ tag, type: 'number', role: 'present-value' })),
        mapping: {
          source: {
            layout: 'wide',
            asset: { assetId: 'line' },
            columns: tags.map((tag) => ({ column: tag, tag })),
          },
        },
      },
    );
    // 8 KB a row: 200 of them are 4 s of the quota of 100.
    await plant.sql(
      `INSERT INTO ${name} (at, ${tags.join(', ')})
         SELECT ${utcNow} + g * interval '1 ms', ${tags.map(() => `lpad('1', 400, '0')`).join(', ')} FROM generate_series(1, 200) g`,
    );
    await expectSaid(
      config,
      'degraded',
      /More comes than the 100 rows or 0\.4 MiB a second that are admitted/,
    );
    await eventually(
      async () => assert.equal(rowsOf(await plant.scans(config.organizationId)).length, 200),
      LATER,
    );
  });
});
